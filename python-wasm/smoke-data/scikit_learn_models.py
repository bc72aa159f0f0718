import pickle

import numpy as np
from sklearn import cluster, datasets, decomposition, ensemble, linear_model, metrics, mixture, neighbors, neural_network, svm
from sklearn.compose import make_column_transformer
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.manifold import TSNE, Isomap
from sklearn.model_selection import GridSearchCV, cross_val_score, train_test_split
from sklearn.naive_bayes import GaussianNB
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from sklearn.tree import DecisionTreeClassifier, export_text

x, y = datasets.load_iris(return_X_y=True)
train_x, test_x, train_y, test_y = train_test_split(x, y, random_state=0)
for model in (
    linear_model.LogisticRegression(max_iter=500),
    linear_model.SGDClassifier(random_state=0),
    ensemble.RandomForestClassifier(n_estimators=30, random_state=0),
    ensemble.GradientBoostingClassifier(n_estimators=20, random_state=0),
    ensemble.HistGradientBoostingClassifier(max_iter=20),
    svm.SVC(probability=True),
    svm.LinearSVC(),
    neighbors.KNeighborsClassifier(),
    neural_network.MLPClassifier(max_iter=400, random_state=0),
    DecisionTreeClassifier(),
    GaussianNB(),
):
    pipeline = make_pipeline(StandardScaler(), model).fit(train_x, train_y)
    assert pipeline.score(test_x, test_y) > 0.85, model
    assert (pickle.loads(pickle.dumps(pipeline)).predict(test_x) == pipeline.predict(test_x)).all()
assert "feature_2" in export_text(DecisionTreeClassifier(random_state=0).fit(x, y))
# The jobs run one after another.
assert cross_val_score(ensemble.RandomForestClassifier(20, n_jobs=-1, random_state=0), x, y, n_jobs=4).mean() > 0.9
search = GridSearchCV(svm.SVC(), {"C": [0.1, 1, 10]}, n_jobs=2).fit(x, y)
assert search.best_score_ > 0.95

big_x, big_y = datasets.make_regression(300, 8, noise=1, random_state=1)
for model in (
    linear_model.LinearRegression(),
    linear_model.Ridge(),
    linear_model.LassoCV(),
    linear_model.ElasticNet(alpha=0.01),
    linear_model.HuberRegressor(max_iter=500),
    ensemble.ExtraTreesRegressor(60, random_state=0),
    svm.SVR(kernel="linear", C=10),
    GaussianProcessRegressor(),
):
    assert model.fit(big_x, big_y).score(big_x, big_y) > 0.9, model

blobs, truth = datasets.make_blobs(200, centers=3, cluster_std=0.6, random_state=4)
for model in (
    cluster.KMeans(3, n_init=3, random_state=0),
    cluster.MiniBatchKMeans(3, n_init=3, random_state=0),
    cluster.AgglomerativeClustering(3),
    cluster.DBSCAN(eps=1.0),
    cluster.HDBSCAN(copy=True),
    cluster.SpectralClustering(3, random_state=0),
    mixture.GaussianMixture(3, random_state=0),
):
    assert metrics.adjusted_rand_score(truth, model.fit_predict(blobs)) > 0.8, model
assert decomposition.PCA(2).fit(x).explained_variance_ratio_.sum() > 0.97
assert decomposition.NMF(2, max_iter=500, random_state=0).fit_transform(x).shape == (150, 2)
assert TSNE(perplexity=10, max_iter=250, random_state=0).fit_transform(x[:60]).shape == (60, 2)
assert Isomap(n_neighbors=10).fit_transform(x).shape == (150, 2)
assert neighbors.KernelDensity(bandwidth=0.5).fit(x).score_samples(x[:2]).shape == (2,)
assert ensemble.IsolationForest(random_state=0).fit_predict(x).shape == (150,)
assert metrics.roc_auc_score(truth == 0, -np.linalg.norm(blobs - blobs[truth == 0].mean(0), axis=1)) > 0.99

words = TfidfVectorizer().fit(["a red cat", "a blue dog", "a red dog"])
assert sorted(words.vocabulary_) == ["blue", "cat", "dog", "red"]
table = np.array([["a", 1], ["b", 2], ["a", 3]], dtype=object)
assert make_column_transformer((OneHotEncoder(), [0]), (StandardScaler(), [1])).fit_transform(table).shape == (3, 3)
