import numpy as np
import pandas as pd
import statsmodels.api as sm
import statsmodels.formula.api as smf
from statsmodels.stats.multicomp import pairwise_tukeyhsd
from statsmodels.tsa.api import ExponentialSmoothing, VAR, adfuller, seasonal_decompose
from statsmodels.tsa.arima.model import ARIMA

generator = np.random.default_rng(0)
frame = pd.DataFrame({"x": generator.normal(size=200), "group": np.repeat(["a", "b"], 100)})
frame["y"] = 1 + 2 * frame.x + 3 * (frame.group == "b") + 0.1 * generator.normal(size=200)
fit = smf.ols("y ~ x + C(group)", frame).fit()
assert np.allclose(fit.params, [1, 3, 2], atol=0.1) and fit.rsquared > 0.99
assert "R-squared" in fit.summary().as_text()
assert sm.stats.anova_lm(fit).loc["x", "PR(>F)"] < 1e-10
frame["seen"] = generator.random(200) < 1 / (1 + np.exp(-2 * frame.x))
assert smf.logit("seen.astype(int) ~ x", frame).fit(disp=0).params["x"] > 1
counts = sm.GLM(generator.poisson(np.exp(0.5 * frame.x)), sm.add_constant(frame.x), family=sm.families.Poisson()).fit()
assert abs(counts.params["x"] - 0.5) < 0.2
assert abs(smf.mixedlm("y ~ x", frame, groups=frame.group).fit().params["x"] - 2) < 0.1
assert abs(sm.RLM(frame.y, sm.add_constant(frame.x)).fit().params["x"] - 2) < 0.3
assert abs(smf.quantreg("y ~ x + C(group)", frame).fit(q=0.5).params["x"] - 2) < 0.1

noise = generator.normal(size=300)
series = np.zeros(300)
for i in range(1, 300):
    series[i] = 0.6 * series[i - 1] + noise[i]
model = ARIMA(series, order=(1, 0, 1)).fit()
assert abs(model.arparams[0] - 0.6) < 0.25 and model.forecast(3).shape == (3,)
assert adfuller(series)[1] < 0.01
months = pd.date_range("2015", periods=96, freq="MS")
sales = pd.Series(np.arange(96) + 10 * np.sin(np.arange(96) * np.pi / 6), months)
assert abs(seasonal_decompose(sales).seasonal.max() - 10) < 1
assert ExponentialSmoothing(sales, trend="add", seasonal="add").fit().forecast(12).iloc[-1] > 95
assert VAR(np.column_stack([series, noise])).fit(2).params.shape == (5, 2)
assert sm.tsa.SARIMAX(series, order=(1, 0, 0)).fit(disp=0).params.shape == (2,)
assert sm.nonparametric.lowess(frame.y, frame.x).shape == (200, 2)
assert pairwise_tukeyhsd(frame.y, frame.group).pvalues[0] < 1e-6
assert sm.nonparametric.KDEUnivariate(frame.x).fit().evaluate(0)[0] > 0.2
assert abs(sm.tsa.acf(series, nlags=1)[1] - 0.6) < 0.15
