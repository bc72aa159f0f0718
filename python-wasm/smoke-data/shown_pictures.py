import contextlib
import io
import os
import tempfile

import matplotlib.pyplot as plt
from PIL import Image

with tempfile.TemporaryDirectory() as folder:
    os.environ["OUTPUT_DIR"] = os.path.join(folder, "out")
    told = io.StringIO()
    with contextlib.redirect_stderr(told):
        plt.plot([1, 2, 3])
        plt.figure()
        plt.bar(["a"], [1])
        plt.show()
        assert plt.get_fignums() == []
        plt.plot([3, 2, 1])
        plt.show()
    names = [f"figure-{number}.png" for number in (1, 2, 3)]
    assert sorted(os.listdir(os.environ["OUTPUT_DIR"])) == names
    assert told.getvalue().splitlines() == [f"Saved the figure to {folder}/out/{name}" for name in names]
    del os.environ["OUTPUT_DIR"]
    os.chdir(folder)
    with contextlib.redirect_stderr(told):
        plt.plot([1])
        plt.show()
        Image.new("RGB", (4, 4)).show()
    assert sorted(os.listdir()) == ["figure-1.png", "image-1.png", "out"]
    os.chdir("/")
