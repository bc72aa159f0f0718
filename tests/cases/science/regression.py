#### explain_wages_with_ols
import os

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import statsmodels.api as sm
import statsmodels.formula.api as smf
from statsmodels.stats.diagnostic import het_breuschpagan
from statsmodels.stats.outliers_influence import variance_inflation_factor
from statsmodels.stats.stattools import durbin_watson, jarque_bera

rng = np.random.default_rng(100)
n = 200
people = pd.DataFrame({"education": rng.integers(8, 20, n), "experience": rng.integers(0, 35, n), "sector": rng.choice(["public", "private"], n)})
people["wage"] = 4 + 1.1 * people["education"] + 0.35 * people["experience"] - 0.004 * people["experience"] ** 2 + 2 * (people["sector"] == "private") + rng.normal(0, 2.5, n)
model = smf.ols("wage ~ education + experience + I(experience ** 2) + C(sector)", data=people).fit()
print(pd.DataFrame({"coef": model.params, "se": model.bse, "t": model.tvalues, "p": model.pvalues}).round(6).to_string())
print(f"R²={model.rsquared:.6f} adjusted={model.rsquared_adj:.6f} F={model.fvalue:.4f} AIC={model.aic:.4f} BIC={model.bic:.4f}")
print(model.conf_int().round(5).to_string())
print("Breusch-Pagan:", np.round(het_breuschpagan(model.resid, model.model.exog), 6))
print("Durbin-Watson:", round(durbin_watson(model.resid), 6), "Jarque-Bera:", np.round(jarque_bera(model.resid), 6))
print("VIF:", [round(variance_inflation_factor(model.model.exog, i), 4) for i in range(1, 5)])
print(model.get_prediction(pd.DataFrame({"education": [16], "experience": [10], "sector": ["private"]})).summary_frame().round(5).to_string())
print("Robust:", model.get_robustcov_results("HC3").bse.round(6))
sm.qqplot(model.resid, line="45", fit=True)
plt.savefig(os.path.join(os.environ["OUTPUT_DIR"], "residuals.png"), dpi=80)

#### logistic_and_count_regression
import numpy as np
import pandas as pd
import statsmodels.api as sm

rng = np.random.default_rng(8)
n = 300
frame = pd.DataFrame({"dose": rng.uniform(0, 10, n), "age": rng.normal(50, 10, n)})
cured = (rng.random(n) < 1 / (1 + np.exp(-(-3 + 0.6 * frame["dose"] + 0.01 * frame["age"])))).astype(int)
design = sm.add_constant(frame)
logit = sm.Logit(cured, design).fit(disp=0)
print(logit.params.round(5).to_dict(), f"pseudo R²={logit.prsquared:.6f} LLR p={logit.llr_pvalue:.3e}")
print("Marginal effects:", logit.get_margeff().margeff.round(6))
print("Classified:", logit.pred_table().tolist())
visits = rng.poisson(np.exp(0.2 + 0.15 * frame["dose"]))
poisson = sm.GLM(visits, design, family=sm.families.Poisson()).fit()
print(poisson.params.round(5).to_dict(), f"deviance={poisson.deviance:.4f} Pearson={poisson.pearson_chi2:.4f}")
negative = sm.GLM(visits, design, family=sm.families.NegativeBinomial(alpha=0.5)).fit()
print("Negative binomial:", negative.params.round(5).tolist())
heavy = frame["dose"] * 2 + rng.standard_t(2, n)
print("Robust line:", sm.RLM(heavy, design).fit().params.round(5).tolist())
print("Median regression:", sm.QuantReg(heavy, design).fit(q=0.5).params.round(3).tolist())

#### forecast_with_arima
import os
import warnings

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from statsmodels.tsa.arima.model import ARIMA
from statsmodels.tsa.stattools import acf, adfuller, pacf

warnings.filterwarnings("ignore")
rng = np.random.default_rng(55)
noise = rng.normal(0, 1, 160)
steps = np.zeros(160)
for i in range(1, 160):
    steps[i] = 0.3 + 0.6 * steps[i - 1] + noise[i] + 0.3 * noise[i - 1]
series = pd.Series(100 + np.cumsum(steps), index=pd.date_range("2011-01-31", periods=160, freq="ME"))
print(f"ADF p: level {adfuller(series)[1]:.5f}, difference {adfuller(series.diff().dropna())[1]:.3e}")
print("ACF:", acf(series.diff().dropna(), nlags=4).round(5), "PACF:", pacf(series.diff().dropna(), nlags=3).round(5))
train, test = series[:-12], series[-12:]
best = None
for order in [(1, 1, 0), (0, 1, 1), (1, 1, 1)]:
    result = ARIMA(train, order=order, trend="t").fit()
    print(order, f"AIC={result.aic:.3f}")
    if best is None or result.aic < best.aic:
        best = result
print(best.params.round(2).to_dict())
forecast = best.get_forecast(12)
band = forecast.conf_int()
print(forecast.predicted_mean.round(2).head(4).to_string())
print(f"MAE: {(forecast.predicted_mean - test).abs().mean():.2f}, inside the band: {int(((test > band.iloc[:, 0]) & (test < band.iloc[:, 1])).sum())} of 12")
figure, axes = plt.subplots(figsize=(8, 4))
axes.plot(train[-48:], label="past")
axes.plot(test, label="actual")
axes.plot(forecast.predicted_mean, "--", label="forecast")
axes.fill_between(band.index, band.iloc[:, 0], band.iloc[:, 1], alpha=0.2)
axes.legend()
figure.savefig(os.path.join(os.environ["OUTPUT_DIR"], "forecast.png"), dpi=80)

#### seasons_and_smoothing
import os

import numpy as np
import pandas as pd
from statsmodels.nonparametric.smoothers_lowess import lowess
from statsmodels.tsa.holtwinters import ExponentialSmoothing
from statsmodels.tsa.seasonal import STL, seasonal_decompose
from statsmodels.stats.diagnostic import acorr_ljungbox

rng = np.random.default_rng(2)
months = pd.date_range("2016-01-01", periods=96, freq="MS")
trend = np.linspace(120, 260, 96)
sales = pd.Series(trend * (1 + 0.25 * np.sin(2 * np.pi * np.arange(96) / 12)) + rng.normal(0, 5, 96), index=months)
parts = seasonal_decompose(sales, model="multiplicative", period=12)
print(parts.seasonal[:12].round(5).to_string())
print("Trend:", parts.trend.dropna().iloc[[0, 40, -1]].round(4).tolist())
stl = STL(np.log(sales), period=12, robust=True).fit()
print("STL:", stl.trend.iloc[[0, 50, 95]].round(5).tolist(), stl.seasonal.iloc[:3].round(5).tolist())
model = ExponentialSmoothing(sales, trend="add", seasonal="mul", seasonal_periods=12, initialization_method="heuristic").fit()
print("Forecast:", model.forecast(4).round(1).tolist())
print("Ljung-Box p > 0.001:", bool((acorr_ljungbox(stl.resid, lags=[6])["lb_pvalue"] > 0.001).all()))
smooth = lowess(sales, np.arange(96), frac=0.3, return_sorted=False)
print("Lowess:", smooth[[0, 48, 95]].round(4))
figure = parts.plot()
figure.savefig(os.path.join(os.environ["OUTPUT_DIR"], "decomposition.png"), dpi=70)

#### experiments_and_power
import numpy as np
import pandas as pd
import statsmodels.api as sm
import statsmodels.formula.api as smf
from statsmodels.stats.anova import AnovaRM
from statsmodels.stats.multicomp import pairwise_tukeyhsd
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.power import TTestIndPower
from statsmodels.stats.proportion import proportion_confint, proportions_ztest

rng = np.random.default_rng(19)
plants = pd.DataFrame({"water": np.tile(["low", "high"], 30), "light": np.repeat(["a", "b", "c"], 20)})
plants["height"] = 10 + 2 * (plants["water"] == "high") + plants["light"].map({"a": 0, "b": 1, "c": 3}) + rng.normal(0, 1, 60)
model = smf.ols("height ~ C(water) * C(light)", plants).fit()
print(sm.stats.anova_lm(model, typ=2).round(6).to_string())
print(pairwise_tukeyhsd(plants["height"], plants["light"]))
raw = [0.001, 0.012, 0.03, 0.04, 0.2]
for method in ("bonferroni", "holm", "fdr_bh"):
    reject, corrected, *_ = multipletests(raw, method=method)
    print(method, reject.tolist(), corrected.round(5).tolist())
print("Per group:", round(TTestIndPower().solve_power(effect_size=0.5, power=0.8, alpha=0.05), 4))
z, p = proportions_ztest([45, 30], [200, 210])
print(f"z={z:.5f} p={p:.6f}", np.round(proportion_confint(45, 200, method="wilson"), 6))
repeated = pd.DataFrame({"person": np.repeat(range(12), 3), "time": np.tile(["t0", "t1", "t2"], 12)})
repeated["score"] = rng.normal(50, 5, 12)[repeated["person"]] + repeated["time"].map({"t0": 0, "t1": 2, "t2": 3}) + rng.normal(0, 1, 36)
print(AnovaRM(repeated, "score", "person", within=["time"]).fit().anova_table.round(5).to_string())
mixed = smf.mixedlm("score ~ time", repeated, groups=repeated["person"]).fit()
print("Mixed:", mixed.fe_params.round(4).to_dict())
