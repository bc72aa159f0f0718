import numpy as np
from scipy import cluster, fft, io, ndimage, signal, sparse, spatial, stats
from scipy.sparse import csgraph
from scipy.sparse import linalg as sparse_linalg

n = 200
laplacian = sparse.diags([-1, 2.5, -1], [-1, 0, 1], shape=(n, n), format="csc")
ones = np.ones(n)
assert np.allclose(laplacian @ sparse_linalg.spsolve(laplacian, ones), ones)
assert np.allclose(laplacian @ sparse_linalg.splu(laplacian).solve(ones), ones)
assert np.allclose(laplacian @ sparse_linalg.cg(laplacian, ones, rtol=1e-10)[0], ones)
assert np.allclose(laplacian @ sparse_linalg.gmres(laplacian, ones, rtol=1e-10)[0], ones)
largest = sparse_linalg.eigsh(laplacian, k=3, return_eigenvectors=False)
assert np.allclose(np.sort(largest), np.sort(np.linalg.eigvalsh(laplacian.toarray()))[-3:])
assert np.allclose(sparse_linalg.svds(laplacian, k=2)[1].max(), largest.max())
product = (laplacian @ laplacian).tocsr()
product[3, 5] = 7
assert product[3, 5] == 7 and np.allclose(product.T.toarray(), product.toarray().T)
graph = sparse.csr_array([[0, 1, 4, 0], [0, 0, 2, 6], [0, 0, 0, 3], [0, 0, 0, 0]])
assert csgraph.dijkstra(graph, indices=0).tolist() == [0, 1, 3, 6]
assert csgraph.connected_components(graph, directed=False)[0] == 1

x = np.random.default_rng(5).normal(size=96)
assert np.allclose(fft.ifft(fft.fft(x)).real, x) and np.allclose(fft.irfft(fft.rfft(x), 96), x)
assert np.allclose(fft.idct(fft.dct(x)), x) and fft.next_fast_len(97) == 98
b, a = signal.butter(4, 0.2)
wave = np.sin(0.1 * np.arange(300))
assert np.allclose(signal.filtfilt(b, a, wave + np.cos(2.9 * np.arange(300)))[50:250], wave[50:250], atol=0.02)
assert np.allclose(signal.fftconvolve(x, x), np.convolve(x, x)) and signal.find_peaks(wave)[0].tolist() == [16, 79, 141, 204, 267]
assert np.allclose(signal.sosfilt(signal.butter(3, 0.1, output="sos"), x), signal.lfilter(*signal.butter(3, 0.1), x))

picture = np.zeros((9, 9))
picture[2:4, 2:4] = picture[6:8, 5:8] = 1
labels, count = ndimage.label(picture)
assert count == 2 and ndimage.center_of_mass(picture, labels, [1, 2]) == [(2.5, 2.5), (6.5, 6.0)]
assert abs(ndimage.gaussian_filter(picture, 1).sum() - picture.sum()) < 0.1
assert np.allclose(ndimage.uniform_filter1d(np.arange(9.0), 3)[1:-1], np.arange(1, 8))
assert ndimage.minimum_filter1d(np.array([3, 1, 2, 5]), 3, origin=0).tolist() == [1, 1, 1, 2]
assert ndimage.generic_filter1d(np.arange(4.0), lambda i, o: np.copyto(o, i[1:-1]), 3).tolist() == [0, 1, 2, 3]
assert ndimage.find_objects(labels)[0] == (slice(2, 4), slice(2, 4))
assert ndimage.distance_transform_edt(picture).max() > 0.9 and ndimage.rotate(picture, 90).shape == (9, 9)

points = np.random.default_rng(2).random((100, 3))
tree = spatial.KDTree(points)
distance, index = tree.query(points[7] + 1e-4)
assert index == 7 and len(tree.query_ball_point(points[7], 0.2)) == np.sum(np.linalg.norm(points - points[7], axis=1) <= 0.2)
assert np.allclose(spatial.distance.cdist(points[:3], points[:3]), spatial.distance.squareform(spatial.distance.pdist(points[:3])))
assert abs(spatial.ConvexHull([[0, 0], [2, 0], [2, 1], [0, 1], [1, 0.5]]).volume - 2) < 1e-12
assert len(spatial.Delaunay(points[:, :2]).simplices) > 100 and spatial.Voronoi(points[:20, :2]).vertices.shape[1] == 2
assert np.allclose(spatial.transform.Rotation.from_euler("z", 90, degrees=True).apply([1, 0, 0]), [0, 1, 0])
assert len(set(cluster.hierarchy.fcluster(cluster.hierarchy.linkage(points, "ward"), 4, "maxclust"))) == 4
assert cluster.vq.kmeans2(points, 3, seed=1)[1].max() == 2

first, second = np.random.default_rng(3).normal(size=(2, 80)) + [[0], [0.8]]
assert stats.ttest_ind(first, second).pvalue < 1e-3 < stats.shapiro(first).pvalue
assert stats.mannwhitneyu(first, second).pvalue < 1e-3 and stats.ks_2samp(first, second).pvalue < 0.01
assert abs(stats.norm.ppf(0.975) - 1.959963984540054) < 1e-12 and abs(stats.t(5).cdf(2) - 0.9490302605850709) < 1e-12
assert abs(stats.gamma.fit(stats.gamma(3).rvs(2000, random_state=1), floc=0)[0] - 3) < 0.3
assert stats.spearmanr(np.arange(9), np.arange(9) ** 2).statistic > 0.999 and stats.linregress(np.arange(5), 2 * np.arange(5)).slope == 2
assert abs(stats.gaussian_kde(first).integrate_box_1d(-9, 9) - 1) < 1e-6 and stats.qmc.Sobol(2, seed=1).random(8).shape == (8, 2)
assert stats.fisher_exact([[8, 2], [1, 5]]).pvalue < 0.05 and stats.poisson(3).pmf(2) > 0.22
assert abs(stats.multivariate_normal([0, 0]).cdf([0, 0]) - 0.25) < 1e-6 and stats.kendalltau([1, 2, 3], [1, 3, 2]).statistic > 0.3

io.savemat("/tmp/m.mat", {"a": np.arange(6).reshape(2, 3), "s": graph})
loaded = io.loadmat("/tmp/m.mat")
assert loaded["a"].tolist() == [[0, 1, 2], [3, 4, 5]] and loaded["s"].sum() == 16
io.wavfile.write("/tmp/w.wav", 8000, (wave * 30000).astype(np.int16))
assert io.wavfile.read("/tmp/w.wav")[1].shape == (300,)
io.mmwrite("/tmp/m.mtx", graph)
assert io.mmread("/tmp/m.mtx").sum() == 16
