#### compare_two_groups
import numpy as np
from scipy import stats

rng = np.random.default_rng(42)
control = rng.normal(100, 15, 60)
treatment = rng.normal(108, 18, 55)
print(f"Control: mean={control.mean():.3f} sd={control.std(ddof=1):.3f}")
print(f"Treatment: mean={treatment.mean():.3f} sd={treatment.std(ddof=1):.3f}")
for name, sample in [("control", control), ("treatment", treatment)]:
    w, p = stats.shapiro(sample)
    print(f"Shapiro-Wilk {name}: W={w:.5f}, p={p:.5f}")
levene = stats.levene(control, treatment)
print(f"Levene: {levene.statistic:.5f}, p={levene.pvalue:.5f}")
student = stats.ttest_ind(control, treatment)
welch = stats.ttest_ind(control, treatment, equal_var=False)
print(f"Student: t={student.statistic:.5f}, p={student.pvalue:.6f}, df={student.df:.0f}")
print(f"Welch: t={welch.statistic:.5f}, p={welch.pvalue:.6f}, df={welch.df:.4f}")
interval = welch.confidence_interval(0.95)
print(f"95% CI of the difference: [{interval.low:.4f}, {interval.high:.4f}]")
u, p = stats.mannwhitneyu(control, treatment, alternative="two-sided")
print(f"Mann-Whitney: U={u}, p={p:.6f}")
pooled = np.sqrt((control.var(ddof=1) * 59 + treatment.var(ddof=1) * 54) / 113)
print(f"Cohen's d: {(treatment.mean() - control.mean()) / pooled:.4f}")
print("Kolmogorov-Smirnov:", np.round(stats.ks_2samp(control, treatment), 6))
print("Significant" if welch.pvalue < 0.05 else "Not significant")

#### analysis_of_variance
import numpy as np
import pandas as pd
from scipy import stats

rng = np.random.default_rng(1)
data = pd.DataFrame({
    "fertiliser": np.repeat(["none", "organic", "mineral", "mixed"], 15),
    "yield": np.concatenate([rng.normal(mean, 1.2, 15) for mean in (5.0, 5.6, 6.4, 6.5)]),
})
groups = [group["yield"].to_numpy() for _, group in data.groupby("fertiliser")]
print(data.groupby("fertiliser")["yield"].agg(["mean", "std", "sem"]).round(4))
f, p = stats.f_oneway(*groups)
print(f"One-way ANOVA: F={f:.5f}, p={p:.3e}")
h, p = stats.kruskal(*groups)
print(f"Kruskal-Wallis: H={h:.5f}, p={p:.3e}")
print("Bartlett:", np.round(stats.bartlett(*groups), 6))
tukey = stats.tukey_hsd(*groups)
names = sorted(data["fertiliser"].unique())
for i in range(4):
    for j in range(i + 1, 4):
        print(f"{names[i]} - {names[j]}: {tukey.statistic[i, j]:+.4f} p={tukey.pvalue[i, j]:.4f}")
grand = data["yield"].mean()
between = sum(len(g) * (g.mean() - grand) ** 2 for g in groups)
print("eta squared:", round(between / ((data["yield"] - grand) ** 2).sum(), 6))

#### are_two_attributes_related
import numpy as np
import pandas as pd
from scipy import stats

rng = np.random.default_rng(5)
plan = rng.choice(["free", "pro", "team"], 400, p=[0.5, 0.3, 0.2])
churned = rng.random(400) < np.select([plan == "free", plan == "pro"], [0.35, 0.2], 0.1)
table = pd.crosstab(pd.Series(plan, name="plan"), pd.Series(churned, name="churned"))
print(table)
result = stats.chi2_contingency(table)
print(f"chi2={result.statistic:.5f} p={result.pvalue:.6g} dof={result.dof}")
print(np.round(result.expected_freq, 3))
v = np.sqrt(result.statistic / (table.to_numpy().sum() * (min(table.shape) - 1)))
print(f"Cramer's V: {v:.5f}")
two = table.loc[["free", "team"]].to_numpy()
odds, p = stats.fisher_exact(two)
print(f"Fisher: odds={odds:.5f} p={p:.6g}")
observed = np.bincount(rng.integers(0, 6, 600), minlength=6)
print("Fair die?", observed, np.round(stats.chisquare(observed), 6))
print("Binomial:", stats.binomtest(int(churned.sum()), 400, 0.25).proportion_ci())
print("McNemar-like sign test p:", round(stats.binomtest(9, 30, 0.5).pvalue, 8))

#### correlations_with_p_values
import os

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import seaborn as sns
from scipy import stats

rng = np.random.default_rng(8)
n = 120
height = rng.normal(172, 9, n)
weight = 0.9 * height - 88 + rng.normal(0, 8, n)
age = rng.integers(18, 70, n).astype(float)
pressure = 90 + 0.5 * age + 0.2 * weight + rng.normal(0, 7, n)
frame = pd.DataFrame({"height": height, "weight": weight, "age": age, "pressure": pressure})
print(frame.describe().round(3).to_string())
for first, second in [("height", "weight"), ("age", "pressure"), ("height", "age")]:
    for test in (stats.pearsonr, stats.spearmanr, stats.kendalltau):
        result = test(frame[first], frame[second])
        print(f"{first}-{second} {test.__name__}: r={result.statistic:.5f} p={result.pvalue:.4g}")
line = stats.linregress(frame["age"], frame["pressure"])
print(f"pressure = {line.slope:.5f} * age + {line.intercept:.4f}, r2={line.rvalue ** 2:.5f}, se={line.stderr:.6f}")
sns.heatmap(frame.corr(), annot=True, fmt=".2f", cmap="coolwarm", vmin=-1, vmax=1)
plt.title("Correlations")
plt.tight_layout()
plt.savefig(os.path.join(os.environ["OUTPUT_DIR"], "correlations.png"), dpi=80)

#### bootstrap_and_permutation
import numpy as np
from scipy import stats

rng = np.random.default_rng(2024)
before = rng.gamma(2.0, 12.0, 40)
after = before * 0.85 + rng.normal(0, 3, 40)
print("Medians:", np.round([np.median(before), np.median(after)], 5))
interval = stats.bootstrap((before,), np.median, n_resamples=999, method="percentile", rng=np.random.default_rng(1))
print("Median 95% CI:", np.round(interval.confidence_interval, 5), "se", round(float(interval.standard_error), 5))


def difference(x, y, axis):
    return np.mean(x, axis=axis) - np.mean(y, axis=axis)


permuted = stats.permutation_test((before, after), difference, vectorized=True, n_resamples=999, rng=np.random.default_rng(2))
print(f"Permutation: difference={permuted.statistic:.5f} p={permuted.pvalue:.5f}")
paired = stats.ttest_rel(before, after)
print(f"Paired t: {paired.statistic:.5f}, p={paired.pvalue:.4g}")
wilcoxon = stats.wilcoxon(before, after)
print(f"Wilcoxon: {wilcoxon.statistic}, p={wilcoxon.pvalue:.4g}")
resampled = [rng.choice(before, 40).mean() for _ in range(500)]
print("By hand:", np.round(np.percentile(resampled, [2.5, 50, 97.5]), 5))

#### which_distribution_fits
import os

import matplotlib.pyplot as plt
import numpy as np
from scipy import stats

waits = stats.weibull_min.rvs(1.7, scale=12, size=300, random_state=np.random.default_rng(9))
candidates = {"gamma": stats.gamma, "weibull": stats.weibull_min, "lognormal": stats.lognorm, "exponential": stats.expon}
figure, axes = plt.subplots(figsize=(6, 4))
axes.hist(waits, bins=25, density=True, alpha=0.4, label="observed")
x = np.linspace(0.1, waits.max(), 200)
scores = []
for name, family in candidates.items():
    parameters = family.fit(waits, floc=0)
    likelihood = family.logpdf(waits, *parameters).sum()
    free = len(parameters) - 1
    test = stats.kstest(waits, family.cdf, args=parameters)
    scores.append((2 * free - 2 * likelihood, name, test.pvalue))
    axes.plot(x, family.pdf(x, *parameters), label=name)
for score, name, p in sorted(scores):
    print(f"{name:12s} AIC={score:9.2f} KS p={p:.3f}")
axes.legend()
figure.savefig(os.path.join(os.environ["OUTPUT_DIR"], "fits.png"))
print("Best:", min(scores)[1])
kernel = stats.gaussian_kde(waits)
print("KDE:", np.round(kernel([2, 8, 20]), 6), "P(<10):", round(kernel.integrate_box_1d(0, 10), 6))
print("Skewness:", round(stats.skew(waits), 5), "kurtosis:", round(stats.kurtosis(waits), 5))

#### bayesian_a_b_test
import numpy as np
from scipy import stats

visitors = {"A": (1180, 62), "B": (1225, 88)}
rng = np.random.default_rng(0)
posterior = {name: stats.beta(1 + hits, 1 + shown - hits) for name, (shown, hits) in visitors.items()}
draws = {name: beta.rvs(20_000, random_state=rng) for name, beta in posterior.items()}
for name, beta in posterior.items():
    low, high = beta.interval(0.95)
    print(f"{name}: rate {beta.mean():.5f}, 95% [{low:.5f}, {high:.5f}]")
print(f"P(B > A) = {(draws['B'] > draws['A']).mean():.4f}")
lift = draws["B"] / draws["A"] - 1
print("Lift quantiles:", np.round(np.quantile(lift, [0.05, 0.5, 0.95]), 5))
(na, a), (nb, b) = visitors["A"], visitors["B"]
pooled = (a + b) / (na + nb)
z = (b / nb - a / na) / np.sqrt(pooled * (1 - pooled) * (1 / na + 1 / nb))
print(f"z={z:.5f}, p={2 * stats.norm.sf(abs(z)):.6f}")
effect = 2 * np.arcsin(np.sqrt(b / nb)) - 2 * np.arcsin(np.sqrt(a / na))
need = ((stats.norm.ppf(0.975) + stats.norm.ppf(0.8)) / effect) ** 2 * 2
print("Visitors per arm for 80% power:", int(np.ceil(need)))

#### find_outliers
import numpy as np
import pandas as pd
from scipy import stats

rng = np.random.default_rng(13)
frame = pd.DataFrame({"sensor": np.tile(["a", "b"], 60), "value": rng.normal(20, 2, 120)})
frame.loc[[7, 44, 90], "value"] = [45.0, -3.0, 31.5]
z = np.abs(stats.zscore(frame["value"]))
print("z > 3:", frame.index[z > 3].tolist())
q1, q3 = frame["value"].quantile([0.25, 0.75])
fence = 1.5 * (q3 - q1)
outside = frame[(frame["value"] < q1 - fence) | (frame["value"] > q3 + fence)]
print(f"IQR fences: {q1 - fence:.4f} .. {q3 + fence:.4f}")
print(outside.round(4))
deviation = stats.median_abs_deviation(frame["value"], scale="normal")
robust = (frame["value"] - frame["value"].median()) / deviation
print("Robust:", frame.index[robust.abs() > 3.5].tolist())
clean = frame.drop(outside.index)
print(clean.groupby("sensor")["value"].agg(["mean", "std", "min", "max"]).round(5))
print("Trimmed mean:", round(stats.trim_mean(frame["value"], 0.05), 6), "winsorised:",
      round(float(np.mean(stats.mstats.winsorize(frame["value"].to_numpy(), limits=0.05))), 6))
