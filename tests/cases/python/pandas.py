#### frame_basics
# differs: objects are smaller with 32-bit pointers (VL-26)
import pandas as pd, numpy as np
d = pd.DataFrame({"a": [3, 1, 2], "b": list("xyz"), "c": [1.5, np.nan, -2]}, index=["r", "s", "t"]); print(d, d.dtypes, d.shape, d.T, d["a"].sum(), d.loc["s", "b"], d.iloc[0], d[d.a > 1], d.sort_values("a"), d.describe(), d.isna().sum(), d.fillna(0), d.drop(columns="c"), d.rename(columns=str.upper), d.head(1), d.columns.tolist(), d.to_dict("records"), sep="\n")
d.info()

#### issue_example
import pandas as pd, numpy as np; print(pd.DataFrame(np.arange(12).reshape(3,4)).describe())

#### group_by
import pandas as pd
d = pd.DataFrame({"k": list("abab"), "j": [1, 1, 2, 2], "v": [1, 2, 3, 4.5]}); g = d.groupby("k")["v"]; print(g.sum(), g.agg(["mean", "max", "count"]), d.groupby(["k", "j"]).v.sum().unstack(), g.transform("mean"), g.apply(lambda s: s.iloc[-1]), d.groupby("k").agg(total=("v", "sum"), n=("j", "nunique")), g.cumsum(), g.rank(), d.groupby("k", as_index=False).first(), [(n, len(x)) for n, x in d.groupby("k")], d.groupby(d.v > 2).size(), g.quantile(0.5), d.groupby("k").filter(lambda x: x.v.sum() > 5), g.shift(), d.groupby("k").v.describe(), sep="\n")

#### merge_join_concat
import pandas as pd
a = pd.DataFrame({"k": [1, 2, 3], "x": list("abc")}); b = pd.DataFrame({"k": [2, 3, 3, 4], "y": [20, 30, 31, 40]}); print(a.merge(b), a.merge(b, how="outer", indicator=True), a.merge(b, how="left", on="k"), a.set_index("k").join(b.set_index("k")), pd.concat([a, a], ignore_index=True), pd.concat([a, b], axis=1), a.merge(b, how="cross").shape, pd.merge_asof(pd.DataFrame({"t": [1, 5]}), pd.DataFrame({"t": [2, 3], "v": [1, 2]}), on="t"), pd.concat({"p": a.k, "q": b.k}), a.assign(z=lambda d: d.k * 2), sep="\n")
try: a.merge(b, on="nope")
except KeyError as e: print("KeyError", e)

#### reshape
import pandas as pd
d = pd.DataFrame({"id": [1, 1, 2, 2], "var": list("xyxy"), "v": [1, 2, 3, 4]}); p = d.pivot(index="id", columns="var", values="v"); print(p, p.stack(), p.reset_index().melt(id_vars="id"), d.pivot_table(index="var", values="v", aggfunc=["sum", "mean"], margins=True), pd.crosstab(d.id, d["var"]), pd.get_dummies(d["var"]), d.set_index(["id", "var"]).unstack(), d.explode("v"), pd.DataFrame({"l": [[1, 2], [3]]}).explode("l"), pd.cut([1, 5, 9], 3), pd.qcut([1, 2, 3, 4], 2, labels=["lo", "hi"]), pd.wide_to_long(pd.DataFrame({"A1": [1], "A2": [2], "i": [0]}), "A", i="i", j="n"), sep="\n")

#### csv_files
import pandas as pd, io
t = "date,name,qty,price\n2024-01-01,ann,1,2.5\n2024-01-02,\"b,ob\",,3\n2024-01-03,é,5,\n"; open("f.csv", "w").write(t); d = pd.read_csv("f.csv", parse_dates=["date"]); print(d, d.dtypes, pd.read_csv(io.StringIO(t), usecols=["qty"], nrows=2), pd.read_csv(io.StringIO(t), index_col=0, dtype={"name": "string"}).name.dtype, d.to_csv(index=False), pd.read_csv(io.StringIO("a;b\n1,5;2"), sep=";", decimal=","), pd.read_csv(io.StringIO("x 1\ny  2"), sep=r"\s+", header=None), sum(len(c) for c in pd.read_csv("f.csv", chunksize=2)), pd.read_csv(io.StringIO("a\n1\nNA\nx"), na_values="x"), sep="\n")
d.to_csv("g.csv.gz", index=False); print(pd.read_csv("g.csv.gz").equals(pd.read_csv("f.csv")), pd.read_fwf(io.StringIO("ab  12\ncd  34"), header=None), pd.read_csv(io.StringIO("a,b\n1,2"), engine="python"))
try: pd.read_csv(io.StringIO("a\n1,2,3\n4,5"), on_bad_lines="error"); pd.read_csv(io.StringIO(""))
except Exception as e: print(type(e).__name__, e)

#### other_formats
import pandas as pd, io, sqlite3
d = pd.DataFrame({"a": [1, 2], "b": ["x", None], "t": pd.to_datetime(["2024-01-01", "2024-06-01"])}); j = d.to_json(orient="records", date_format="iso"); print(j, pd.read_json(io.StringIO(j)), d.to_html(index=False)[:60], d.to_string(), d.to_records(index=False), d.to_numpy(), sep="\n"); d.to_pickle("p.pkl"); print(pd.read_pickle("p.pkl").equals(d), pd.read_json(io.StringIO('{"x":{"0":1}}')), pd.json_normalize([{"a": {"b": 1}, "c": [1]}]))
c = sqlite3.connect("d.db"); d.to_sql("t", c, index=False); print(pd.read_sql("select a, b from t where a > 1", c), d.to_json(orient="split"), d.style is not None if False else "", d.to_markdown() if False else "")

#### series_and_strings
import pandas as pd
s = pd.Series(["Apple pie", "banana", None, "cherry 12"]); print(s.str.upper(), s.str.contains("an"), s.str.split().str[0], s.str.extract(r"(\d+)"), s.str.len(), s.str.replace("a", "_", regex=False), s.fillna("").str.cat(sep="|"), s.str.get_dummies(" "), s.map({"banana": 1}), s.str.slice(0, 3), s.str.startswith("A", na=False), s.str.pad(10), s.str.findall("[aeiou]"), s.dtype, sep="\n")
n = pd.Series([3, 1, 2, 2], index=list("abcd"), name="n"); print(n.value_counts(), n.rank(), n.cumsum(), n.pct_change(), n.rolling(2).mean(), n.between(1, 2), n.where(n > 1), n.idxmax(), n.nlargest(2), n.apply(lambda x: x ** 2), n.diff(), n.clip(2), n.unique(), n.duplicated(), n.shift(1), n.expanding().sum(), n.ewm(alpha=0.5).mean(), n.reindex(list("ax")), n.replace(2, 9), n.autocorr(), sep="\n")

#### time_series
import pandas as pd, numpy as np
i = pd.date_range("2024-01-01", periods=60, freq="D"); s = pd.Series(range(60), index=i); print(s.resample("ME").sum(), s["2024-02"].head(2), s.rolling("7D").mean().tail(2), i.day_name()[:3], pd.to_datetime(["1/2/2024", "2024-03-04"], format="mixed"), pd.Timestamp("2024-01-31") + pd.DateOffset(months=1), pd.Timedelta("1D 2h"), s.index.isocalendar().week.iloc[-1], pd.bdate_range("2024-01-05", periods=3), s.asfreq("15D"), s.groupby(s.index.month).mean(), i.tz_localize("UTC").tz_convert("America/New_York")[:2], pd.Period("2024Q1").end_time, pd.date_range("2024-01-31", periods=3, freq="BME"), s.shift(2, freq="D").index[0], (i[5] - i[0]).days, pd.to_datetime("x", errors="coerce"), i.strftime("%d/%m")[:2], pd.Timestamp(0, unit="s"), s.between_time("00:00", "01:00").size, s.index.to_period("M").unique(), sep="\n")

#### multi_index_and_categories
import pandas as pd
m = pd.MultiIndex.from_product([["a", "b"], [1, 2]], names=["L", "n"]); d = pd.DataFrame({"v": range(4)}, index=m); print(d, d.loc["a"], d.xs(2, level="n"), d.loc[("b", 1), "v"], d.groupby(level="L").sum(), d.swaplevel().sort_index(), d.unstack("n"), d.reset_index(), m.get_level_values(0), sep="\n"); c = pd.Categorical(["lo", "hi", "lo"], categories=["lo", "hi"], ordered=True); print(c, c.codes, pd.Series(c).value_counts(), pd.Series(c) < "hi", pd.Series(["x", "y"], dtype="category").cat.categories, sep="\n")

#### missing_and_nullable
import pandas as pd, numpy as np
d = pd.DataFrame({"i": pd.array([1, None, 3], dtype="Int64"), "b": pd.array([True, None, False], dtype="boolean"), "f": [1, np.nan, 3]}); print(d, d.dtypes, d.sum(), d.dropna(), d.f.interpolate(), d.ffill(), d.i + 1, d.b & True, d.isna().any(axis=1), d.convert_dtypes().dtypes, pd.NA == 1, d.fillna({"f": 0}), d.f.bfill(), d.count(), pd.isna([None, np.nan, pd.NaT, 1]), sep="\n")
for width in 8, 16, 64: s = pd.DataFrame({"i": pd.array([1, None], dtype=f"Int{width}"), "u": pd.array([1, 2], dtype=f"UInt{width}")}); print(s.sum(skipna=False), s.sum().dtypes, s.prod(skipna=False).dtype)

#### query_eval_apply
import pandas as pd
d = pd.DataFrame({"a": [1, 2, 3], "b": [4, 5, 6]}); k = 2; print(d.query("a >= @k and b != 6", engine="python"), d.eval("c = a + b", engine="python"), d.apply(sum, axis=1), d.map(lambda x: x * 10), d.agg({"a": "sum", "b": ["min", "max"]}), d.pipe(lambda x: x.mean()), d.loc[d.a.isin([1, 3]), ["b"]], d.iterrows().__next__()[1].to_list(), list(d.itertuples(index=False)), d.corr(), d.cumsum().iloc[-1], d.sample(2, random_state=1), d.nlargest(1, "b"), d.add_prefix("p_"), d.mask(d > 4, 0), d.to_numpy().tolist(), d.sum(axis=1).tolist(), d.quantile([0.25]), d.insert(0, "z", 0), d.pop("z").tolist(), sep="\n")

#### errors
import pandas as pd
d = pd.DataFrame({"a": [1]})
for f in (lambda: d["x"], lambda: d.loc[5], lambda: d.iloc[9], lambda: pd.DataFrame({"a": [1], "b": [1, 2]}), lambda: pd.to_datetime("junk"), lambda: pd.to_numeric(["x"]), lambda: d.astype("datetime64[ns]").a.foo, lambda: pd.read_csv("missing.csv"), lambda: d.set_index("q"), lambda: pd.Series([1, 2]) + pd.Series(["a", "b"]), lambda: pd.read_parquet("x")):
    try: f(); print("fine")
    except Exception as e: print(type(e).__name__, str(e)[:60])
d["missing"]

#### display_options
import pandas as pd, numpy as np
d = pd.DataFrame(np.arange(400).reshape(100, 4) / 7, columns=list("wxyz")); print(d); pd.set_option("display.max_rows", 6, "display.precision", 2); print(d); print(pd.DataFrame(np.ones((2, 30)))); print(pd.DataFrame({"long": ["x" * 80], "日本": ["é"]})); pd.set_option("display.width", 60); print(pd.DataFrame(np.eye(3, 12))); print(pd.Series(range(100)), pd.DataFrame(), pd.Series([], dtype=float), pd.DataFrame({"a": [1e10, 1e-5]}), pd.DataFrame({"f": [0.1, 100]}).to_string(float_format="%.1f"))

#### analysis_of_a_log
import pandas as pd, numpy as np
r = np.random.default_rng(7); n = 5000; d = pd.DataFrame({"ts": pd.Timestamp("2024-01-01") + pd.to_timedelta(r.integers(0, 86400 * 30, n), unit="s"), "user": r.choice(["ann", "bob", "cat"], n), "ms": r.gamma(2, 50, n), "ok": r.random(n) > 0.1}).sort_values("ts"); print(d.groupby("user").agg(n=("ms", "size"), p95=("ms", lambda x: x.quantile(0.95)), err=("ok", lambda x: 1 - x.mean())).round(3), d.set_index("ts").resample("W").ms.mean().round(2), d.pivot_table(index=d.ts.dt.hour // 6, columns="user", values="ms", aggfunc="median").round(1), d.ms.describe().round(2), pd.cut(d.ms, [0, 50, 100, np.inf]).value_counts(sort=False), d.corr(numeric_only=True).round(3), sep="\n")

#### shell_and_pandas
# shell
seq 100 | awk 'BEGIN {print "n,sq"} {print $1 "," $1*$1}' > in.csv; python3 -c '
import pandas as pd, sys
d = pd.read_csv("in.csv"); d["odd"] = d.n % 2; d.groupby("odd").sum().to_csv(sys.stdout)'; cat in.csv | grep -v 0 | python3 -c 'import pandas as pd, sys; print(pd.read_csv(sys.stdin).sq.sum())' | tee out; python3 -c 'import pandas as pd; print(pd.read_csv("in.csv").tail(3).to_string(index=False))' | sort | head -2
