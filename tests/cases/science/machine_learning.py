#### classify_flowers
import os

import matplotlib.pyplot as plt
from sklearn.datasets import load_iris
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import ConfusionMatrixDisplay, accuracy_score, classification_report
from sklearn.model_selection import cross_val_score, train_test_split

iris = load_iris(as_frame=True)
print(iris.frame.describe().round(3).to_string())
x_train, x_test, y_train, y_test = train_test_split(iris.data, iris.target, test_size=0.3, random_state=42, stratify=iris.target)
model = RandomForestClassifier(n_estimators=50, random_state=42)
model.fit(x_train, y_train)
predicted = model.predict(x_test)
print(f"Accuracy: {accuracy_score(y_test, predicted):.4f}")
print(classification_report(y_test, predicted, target_names=iris.target_names))
scores = cross_val_score(model, iris.data, iris.target, cv=5)
print("Cross-validation:", scores.round(4), f"{scores.mean():.4f} ± {scores.std():.4f}")
for name, importance in sorted(zip(iris.feature_names, model.feature_importances_), key=lambda pair: -pair[1]):
    print(f"{name:20s} {importance:.4f}")
ConfusionMatrixDisplay.from_predictions(y_test, predicted, display_labels=iris.target_names, cmap="Blues")
plt.savefig(os.path.join(os.environ["OUTPUT_DIR"], "confusion.png"), dpi=80)

#### predict_prices_with_pipelines
import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import Lasso, LinearRegression, Ridge
from sklearn.metrics import mean_absolute_error, r2_score
from sklearn.model_selection import GridSearchCV, KFold, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, PolynomialFeatures, StandardScaler

rng = np.random.default_rng(0)
n = 400
homes = pd.DataFrame({
    "area": rng.normal(90, 25, n).clip(25), "rooms": rng.integers(1, 6, n).astype(float),
    "age": rng.integers(0, 80, n).astype(float), "district": rng.choice(["centre", "north", "south"], n),
})
price = 2.8 * homes["area"] + 9 * homes["rooms"] - 0.6 * homes["age"] + homes["district"].map({"centre": 80, "north": 10, "south": 25}) + rng.normal(0, 15, n)
homes.loc[rng.choice(n, 30, replace=False), "age"] = np.nan
numbers = make_pipeline(SimpleImputer(strategy="median"), StandardScaler())
columns = ColumnTransformer([("numbers", numbers, ["area", "rooms", "age"]), ("district", OneHotEncoder(drop="first"), ["district"])])
x_train, x_test, y_train, y_test = train_test_split(homes, price, random_state=1)
for name, model in [("linear", LinearRegression()), ("ridge", Ridge(1.0)), ("lasso", Lasso(0.5))]:
    pipeline = make_pipeline(columns, model).fit(x_train, y_train)
    predicted = pipeline.predict(x_test)
    print(f"{name:7s} R²={r2_score(y_test, predicted):.5f} MAE={mean_absolute_error(y_test, predicted):.4f}", model.coef_.round(3))
print(columns.get_feature_names_out().tolist())
search = GridSearchCV(make_pipeline(columns, PolynomialFeatures(include_bias=False), Ridge()),
                      {"polynomialfeatures__degree": [1, 2], "ridge__alpha": [0.1, 1, 10]}, cv=KFold(4, shuffle=True, random_state=0))
search.fit(x_train, y_train)
print("Best:", search.best_params_, f"{search.best_score_:.5f}")
print(pd.DataFrame(search.cv_results_)[["params", "mean_test_score", "rank_test_score"]].to_string())

#### who_survives
import os

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import RocCurveDisplay, brier_score_loss, confusion_matrix, precision_recall_curve, roc_auc_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

rng = np.random.default_rng(12)
n = 500
people = pd.DataFrame({"age": rng.normal(32, 13, n).clip(1, 80), "fare": rng.lognormal(3, 0.9, n), "female": rng.integers(0, 2, n), "class": rng.integers(1, 4, n)})
chance = 1 / (1 + np.exp(-(1.2 + 2.3 * people["female"] - 0.03 * people["age"] - 0.9 * (people["class"] - 1) + 0.004 * people["fare"])))
survived = (rng.random(n) < chance).astype(int)
print(people.assign(survived=survived).groupby(["female", "class"])["survived"].mean().unstack().round(4))
model = make_pipeline(StandardScaler(), LogisticRegression())
probability = cross_val_predict(model, people, survived, cv=StratifiedKFold(5, shuffle=True, random_state=3), method="predict_proba")[:, 1]
print(f"AUC {roc_auc_score(survived, probability):.5f}, Brier {brier_score_loss(survived, probability):.5f}")
print(confusion_matrix(survived, probability > 0.5))
precision, recall, thresholds = precision_recall_curve(survived, probability)
f1 = 2 * precision[:-1] * recall[:-1] / (precision[:-1] + recall[:-1])
print(f"Best F1 {f1.max():.4f} at threshold {thresholds[f1.argmax()]:.4f}")
model.fit(people, survived)
print("Odds ratios per deviation:", dict(zip(people.columns, np.exp(model[-1].coef_[0]).round(4))))
print(model.predict_proba(pd.DataFrame({"age": [25.0], "fare": [50.0], "female": [1], "class": [1]})).round(4))
RocCurveDisplay.from_predictions(survived, probability)
plt.savefig(os.path.join(os.environ["OUTPUT_DIR"], "roc.png"), dpi=80)

#### customer_segments
import os

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from sklearn.cluster import DBSCAN, AgglomerativeClustering, KMeans
from sklearn.metrics import adjusted_rand_score, silhouette_score
from sklearn.mixture import GaussianMixture
from sklearn.preprocessing import StandardScaler

rng = np.random.default_rng(77)
centres = np.array([[20, 15], [55, 80], [90, 30], [60, 25]])
truth = rng.integers(0, 4, 240)
customers = pd.DataFrame(centres[truth] + rng.normal(0, 5, (240, 2)), columns=["income", "spending"])
scaled = StandardScaler().fit_transform(customers)
for k in range(2, 7):
    model = KMeans(k, n_init=5, random_state=0).fit(scaled)
    print(f"k={k} inertia={model.inertia_:.4f} silhouette={silhouette_score(scaled, model.labels_):.5f}")
best = KMeans(4, n_init=5, random_state=0).fit(scaled)
order = np.argsort(customers.groupby(best.labels_)["income"].mean().to_numpy())
customers["segment"] = np.argsort(order)[best.labels_]
print(customers.groupby("segment").agg(["mean", "count"]).round(3))
for model in (AgglomerativeClustering(4), DBSCAN(eps=0.35), GaussianMixture(4, random_state=0)):
    print(type(model).__name__, round(adjusted_rand_score(truth, model.fit_predict(scaled)), 5))
plt.scatter(customers["income"], customers["spending"], c=customers["segment"], cmap="tab10")
plt.xlabel("income")
plt.ylabel("spending")
plt.savefig(os.path.join(os.environ["OUTPUT_DIR"], "segments.png"), dpi=80)

#### read_handwritten_digits
import numpy as np
from sklearn.datasets import load_digits
from sklearn.decomposition import PCA
from sklearn.manifold import MDS
from sklearn.metrics import confusion_matrix
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsClassifier
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler
from sklearn.svm import SVC

digits = load_digits()
print(digits.images.shape, np.bincount(digits.target))
x_train, x_test, y_train, y_test = train_test_split(digits.data, digits.target, test_size=0.25, random_state=5)
pca = PCA().fit(x_train)
enough = int(np.searchsorted(pca.explained_variance_ratio_.cumsum(), 0.9)) + 1
print("Components for 90 %:", enough, pca.explained_variance_ratio_[:3].round(5))
for model in (KNeighborsClassifier(3), SVC(gamma=0.001), make_pipeline(PCA(enough, random_state=0), SVC(C=5, gamma=0.001))):
    print(type(model).__name__, f"{model.fit(x_train, y_train).score(x_test, y_test):.4f}")
network = make_pipeline(MinMaxScaler(), MLPClassifier((32,), max_iter=80, tol=1e-3, random_state=1))
network.fit(x_train, y_train)
print("Network is good:", network.score(x_test, y_test) > 0.9)
wrong = confusion_matrix(y_test, SVC(gamma=0.001).fit(x_train, y_train).predict(x_test))
np.fill_diagonal(wrong, 0)
print("Confused:", [tuple(pair) for pair in np.argwhere(wrong).tolist()])
back = pca.inverse_transform(pca.transform(x_test[:5]))
print("Reconstruction:", np.allclose(back, x_test[:5]))

#### is_it_spam
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.linear_model import SGDClassifier
from sklearn.metrics.pairwise import cosine_similarity
from sklearn.model_selection import LeaveOneOut, cross_val_score
from sklearn.naive_bayes import MultinomialNB
from sklearn.decomposition import TruncatedSVD, LatentDirichletAllocation
from sklearn.pipeline import make_pipeline

mails = ["win a free prize now", "cheap pills free offer", "you won the lottery, claim prize", "limited offer, buy cheap now",
         "free money, click now", "meeting moved to monday", "please review the report", "lunch with the team on monday?",
         "the quarterly report is attached", "can you call me about the meeting"]
spam = [1] * 5 + [0] * 5
vectors = TfidfVectorizer(stop_words="english", ngram_range=(1, 2))
matrix = vectors.fit_transform(mails)
print(matrix.shape, matrix.nnz, vectors.get_feature_names_out()[:6].tolist())
top = matrix.sum(axis=0).A1.argsort()[::-1][:3]
print("Heaviest:", sorted(vectors.get_feature_names_out()[top]))
model = make_pipeline(CountVectorizer(), MultinomialNB())
print("Leave one out:", cross_val_score(model, mails, spam, cv=LeaveOneOut()).mean())
model.fit(mails, spam)
for mail in ["free lottery offer", "report for the meeting", "call now"]:
    print(f"{mail!r}: P(spam) = {model.predict_proba([mail])[0, 1]:.5f}")
print("Most alike to the first:", cosine_similarity(matrix[:1], matrix)[0].round(4).tolist())
print("Latent:", TruncatedSVD(2, algorithm="arpack", random_state=0).fit(matrix).singular_values_.round(5))
counts = CountVectorizer(stop_words="english").fit_transform(mails)
topics = LatentDirichletAllocation(2, random_state=0, max_iter=5).fit(counts)
print("Perplexity:", round(topics.perplexity(counts), 4))
linear = SGDClassifier(loss="log_loss", random_state=0).fit(matrix, spam)
print(linear.predict(vectors.transform(["free prize", "team lunch"])))

#### tune_boosted_trees
import os

import matplotlib.pyplot as plt
import numpy as np
from scipy.stats import randint, uniform
from sklearn.datasets import make_friedman1
from sklearn.ensemble import GradientBoostingRegressor, HistGradientBoostingRegressor
from sklearn.inspection import PartialDependenceDisplay, permutation_importance
from sklearn.metrics import mean_squared_error
from sklearn.model_selection import RandomizedSearchCV, learning_curve, train_test_split
from sklearn.tree import DecisionTreeRegressor, export_text

x, y = make_friedman1(n_samples=300, noise=0.5, random_state=0)
x_train, x_test, y_train, y_test = train_test_split(x, y, random_state=0)
tree = DecisionTreeRegressor(max_depth=2, random_state=0).fit(x_train, y_train)
print(export_text(tree, decimals=4))
search = RandomizedSearchCV(GradientBoostingRegressor(random_state=0), {"n_estimators": randint(20, 80), "max_depth": randint(2, 5), "learning_rate": uniform(0.05, 0.2)},
                            n_iter=4, cv=3, random_state=0)
search.fit(x_train, y_train)
print({name: round(value, 6) for name, value in search.best_params_.items()}, f"{search.best_score_:.5f}")
print(f"RMSE: {mean_squared_error(y_test, search.predict(x_test)) ** 0.5:.5f}")
quick = HistGradientBoostingRegressor(max_iter=40, random_state=0).fit(x_train, y_train)
print(f"Histogram boosting: {quick.score(x_test, y_test):.5f}")
importance = permutation_importance(search.best_estimator_, x_test, y_test, n_repeats=3, random_state=0)
print("Importance:", importance.importances_mean[:6].round(4))
sizes, train_scores, test_scores = learning_curve(tree, x, y, train_sizes=[0.3, 1.0], cv=3)
print("Learning:", sizes, test_scores.mean(axis=1).round(5))
PartialDependenceDisplay.from_estimator(search.best_estimator_, x_train, [0, 3], grid_resolution=12)
plt.savefig(os.path.join(os.environ["OUTPUT_DIR"], "dependence.png"), dpi=70)

#### find_anomalies_and_missing_values
import numpy as np
import pandas as pd
from sklearn.covariance import EllipticEnvelope
from sklearn.ensemble import IsolationForest
from sklearn.experimental import enable_iterative_imputer  # noqa: F401
from sklearn.feature_selection import RFE, SelectKBest, f_regression, mutual_info_regression
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import RBF, WhiteKernel
from sklearn.impute import IterativeImputer, KNNImputer
from sklearn.linear_model import LinearRegression
from sklearn.neighbors import LocalOutlierFactor

rng = np.random.default_rng(31)
points = np.r_[rng.normal(0, 1, (150, 3)), rng.uniform(-7, 7, (6, 3))]
for model in (IsolationForest(n_estimators=50, contamination=0.04, random_state=0), LocalOutlierFactor(20, contamination=0.04), EllipticEnvelope(contamination=0.04, random_state=0)):
    found = np.flatnonzero(model.fit_predict(points) == -1)
    print(type(model).__name__, len(found), "true:", int((found >= 150).sum()))
x = rng.normal(size=(120, 5))
y = 3 * x[:, 0] - 2 * x[:, 3] + rng.normal(0, 0.3, 120)
x[:, 4] = x[:, 0] + 0.1 * rng.normal(size=120)
print("F scores:", SelectKBest(f_regression, k=2).fit(x, y).scores_.round(4))
print("Kept:", RFE(LinearRegression(), n_features_to_select=2).fit(x, y).support_)
print("Information is greatest for", int(mutual_info_regression(x, y, random_state=0).argmax()))
holes = x.copy()
holes[rng.random(x.shape) < 0.1] = np.nan
for imputer in (KNNImputer(n_neighbors=4), IterativeImputer(random_state=0)):
    filled = imputer.fit_transform(holes)
    print(type(imputer).__name__, f"{np.sqrt(np.mean((filled - x)[np.isnan(holes)] ** 2)):.5f}")
t = np.linspace(0, 5, 25)[:, None]
process = GaussianProcessRegressor(RBF(1.0) + WhiteKernel(0.1), random_state=0).fit(t, np.sin(t[:, 0]) + rng.normal(0, 0.1, 25))
mean, deviation = process.predict([[2.5], [9.0]], return_std=True)
print("Process:", mean.round(3), deviation.round(3))
