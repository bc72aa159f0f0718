#### bar_chart_of_sales
import os

import matplotlib.pyplot as plt

quarters = ["Q1", "Q2", "Q3", "Q4"]
online, stores = [120, 150, 170, 210], [200, 190, 180, 175]
figure, axes = plt.subplots(figsize=(8, 5))
first = axes.bar(quarters, stores, label="Stores", color="#4c72b0")
second = axes.bar(quarters, online, bottom=stores, label="Online", color="#dd8452")
axes.bar_label(first, label_type="center")
axes.bar_label(second, label_type="center")
axes.set_ylabel("Revenue (k€)")
axes.set_title("Revenue by channel, 2024")
axes.legend(loc="upper left")
axes.spines[["top", "right"]].set_visible(False)
plt.tight_layout()
path = os.path.join(os.environ["OUTPUT_DIR"], "revenue.png")
plt.savefig(path, dpi=100)
print("Saved", os.path.basename(path), [a + b for a, b in zip(online, stores)])

#### four_panels
import os

import matplotlib.pyplot as plt
import numpy as np

rng = np.random.default_rng(0)
x = np.linspace(0, 10, 200)
figure, axes = plt.subplots(2, 2, figsize=(9, 7), layout="constrained")
axes[0, 0].plot(x, np.sin(x), "b-", x, np.cos(x), "r--")
axes[0, 0].set_title(r"$\sin(x)$ and $\cos(x)$")
axes[0, 1].hist(rng.normal(size=1000), bins=30, color="teal", edgecolor="white")
axes[0, 1].set_title("Histogram")
points = rng.random((80, 2))
marks = axes[1, 0].scatter(*points.T, c=points.sum(axis=1), s=60 * points[:, 0] + 5, cmap="viridis", alpha=0.8)
figure.colorbar(marks, ax=axes[1, 0], label="sum")
axes[1, 0].set_title("Scatter")
axes[1, 1].boxplot([rng.normal(0, scale, 100) for scale in (1, 2, 3)], tick_labels=["low", "mid", "high"])
axes[1, 1].set_title("Box plot")
figure.suptitle("Overview", fontsize=16)
figure.savefig(os.path.join(os.environ["OUTPUT_DIR"], "panels.png"))
print(figure.get_size_inches(), len(figure.axes))

#### stock_prices_with_moving_averages
import os

import matplotlib.dates as mdates
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

rng = np.random.default_rng(21)
days = pd.bdate_range("2023-07-03", periods=250)
price = pd.Series(100 * np.exp(np.cumsum(rng.normal(0.0005, 0.015, 250))), index=days, name="price")
frame = price.to_frame()
frame["MA20"] = price.rolling(20).mean()
frame["MA50"] = price.rolling(50).mean()
spread = price.rolling(20).std()
figure, (top, bottom) = plt.subplots(2, 1, figsize=(9, 6), sharex=True, height_ratios=[3, 1])
top.plot(frame.index, frame["price"], lw=1, label="Price")
top.plot(frame.index, frame["MA20"], label="20 days")
top.plot(frame.index, frame["MA50"], label="50 days")
top.fill_between(frame.index, frame["MA20"] - 2 * spread, frame["MA20"] + 2 * spread, alpha=0.15, color="grey")
top.legend()
returns = price.pct_change()
bottom.bar(frame.index, returns * 100, color=np.where(returns >= 0, "green", "red"))
bottom.set_ylabel("%")
bottom.xaxis.set_major_locator(mdates.MonthLocator(interval=2))
bottom.xaxis.set_major_formatter(mdates.DateFormatter("%b %Y"))
figure.autofmt_xdate()
figure.savefig(os.path.join(os.environ["OUTPUT_DIR"], "prices.png"))
print(frame.tail(3).round(4))
print(f"Volatility: {returns.std() * np.sqrt(252):.4%}, worst day {returns.idxmin().date()}")
drawdown = price / price.cummax() - 1
print(f"Largest drawdown: {drawdown.min():.4%}")

#### seaborn_relationships
import os

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import seaborn as sns

rng = np.random.default_rng(4)
kinds = np.repeat(["Adelie", "Gentoo", "Chinstrap"], 40)
means = {"Adelie": (38.8, 190), "Gentoo": (47.5, 217), "Chinstrap": (48.8, 196)}
penguins = pd.DataFrame({
    "species": kinds,
    "bill": [rng.normal(means[kind][0], 2.5) for kind in kinds],
    "flipper": [rng.normal(means[kind][1], 6.5) for kind in kinds],
})
sns.set_theme(style="whitegrid", palette="deep")
grid = sns.jointplot(data=penguins, x="bill", y="flipper", hue="species", height=5)
grid.savefig(os.path.join(os.environ["OUTPUT_DIR"], "joint.png"))
plt.close("all")
figure, axes = plt.subplots(1, 3, figsize=(12, 4))
sns.violinplot(data=penguins, x="species", y="bill", ax=axes[0])
sns.kdeplot(data=penguins, x="flipper", hue="species", fill=True, ax=axes[1])
sns.regplot(data=penguins, x="bill", y="flipper", n_boot=50, seed=1, ax=axes[2])
figure.tight_layout()
figure.savefig(os.path.join(os.environ["OUTPUT_DIR"], "three.png"))
print(penguins.groupby("species").agg(["mean", "std"]).round(4))

#### heat_map_and_contours
import os

import matplotlib.pyplot as plt
import numpy as np

x, y = np.meshgrid(np.linspace(-3, 3, 121), np.linspace(-2, 2, 81))
z = (1 - x / 2 + x**5 + y**3) * np.exp(-(x**2) - y**2)
figure, axes = plt.subplots(1, 2, figsize=(11, 4))
image = axes[0].imshow(z, extent=[-3, 3, -2, 2], origin="lower", cmap="RdBu_r", aspect="auto")
figure.colorbar(image, ax=axes[0])
filled = axes[1].contourf(x, y, z, levels=12, cmap="plasma")
lines = axes[1].contour(x, y, z, levels=[-0.4, 0, 0.4], colors="k", linewidths=0.8)
axes[1].clabel(lines, fontsize=8)
figure.colorbar(filled, ax=axes[1])
peak = np.unravel_index(z.argmax(), z.shape)
axes[1].annotate("peak", (x[peak], y[peak]), xytext=(2, 1.5), arrowprops={"arrowstyle": "->"})
figure.savefig(os.path.join(os.environ["OUTPUT_DIR"], "field.png"), bbox_inches="tight")
print(f"Peak {z.max():.6f} at ({x[peak]:.2f}, {y[peak]:.2f})")
print("Levels:", filled.levels)

#### surface_in_three_dimensions
import os

import matplotlib.pyplot as plt
import numpy as np

u, v = np.mgrid[0:2 * np.pi:40j, 0:np.pi:20j]
x, y, z = np.cos(u) * np.sin(v), np.sin(u) * np.sin(v), np.cos(v)
figure = plt.figure(figsize=(9, 4.5))
left = figure.add_subplot(1, 2, 1, projection="3d")
left.plot_surface(x, y, z, cmap="coolwarm", linewidth=0)
left.set_title("Sphere")
right = figure.add_subplot(1, 2, 2, projection="3d")
t = np.linspace(0, 6 * np.pi, 300)
right.plot(np.cos(t), np.sin(t), t, color="purple")
right.scatter(np.cos(t[::30]), np.sin(t[::30]), t[::30], c=t[::30])
right.set(xlabel="x", ylabel="y", zlabel="t", title="Helix")
right.view_init(elev=25, azim=40)
figure.savefig(os.path.join(os.environ["OUTPUT_DIR"], "solid.png"), dpi=80)
area = np.trapezoid(np.trapezoid(np.sin(v), v, axis=1), u[:, 0])
print(f"Area by trapezoids: {area:.6f} (exact {4 * np.pi:.6f})")

#### vector_formats
import os

import matplotlib.pyplot as plt
import numpy as np

folder = os.environ["OUTPUT_DIR"]
angles = np.linspace(0, 2 * np.pi, 9)[:-1]
speed = np.array([3.2, 4.1, 6.0, 5.5, 2.0, 1.2, 2.8, 3.9])
figure, axes = plt.subplots(subplot_kw={"projection": "polar"}, figsize=(5, 5))
axes.bar(angles, speed, width=0.6, color=plt.cm.viridis(speed / speed.max()), edgecolor="black")
axes.set_theta_zero_location("N")
axes.set_theta_direction(-1)
axes.set_xticks(angles, ["N", "NE", "E", "SE", "S", "SW", "W", "NW"])
axes.set_title("Wind speed [m/s]")
for extension in ("svg", "pdf", "png", "jpg"):
    figure.savefig(os.path.join(folder, f"wind.{extension}"))
print(sorted(os.listdir(folder)))
print(open(os.path.join(folder, "wind.svg")).read(5), open(os.path.join(folder, "wind.pdf"), "rb").read(8))

#### animated_gif
import os

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.animation import FuncAnimation, PillowWriter
from PIL import Image

figure, axes = plt.subplots(figsize=(4, 3))
x = np.linspace(0, 2 * np.pi, 100)
(line,) = axes.plot(x, np.sin(x))
axes.set_ylim(-1.1, 1.1)


def draw(frame):
    line.set_ydata(np.sin(x + frame * np.pi / 4))
    axes.set_title(f"phase {frame}/8 · 2π")
    return (line,)


path = os.path.join(os.environ["OUTPUT_DIR"], "wave.gif")
FuncAnimation(figure, draw, frames=8).save(path, writer=PillowWriter(fps=8), dpi=60)
image = Image.open(path)
print(image.format, image.size, image.n_frames, image.info["duration"])

#### logarithmic_axes_and_error_bars
import os

import matplotlib.pyplot as plt
import numpy as np

n = np.array([10, 30, 100, 300, 1000, 3000, 10000])
rng = np.random.default_rng(12)
errors = np.array([np.abs([4 * (rng.random((k, 2)) ** 2).sum(1).__lt__(1).mean() - np.pi for _ in range(10)]) for k in n])
mean, spread = errors.mean(axis=1), errors.std(axis=1) / np.sqrt(10)
slope, offset = np.polyfit(np.log(n), np.log(mean), 1)
with plt.style.context("ggplot"):
    figure, axes = plt.subplots(figsize=(6, 4))
    axes.errorbar(n, mean, yerr=spread, fmt="o", capsize=4, label="measured")
    axes.plot(n, np.exp(offset) * n**slope, "--", label=f"$n^{{{slope:.2f}}}$")
    axes.set(xscale="log", yscale="log", xlabel="samples", ylabel=r"error of $\pi$")
    twin = axes.twinx()
    twin.step(n, n / n.sum(), color="grey", where="mid")
    twin.set_ylabel("share of work")
    axes.legend()
    figure.savefig(os.path.join(os.environ["OUTPUT_DIR"], "error.png"), bbox_inches="tight")
print(np.round(mean, 6), "slope", round(slope, 5))

#### pie_gantt_and_table
import os

import matplotlib.pyplot as plt
import pandas as pd

tasks = pd.DataFrame({
    "task": ["Design", "Build", "Test", "Ship"],
    "start": pd.to_datetime(["2024-01-02", "2024-01-15", "2024-02-10", "2024-03-01"]),
    "end": pd.to_datetime(["2024-01-20", "2024-02-20", "2024-03-05", "2024-03-08"]),
    "cost": [12, 40, 20, 5],
})
tasks["days"] = (tasks["end"] - tasks["start"]).dt.days
figure, axes = plt.subplots(1, 2, figsize=(11, 4))
axes[0].barh(tasks["task"], tasks["days"], left=tasks["start"], color=["C0", "C1", "C2", "C3"])
axes[0].invert_yaxis()
axes[0].tick_params(axis="x", rotation=30)
axes[1].pie(tasks["cost"], labels=tasks["task"], autopct="%1.0f%%", startangle=90, explode=[0, 0.1, 0, 0])
table = axes[1].table(cellText=tasks[["task", "days"]].to_numpy(), colLabels=["Task", "Days"], loc="bottom")
table.scale(0.6, 1.2)
figure.tight_layout()
figure.savefig(os.path.join(os.environ["OUTPUT_DIR"], "plan.png"), dpi=90)
print(tasks.to_string(index=False))
print("Longest:", tasks.loc[tasks["days"].idxmax(), "task"])
