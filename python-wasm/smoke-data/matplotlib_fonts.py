import os

import matplotlib
from matplotlib import font_manager

# Nobody has written a list: the one that came with the image is used, and says what a search finds.
assert os.listdir(matplotlib.get_cachedir()) == []
prebuilt = font_manager.fontManager
found = font_manager.FontManager()
for kind in ("ttflist", "afmlist"):
    assert sorted(map(repr, getattr(prebuilt, kind))) == sorted(map(repr, getattr(found, kind))), kind
assert font_manager.findfont("Droid Sans Fallback", fallback_to_default=False).startswith("/usr/share/fonts/")
assert "mpl-data" in font_manager.findfont(font_manager.FontProperties())
from fontTools.ttLib import TTFont

glyphs = TTFont(font_manager.findfont("Droid Sans Fallback")).getBestCmap()
assert {ord(letter) for letter in "测測定ひカ"} <= glyphs.keys()
# Korean is not there: VL-51.
assert ord("한") not in glyphs
