import io

import numpy as np
import pandas as pd
import seaborn as sns

generator = np.random.default_rng(0)
frame = pd.DataFrame({"x": generator.normal(size=200), "group": generator.choice(list("abc"), 200)})
frame["y"] = frame.x * 2 + generator.normal(size=200)
for style in ("darkgrid", "whitegrid", "dark", "white", "ticks"):
    sns.set_theme(style=style)
    axes = sns.scatterplot(frame, x="x", y="y", hue="group")
    axes.figure.savefig(io.BytesIO(), dpi=40)
    axes.figure.clear()
grid = sns.FacetGrid(frame, col="group")
grid.map_dataframe(sns.histplot, x="y")
grid.savefig(io.BytesIO(), dpi=40)
axes = sns.boxplot(frame, x="group", y="y")
assert [label.get_text() for label in axes.get_xticklabels()] == list(dict.fromkeys(frame.group))
sns.heatmap(frame[["x", "y"]].corr(), annot=True).figure.savefig(io.BytesIO(), dpi=40)
