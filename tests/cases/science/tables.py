#### clean_a_messy_csv
import io

import pandas as pd

raw = """Order ID; Customer Name ;order date;Amount;Country
1001; Alice Smith;2024-01-15;"1.234,50 €";de
1002;bob JONES ;15/02/2024;"99,90 €";FR
1003;Chloé Dupont;2024-03-01;n/a;fr
1003;Chloé Dupont;2024-03-01;n/a;fr
1004;;31.04.2024;"12,00 €";DE
1005;dan o'neil;2024-05-20;"-5,00 €"; uk
"""
frame = pd.read_csv(io.StringIO(raw), sep=";", na_values=["n/a"])
frame.columns = frame.columns.str.strip().str.lower().str.replace(" ", "_")
print("Rows read:", len(frame), "duplicates:", frame.duplicated().sum())
frame = frame.drop_duplicates()
frame["customer_name"] = frame["customer_name"].str.strip().str.title().fillna("Unknown")
frame["country"] = frame["country"].str.strip().str.upper().replace({"UK": "GB"})
frame["amount"] = (
    frame["amount"].str.replace(r"[^\d,\-]", "", regex=True).str.replace(",", ".").astype(float)
)
dates = pd.to_datetime(frame["order_date"], format="%Y-%m-%d", errors="coerce")
frame["order_date"] = dates.fillna(pd.to_datetime(frame["order_date"], format="%d/%m/%Y", errors="coerce"))
frame["amount"] = frame.groupby("country")["amount"].transform(lambda s: s.fillna(s.mean()))
print(frame.to_string(index=False))
print(frame.dtypes)
print("Invalid dates:", frame["order_date"].isna().sum())
print(frame.groupby("country")["amount"].agg(["count", "sum", "mean"]).round(2))

#### sales_pivot_by_month_and_region
import os

import numpy as np
import pandas as pd

rng = np.random.default_rng(7)
dates = pd.date_range("2024-01-01", "2024-06-30", freq="D")
sales = pd.DataFrame({
    "date": rng.choice(dates, 800),
    "region": rng.choice(["North", "South", "East", "West"], 800, p=[0.4, 0.3, 0.2, 0.1]),
    "product": rng.choice(["Laptop", "Phone", "Tablet"], 800),
    "units": rng.integers(1, 12, 800),
})
prices = {"Laptop": 999.0, "Phone": 599.5, "Tablet": 329.99}
sales["revenue"] = sales["units"] * sales["product"].map(prices)
sales["month"] = sales["date"].dt.strftime("%Y-%m")
monthly = sales.pivot_table(index="month", columns="region", values="revenue", aggfunc="sum", margins=True)
print(monthly.round(2))
share = sales.groupby("product")["revenue"].sum().sort_values(ascending=False)
print((share / share.sum()).map("{:.1%}".format))
best = sales.groupby(["region", "product"])["revenue"].sum().groupby(level=0).idxmax()
for region, (_, product) in best.items():
    print(f"{region}: best seller is {product}")
growth = sales.set_index("date").resample("ME")["revenue"].sum().pct_change()
print(growth.round(4).to_string())
monthly.round(2).to_csv(os.path.join(os.environ["OUTPUT_DIR"], "monthly.csv"))

#### survey_answers_to_scores
import pandas as pd

answers = pd.DataFrame({
    "respondent": range(1, 9),
    "age": ["18-24", "25-34", "25-34", "35-44", "18-24", "45+", "45+", "35-44"],
    "easy": ["Agree", "Strongly agree", "Neutral", "Disagree", "Agree", "Agree", None, "Strongly disagree"],
    "useful": ["Agree", "Agree", "Agree", "Neutral", "Strongly agree", "Disagree", "Neutral", "Agree"],
    "recommend": [9, 10, 7, 3, 8, 6, 9, 10],
})
scale = ["Strongly disagree", "Disagree", "Neutral", "Agree", "Strongly agree"]
for question in ("easy", "useful"):
    answers[question] = pd.Categorical(answers[question], categories=scale, ordered=True)
    print(question, answers[question].value_counts(sort=False).to_dict())
scores = answers.assign(**{q: answers[q].cat.codes.replace(-1, pd.NA).add(1) for q in ("easy", "useful")})
print(scores.groupby("age")[["easy", "useful", "recommend"]].mean())
promoters = (answers["recommend"] >= 9).mean()
detractors = (answers["recommend"] <= 6).mean()
print(f"Net promoter score: {100 * (promoters - detractors):+.1f}")
print(pd.crosstab(answers["age"], answers["useful"], normalize="index").round(2))
print("Spearman:", round(answers["recommend"].corr(scores["useful"].astype(float), method="spearman"), 6))

#### join_orders_with_customers
import pandas as pd

customers = pd.DataFrame({"id": [1, 2, 3, 4], "name": ["Ada", "Ben", "Cleo", "Dov"], "tier": ["gold", "silver", "gold", "none"]})
orders = pd.DataFrame({
    "order": [10, 11, 12, 13, 14, 15],
    "customer_id": [1, 1, 2, 3, 9, 3],
    "total": [120.0, 80.5, 40.0, 300.0, 15.0, 22.25],
    "placed": pd.to_datetime(["2024-01-03", "2024-02-10", "2024-02-11", "2024-03-05", "2024-03-07", "2024-04-01"]),
})
merged = orders.merge(customers, left_on="customer_id", right_on="id", how="outer", indicator=True)
print(merged["_merge"].value_counts())
print("Orders without a customer:", merged.loc[merged["_merge"] == "left_only", "order"].astype(int).tolist())
print("Customers without orders:", merged.loc[merged["_merge"] == "right_only", "name"].tolist())
matched = merged[merged["_merge"] == "both"].copy()
matched["discount"] = matched["tier"].map({"gold": 0.1, "silver": 0.05}).fillna(0)
matched["net"] = matched["total"] * (1 - matched["discount"])
summary = matched.groupby("name").agg(orders=("order", "count"), net=("net", "sum"), last=("placed", "max"))
summary["days_since"] = (pd.Timestamp("2024-04-30") - summary["last"]).dt.days
print(summary.sort_values("net", ascending=False))
matched = matched.sort_values(["customer_id", "placed"])
matched["gap"] = matched.groupby("customer_id")["placed"].diff()
print(matched[["name", "placed", "gap"]].to_string(index=False))

#### web_server_log_statistics
import re
from collections import Counter

import pandas as pd

lines = [
    f'10.0.0.{i % 5} - - [12/Mar/2024:{8 + i // 20:02d}:{(i * 7) % 60:02d}:00 +0000] '
    f'"{"POST" if i % 9 == 0 else "GET"} {["/", "/login", "/api/items", "/missing"][i * i % 4]} HTTP/1.1" '
    f'{[200, 200, 304, 404, 500][i % 5]} {(i * 137) % 5000}'
    for i in range(100)
] + ["corrupt line"]
pattern = re.compile(r'(?P<ip>\S+) \S+ \S+ \[(?P<time>[^\]]+)\] "(?P<method>\w+) (?P<path>\S+) [^"]+" (?P<status>\d+) (?P<size>\d+)')
matches = [pattern.match(line) for line in lines]
print("Unparsed:", sum(m is None for m in matches))
log = pd.DataFrame([m.groupdict() for m in matches if m])
log["time"] = pd.to_datetime(log["time"], format="%d/%b/%Y:%H:%M:%S %z")
log = log.astype({"status": int, "size": int})
print(log.groupby(log["time"].dt.hour).size().rename("requests"))
print(log.groupby("path")["size"].describe(percentiles=[0.5, 0.95]).round(1).to_string())
print("Error rate: {:.1%}".format((log["status"] >= 400).mean()))
print(Counter(log["method"]).most_common())
top = log[log["status"] == 500].groupby("ip").size().nlargest(3)
print(top.to_dict())

#### nested_json_to_a_table
import json

import pandas as pd

document = json.loads("""
{"users": [
  {"id": 1, "name": "Ana", "address": {"city": "Lisbon", "geo": {"lat": 38.72, "lng": -9.14}},
   "orders": [{"sku": "A1", "qty": 2, "price": 9.99}, {"sku": "B2", "qty": 1, "price": 24.5}], "tags": ["new", "vip"]},
  {"id": 2, "name": "Boris", "address": {"city": "Sofia"}, "orders": [], "tags": []},
  {"id": 3, "name": "Chen", "address": {"city": "Taipei", "geo": {"lat": 25.03, "lng": 121.56}},
   "orders": [{"sku": "A1", "qty": 5, "price": 9.99}], "tags": ["vip"]}
]}
""")
users = pd.json_normalize(document["users"], sep="_").drop(columns=["orders"])
print(users.to_string())
orders = pd.json_normalize(document["users"], record_path="orders", meta=["id", ["address", "city"]], record_prefix="order_")
orders["value"] = orders["order_qty"] * orders["order_price"]
print(orders)
print(orders.groupby("address.city")["value"].sum())
tags = users.explode("tags").dropna(subset="tags")
print(pd.crosstab(tags["name"], tags["tags"]))
back = orders.groupby("order_sku")["value"].agg(["sum", "max"]).round(2).to_dict("index")
print(json.dumps(back, indent=2, sort_keys=True))

#### cohort_retention
import numpy as np
import pandas as pd

rng = np.random.default_rng(3)
users = pd.DataFrame({"user": range(200), "joined": pd.Timestamp("2024-01-01") + pd.to_timedelta(rng.integers(0, 120, 200), "D")})
visits = users.loc[users.index.repeat(rng.integers(1, 9, 200))].copy()
visits["date"] = visits["joined"] + pd.to_timedelta(rng.exponential(40, len(visits)).astype(int), "D")
visits["cohort"] = visits["joined"].dt.to_period("M")
visits["month"] = (visits["date"].dt.to_period("M") - visits["cohort"]).map(lambda offset: offset.n)
active = visits.groupby(["cohort", "month"])["user"].nunique().unstack(fill_value=0)
sizes = users.groupby(users["joined"].dt.to_period("M"))["user"].count()
print("Cohort sizes:", sizes.to_dict())
print((active.div(sizes, axis=0) * 100).round(1).iloc[:, :5].to_string())
print("Visits per user:", visits.groupby("user").size().describe().round(3).to_dict())
top = visits.groupby("user").size().nlargest(3, keep="first")
print(top)

#### match_misspelt_names
import difflib
import unicodedata

import pandas as pd

reference = pd.Series(["São Paulo", "Zürich", "New York", "Saint Petersburg", "Kraków", "Los Angeles"])
typed = ["sao paolo", "Zurich ", "NewYork", "St. Petersburg", "Krakow", "los angelos", "Atlantis"]


def key(text):
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return "".join(c for c in plain.lower() if c.isalnum())


keys = {key(name): name for name in reference}
rows = []
for name in typed:
    found = difflib.get_close_matches(key(name), keys, n=1, cutoff=0.6)
    score = difflib.SequenceMatcher(None, key(name), found[0]).ratio() if found else 0.0
    rows.append((name, keys[found[0]] if found else None, score))
result = pd.DataFrame(rows, columns=["typed", "match", "score"])
print(result.to_markdown(index=False, floatfmt=".3f"))
print("Matched:", result["match"].notna().sum(), "of", len(result))

#### parquet_needs_an_engine
import pandas as pd

frame = pd.DataFrame({"id": [1, 2, 3], "city": ["Rome", "Oslo", "Bern"]})
try:
    frame.to_parquet("cities.parquet")
    print(pd.read_parquet("cities.parquet").equals(frame))
except ImportError as error:
    print("No parquet:", str(error).split(".")[0])
    frame.to_csv("cities.csv.gz", index=False)
    print("Saved as CSV instead:", pd.read_csv("cities.csv.gz").equals(frame))

#### analyse_a_database_with_sql
import os
import sqlite3

import pandas as pd

path = os.path.join(os.environ["OUTPUT_DIR"], "shop.db")
database = sqlite3.connect(path)
database.executescript("""
CREATE TABLE employee (id INTEGER PRIMARY KEY, name TEXT, manager INTEGER, salary REAL, team TEXT);
INSERT INTO employee VALUES (1, 'Root', NULL, 200000, 'exec'), (2, 'Lee', 1, 150000, 'eng'), (3, 'Max', 1, 140000, 'ops'),
 (4, 'Kim', 2, 120000, 'eng'), (5, 'Ola', 2, 110000, 'eng'), (6, 'Pia', 3, 90000, 'ops'), (7, 'Quy', 4, 80000.5, 'eng');
""")
ranked = pd.read_sql("""
    SELECT team, name, salary, RANK() OVER (PARTITION BY team ORDER BY salary DESC) AS place,
           AVG(salary) OVER (PARTITION BY team) AS team_mean FROM employee ORDER BY team, place
""", database)
print(ranked)
tree = database.execute("""
    WITH RECURSIVE chart(id, name, depth, path) AS (
        SELECT id, name, 0, name FROM employee WHERE manager IS NULL
        UNION ALL SELECT e.id, e.name, depth + 1, path || '/' || e.name FROM employee e JOIN chart ON e.manager = chart.id)
    SELECT depth, path FROM chart ORDER BY path
""").fetchall()
for depth, path in tree:
    print("  " * depth + path.rsplit("/", 1)[-1])
ranked.groupby("team")["salary"].agg(["mean", "median", "count"]).to_sql("summary", database)
print(pd.read_sql("SELECT * FROM summary WHERE count > 1", database, index_col="team"))
database.commit()
database.close()

#### fill_gaps_within_groups
import numpy as np
import pandas as pd

rng = np.random.default_rng(14)
readings = pd.DataFrame({
    "station": np.tile(["north", "south", "east"], 12),
    "time": np.repeat(pd.date_range("2024-03-01", periods=12, freq="h"), 3),
    "temperature": rng.normal(8, 2, 36).round(2),
})
readings.loc[rng.choice(36, 9, replace=False), "temperature"] = np.nan
groups = readings.groupby("station")["temperature"]
readings["forward"] = groups.ffill(limit=1)
readings["backward"] = groups.bfill()
readings["line"] = groups.transform(lambda s: s.interpolate(limit_direction="both"))
readings["mean"] = readings["temperature"].fillna(groups.transform("mean")).round(3)
print(readings.sort_values(["station", "time"]).to_string(index=False))
print(readings.groupby("station")["line"].pct_change().describe().round(5))
print(readings.groupby("station")["line"].rolling(3).mean().groupby(level=0).last().round(5))
print(readings.isna().sum().to_dict(), readings.groupby("station")["line"].diff().abs().idxmax())
