fonts="$RECIPE/fontlist.json"
RECIPE="$TREE/python-wasm/recipes/python-tree"
. "$RECIPE/build.sh"
# What matplotlib would find in the image, which smoke-data/matplotlib_fonts.py compares it with.
cp "$fonts" "$library/site-packages/matplotlib/mpl-data"
