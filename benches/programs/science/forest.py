"""A random forest of 20 trees over 2,000 rows of ten features."""

import numpy as np
from sklearn.ensemble import RandomForestClassifier

rng = np.random.default_rng(4)
x = rng.normal(size=(2000, 10))
y = (x[:, 0] * x[:, 1] + rng.normal(scale=0.2, size=2000) > 0).astype(int)
RandomForestClassifier(n_estimators=1, random_state=0).fit(x, y)
# Measured from here.
forest = RandomForestClassifier(n_estimators=20, random_state=0).fit(x, y)
print(forest.predict(x[:10]), forest.score(x, y))
