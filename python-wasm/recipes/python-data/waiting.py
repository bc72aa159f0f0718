"""What the image for data loads beside what the base image does; see recipe python."""

MODULES += """
    scipy scipy.cluster.hierarchy scipy.cluster.vq scipy.constants scipy.fft scipy.integrate scipy.interpolate scipy.io
    scipy.linalg scipy.ndimage scipy.optimize scipy.signal scipy.sparse scipy.sparse.csgraph scipy.sparse.linalg
    scipy.spatial scipy.spatial.distance scipy.special scipy.stats
    matplotlib matplotlib.animation matplotlib.backends.backend_agg matplotlib.backends.backend_pdf
    matplotlib.backends.backend_svg matplotlib.cm matplotlib.colors matplotlib.dates matplotlib.gridspec
    matplotlib.patches matplotlib.pyplot matplotlib.ticker mpl_toolkits.axes_grid1 mpl_toolkits.mplot3d
    seaborn
    PIL.Image PIL.ImageChops PIL.ImageColor PIL.ImageDraw PIL.ImageEnhance PIL.ImageFilter PIL.ImageFont PIL.ImageOps
    PIL.BmpImagePlugin PIL.GifImagePlugin PIL.JpegImagePlugin PIL.PngImagePlugin PIL.PpmImagePlugin
    PIL.TiffImagePlugin PIL.WebPImagePlugin
    sklearn sklearn.calibration sklearn.cluster sklearn.compose sklearn.datasets sklearn.decomposition
    sklearn.discriminant_analysis sklearn.ensemble sklearn.feature_extraction.text sklearn.feature_selection
    sklearn.gaussian_process sklearn.impute sklearn.inspection sklearn.linear_model sklearn.manifold sklearn.metrics
    sklearn.mixture sklearn.model_selection sklearn.multiclass sklearn.naive_bayes sklearn.neighbors
    sklearn.neural_network sklearn.pipeline sklearn.preprocessing sklearn.svm sklearn.tree
    statsmodels.api statsmodels.formula.api statsmodels.tsa.api
    joblib networkx sympy threadpoolctl
    bs4 docx html5lib jinja2 lxml.etree lxml.html markdown openpyxl pdf2image pptx pydantic pydantic.dataclasses
    pypdf reportlab.lib.pagesizes reportlab.pdfgen.canvas reportlab.platypus requests rich.console rich.table tabulate
    tqdm.auto xlrd xlsxwriter yaml
""".split()

USE += """
import matplotlib.font_manager
import matplotlib.pyplot as plt
import seaborn as sns
import sklearn.ensemble, sklearn.linear_model, sklearn.model_selection
import statsmodels.api as sm
from PIL import Image
from scipy import integrate, linalg, optimize, stats

for kind in ["png", "svg", "pdf"]:
    figure, axes = plt.subplots(1, 2, figsize=(8, 4))
    axes[0].plot(a[0], label="line")
    axes[0].scatter(a[1], a[2], label="points")
    axes[0].set(title="Title", xlabel="x", ylabel="y")
    axes[0].legend()
    axes[0].grid(True)
    axes[1].bar(["a", "b", "c"], [1, 2, 3])
    figure.tight_layout()
    plt.savefig(io.BytesIO(), format=kind)
    plt.close("all")
table.plot(x="day", y="value")
plt.hist(table["value"], bins=10)
plt.savefig(io.BytesIO())
plt.close("all")
with plt.rc_context():
    sns.set_theme()
    sns.histplot(table, x="value", hue="kind")
    plt.savefig(io.BytesIO())
    plt.close("all")
# "r" and the other letters are matplotlib's colours again.
sns.set_color_codes("reset")
Image.new("RGB", (8, 8)).resize((4, 4)).save(io.BytesIO(), "PNG")
stats.ttest_ind(a[0], a[1]), stats.norm.cdf(1.0), stats.linregress(a[0], a[1]), linalg.svd(a)
optimize.minimize(lambda x: (x[0] - 1) ** 2, [0.0]), optimize.curve_fit(lambda x, k: k * x, a[0], a[1])
integrate.quad(np.exp, 0, 1), integrate.solve_ivp(lambda t, y: -y, [0, 1], [1.0])
features, target = np.arange(40.0).reshape(20, 2), np.arange(20) % 2
sklearn.ensemble.RandomForestClassifier(3).fit(features, target).predict(features)
sklearn.model_selection.cross_val_score(sklearn.linear_model.LogisticRegression(), features, target, cv=2)
str(sm.OLS(target, sm.add_constant(features[:, 0])).fit().summary())
# The fonts that were used are open.
matplotlib.font_manager._get_font.cache_clear()
for name in set(matplotlib.colormaps) & set(vars(sns.cm)):
    matplotlib.colormaps.unregister(name)
"""


def read_matplotlibrc(matplotlib):
    """Sets matplotlib up as the program's environment and files say, which its import did as those of the image said."""
    for remembered in matplotlib.get_configdir, matplotlib.get_cachedir:
        cells = dict(zip(remembered.__code__.co_freevars, remembered.__closure__))
        cells["called"].cell_contents = False
    settings = {}
    if matplotlib.matplotlib_fname() != MATPLOTLIBRC:
        settings = dict.copy(matplotlib.rc_params())
    if os.environ.get("MPLBACKEND"):
        settings["backend"] = os.environ["MPLBACKEND"]
    if settings:
        matplotlib.rcParams.update(settings)
        matplotlib.rcParamsOrig.update(settings)


def choose_backend(pyplot):
    """Keeps the backend that is loaded, if it is that of the settings."""
    if pyplot.rcParams._get("backend") != "agg":
        pyplot._backend_mod = None


def register_colormaps(cm):
    """Gives matplotlib seaborn's colour maps, which it has no longer."""
    from matplotlib import colormaps

    for name, colormap in vars(cm).items():
        if getattr(colormap, "name", None) == name:
            colormaps.register(colormap)


MATPLOTLIBRC = "/usr/lib/python3.11/site-packages/matplotlib/mpl-data/matplotlibrc"
RENEW["matplotlib"] = read_matplotlibrc
RENEW["matplotlib.pyplot"] = choose_backend
RENEW["seaborn.cm"] = register_colormaps

READS |= {
    "joblib": "JOBLIB_",
    "networkx": "NETWORKX_",
    "pydantic": "PYDANTIC_",
    "scipy": "SCIPY_",
    "sklearn": "SKLEARN_",
    "sympy": "SYMPY_",
    "tqdm": "TQDM_",
}
