import io
import os
import tempfile

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
from PIL import Image

assert matplotlib.get_backend().lower() == "agg"
x = np.linspace(0, 10, 200)
figure, axes = plt.subplots(2, 3, figsize=(12, 8), layout="constrained")
axes[0, 0].plot(x, np.sin(x), label=r"$\sin(x)$")
axes[0, 0].plot(x, np.cos(x), "--", label=r"$\frac{d}{dx}\sin(x)$")
axes[0, 0].legend()
axes[0, 1].bar(["a", "b", "c"], [3, 1, 2], yerr=[0.2, 0.1, 0.3], color="tab:orange")
axes[0, 2].hist(np.random.default_rng(0).normal(size=1000), bins=30)
axes[1, 0].contourf(*np.meshgrid(x, x), np.outer(np.sin(x), np.cos(x)), levels=12, cmap="RdBu")
axes[1, 1].scatter(x, x**2, c=x, s=10)
axes[1, 1].set_yscale("log")
axes[1, 2].tripcolor(*np.random.default_rng(1).random((3, 50)))
figure.suptitle("Measurements — 测量 — 測定")
with tempfile.TemporaryDirectory() as folder:
    for name in ("p.png", "p.jpg", "p.svg", "p.pdf", "p.eps", "p.tiff", "p.webp"):
        path = os.path.join(folder, name)
        figure.savefig(path)
        assert os.path.getsize(path) > 10_000, name
    with Image.open(os.path.join(folder, "p.png")) as picture:
        assert picture.size == (1200, 800)
        assert len(picture.convert("RGB").getcolors(1 << 24)) > 1000
plt.close("all")

axes = plt.figure().add_subplot(projection="3d")
axes.plot_surface(*np.meshgrid(x[:20], x[:20]), np.outer(x[:20], x[:20]), cmap="viridis")
stream = io.BytesIO()
plt.savefig(stream, dpi=50)
assert stream.getvalue().startswith(b"\x89PNG")
plt.close("all")

figure, axes = plt.subplots()
line, = axes.plot([], [])
axes.set(xlim=(0, 10), ylim=(-1, 1))
from matplotlib.animation import FuncAnimation, PillowWriter

with tempfile.TemporaryDirectory() as folder:
    animation = FuncAnimation(figure, lambda n: line.set_data(x[: n * 20], np.sin(x[: n * 20])), frames=5)
    animation.save(os.path.join(folder, "a.gif"), writer=PillowWriter(fps=5))
    with Image.open(os.path.join(folder, "a.gif")) as picture:
        assert picture.n_frames == 5
