#### duckdb_asks_a_data_frame
import datetime

import duckdb
import numpy as np
import pandas as pd

rng = np.random.default_rng(7)
orders = pd.DataFrame({
    "id": np.arange(400),
    "customer": rng.choice(["Ada", "Grace", "Chloé", "日本"], 400),
    "day": pd.date_range("2024-01-01", periods=400, freq="11h"),
    "amount": rng.gamma(2.0, 30.0, 400).round(2),
    "express": rng.random(400) < 0.3,
    "note": [None if i % 7 == 0 else f"note {i}" for i in range(400)],
    "kind": pd.Categorical(rng.choice(["small", "large"], 400)),
    "rating": pd.array([None if i % 5 == 0 else i % 4 for i in range(400)], dtype="Int64"),
})
customers = pd.DataFrame({"name": ["Ada", "Grace", "Chloé", "Zoë"], "country": ["GB", "US", "FR", "DE"]})
print(duckdb.sql("describe orders").df().to_string())
print(duckdb.sql("""
    select customer, count(*) as orders, round(sum(amount), 2) as total, max(day) as last, avg(rating) as rating,
        count(note) as notes, count(*) filter (where express) as express
    from orders group by all order by total desc
""").df().to_string())
print(duckdb.sql("""
    select country, kind, round(median(amount), 2) as median, quantile_cont(amount, [0.1, 0.9]) as range
    from orders join customers on name = customer group by country, kind order by country, kind
""").fetchall())
print(duckdb.sql("from customers anti join orders on name = customer").fetchall())
relation = duckdb.sql("select date_trunc('month', day) as month, amount from orders where amount > 50")
monthly = relation.aggregate("month, sum(amount)::decimal(10, 2) as total", "month").order("month")
print(monthly.columns, monthly.types)
for row in monthly.fetchall():
    print(row)
print(duckdb.execute("select customer, amount from orders where day < ? and customer = $2 order by id limit 3",
                     [datetime.datetime(2024, 2, 1), "Ada"]).fetchall())
result = duckdb.sql("select id, amount, express from orders order by amount desc limit 4").fetchnumpy()
print({name: (column.dtype.name, column.tolist()) for name, column in result.items()})
table = duckdb.sql("select kind, list(id order by id)[:3] as ids from orders group by kind order by kind")
print(table.arrow().read_all().to_pylist())
try:
    duckdb.sql("select amout from orders")
except duckdb.BinderException as error:
    print(type(error).__name__, error)

#### duckdb_windows_and_pivots
import duckdb

connection = duckdb.connect()
connection.execute("""
    create table sales as
    select range as id, ['north', 'south', 'west'][1 + range % 3] as region,
        date '2023-01-15' + to_months((range // 3)::integer) as month, (range * 37 % 101) + 0.5 as amount
    from range(36)
""")
print(connection.sql("""
    select region, month, amount,
        sum(amount) over (partition by region order by month) as running,
        round(avg(amount) over (partition by region order by month rows between 2 preceding and current row), 3) as m,
        rank() over (partition by month order by amount desc) as rank,
        lag(amount, 1, 0) over (partition by region order by month) as before,
        ntile(4) over (order by amount, id) as quarter
    from sales order by region, month
""").df().to_string())
print(connection.sql("""
    from sales qualify row_number() over (partition by region order by amount desc) = 1 order by all
"""))
print(connection.sql("""
    pivot (select region, quarter(month) as quarter, amount from sales) on quarter using sum(amount) order by region
""").fetchall())
print(connection.sql("""
    unpivot (select region, min(amount) as low, max(amount) as high from sales group by region order by region)
    on low, high into name bound value amount order by region, bound
""").fetchall())
print(connection.sql("""
    select region, grouping(region) as all_regions, count(*), sum(amount)
    from sales group by rollup (region) order by all_regions, region
""").fetchall())
print(connection.execute("""
    with recursive fibonacci(n, a, b) as (
        select 1, 0::hugeint, 1::hugeint union all select n + 1, b, a + b from fibonacci where n < 150
    ) select a from fibonacci order by n desc limit 1
""").fetchall())
print(connection.sql("""
    select s.id, p.price from (from sales where id in (3, 8, 20)) s
    asof join (select * from (values (date '2023-01-01', 1.5), (date '2023-04-01', 2.5)) prices(since, price)) p
    on s.month >= p.since order by s.id
""").fetchall())
print(connection.sql("summarize select amount, region from sales").df().drop(columns=["q25", "q50", "q75"]).to_string())
print(connection.sql("""
    select corr(id, amount), regr_slope(amount, id), stddev(amount), mode(region) from sales
""").fetchall())

#### duckdb_reads_and_writes_files
import os
import tempfile

import duckdb
import numpy as np
import pandas as pd

os.chdir(tempfile.mkdtemp())
# It would be drawn where a query takes two seconds.
duckdb.execute("set enable_progress_bar = false")
with open("messy.csv", "w", encoding="utf-8") as file:
    file.write("# exported\nName;Born;Height;Active\n")
    file.write("Ada;1815-12-10;1,65;true\nGrace;1906-12-09;;false\n\"O'Neil; \"\"Ed\"\"\";2001-01-31;1,80;true\n")
table = duckdb.read_csv("messy.csv", decimal=",", skiprows=1)
print(table.types, table.fetchall())
print(duckdb.sql("select delimiter, hasheader, columns from sniff_csv('messy.csv', skip = 1)").fetchall())
frame = pd.DataFrame({
    "n": np.arange(3_000),
    "x": np.sin(np.arange(3_000)).round(6),
    "word": np.array(["a", "bé", None])[np.arange(3_000) % 3],
    "moment": pd.date_range("2024-01-01", periods=3_000, freq="min"),
})
for compression in ["uncompressed", "snappy", "zstd", "gzip", "lz4", "brotli"]:
    duckdb.sql(f"copy frame to 'frame.parquet' (format parquet, compression {compression}, row_group_size 2048)")
    same = pd.read_parquet("frame.parquet").equals(duckdb.sql("from 'frame.parquet'").df())
    sums = duckdb.sql("select count(*), sum(n), round(sum(x), 6), max(moment) from 'frame.parquet'")
    print(compression, same, sums.fetchall())
print(duckdb.sql("""
    select path_in_schema, type, num_values, stats_min_value, stats_max_value
    from parquet_metadata('frame.parquet') order by row_group_id, column_id limit 4
""").fetchall())
frame.to_parquet("pandas.parquet")
print(duckdb.sql("""
    from 'pandas.parquet' where moment between '2024-01-02' and '2024-01-02 00:02:00' order by n
""").fetchall())
duckdb.sql("copy (select *, n % 3 as part from frame where n < 12) to 'parts' (format parquet, partition_by (part))")
print(sorted(os.listdir("parts")))
print(duckdb.sql("select part, count(*), sum(n) from 'parts/*/*.parquet' group by part order by part").fetchall())
duckdb.sql("copy (from frame where n < 3) to 'out.csv' (header, delimiter '|')")
print(open("out.csv", encoding="utf-8").read())
duckdb.sql("copy (from frame where n < 3) to 'out.csv.gz'")
print(pd.read_csv("out.csv.gz").to_string())
duckdb.sql("copy (from frame where n < 2) to 'out.json' (array true)")
print(open("out.json", encoding="utf-8").read(), pd.read_json("out.json").shape)
try:
    duckdb.sql("from 'missing.csv'")
except duckdb.IOException as error:
    print(error)

#### duckdb_takes_json_apart
import os
import tempfile

import duckdb

path = os.path.join(tempfile.mkdtemp(), "events.json")
with open(path, "w", encoding="utf-8") as file:
    file.write('{"id": 1, "user": {"name": "Ada", "tags": ["x", "y"]}, "at": "2024-03-31T01:59:59Z", "value": 1.5}\n')
    file.write('{"id": 2, "user": {"name": "Chloé", "tags": []}, "at": "2024-03-31T02:00:00Z"}\n')
    file.write('{"id": 3, "user": {"name": null, "tags": ["z"]}, "at": "2024-10-27T12:00:00Z", "value": -2e10}\n')
events = duckdb.read_json(path)
print(events.columns, events.types)
print(duckdb.sql("select id, \"user\".name, unnest(\"user\".tags) as tag from events order by id, tag").fetchall())
print(duckdb.sql("""
    select json_extract_string('{"a": [1, {"b": "two"}]}', '$.a[1].b'), '{"k": 3}'::json ->> 'k',
        to_json({'a': 1, 'b': [true, null], 'c': date '2024-02-29'}), json_structure('[1, 2.5]')
""").fetchall())
print(duckdb.sql("select json_group_object(id, \"user\".name) from (from events order by id)").fetchall())
print(duckdb.sql("""
    select list_transform([3, 1, 2], lambda x: x * 10), list_sort(['b', 'a']), map {'k': 1}['k'],
        struct_pack(a := 1, b := 'x'), [x + 1 for x in range(4) if x % 2 = 1], 'abc'[2:],
        regexp_extract('a-17', '[0-9]+')
""").fetchall())
duckdb.sql("set timezone = 'Europe/Paris'")
print(duckdb.sql("""
    select timestamptz '2024-03-31 00:59:59+00' + interval 1 second,
        date_part('timezone', timestamptz '2024-07-01 00:00:00+00'),
        strftime(timestamp '2024-12-31 23:59', '%A %d %B %j %V'),
        timestamptz '2024-10-27 00:30:00+00'::varchar, age(date '2024-02-29', date '2000-01-31')
""").fetchall())
words = duckdb.sql("from (values ('zebra'), ('Éclair'), ('eclipse'), ('apple')) t(word) order by word collate fr")
print(words.fetchall())
print(duckdb.sql("""
    select 1::utinyint + 254, 170141183460469231731687303715884105727::hugeint, 0.1 + 0.2, 1e0 / 3, -7 // 2, -7 % 3,
        12345.678::decimal(9, 2), 'a' || null, hash('x') = hash('x'), md5('x'), bin(10), 2 ** 0.5, 5 / 0, 'nan'::double
""").fetchall())

#### duckdb_keeps_a_database
import os
import tempfile

import duckdb

path = os.path.join(tempfile.mkdtemp(), "shop.duckdb")
with duckdb.connect(path) as connection:
    connection.execute("create type size as enum ('S', 'M', 'L')")
    connection.execute("""
        create table item (
            id integer primary key, name varchar not null unique, size size, price decimal(8, 2) check (price > 0),
            tags varchar[], box struct(w double, h double), added timestamp default timestamp '2024-01-01 12:00:00'
        )
    """)
    connection.executemany("insert into item (id, name, size, price, tags, box) values (?, ?, ?, ?, ?, ?)", [
        (1, "hat", "M", 12.5, ["wool"], {"w": 1.0, "h": 0.5}),
        (2, "été", "S", 3, [], None),
        (3, "coat", None, 99.99, None, None),
    ])
    connection.execute("create view cheap as from item where price < 50")
    connection.execute("create table number as select range as n, hash(range) % 1000 as h from range(200000)")
    connection.execute("create index number_h on number (h)")
    for values in ["(1, 'cap', 1)", "(4, 'x', -1)"]:
        try:
            connection.execute(f"insert into item (id, name, price) values {values}")
        except duckdb.ConstraintException as error:
            print(error)
    connection.begin()
    connection.execute("delete from item")
    print(connection.execute("select count(*) from item").fetchall())
    connection.rollback()
    connection.execute("update item set price = price * 2 where size = 'M'")
    connection.execute("""
        insert into item (id, name, price) values (3, 'coat', 80) on conflict (id) do update set price = excluded.price
    """)
    connection.create_function("shout", lambda text: text.upper() + "!", ["varchar"], "varchar")
    print(connection.sql("select shout(name) from item order by id").fetchall())
print(sorted(os.listdir(os.path.dirname(path))))
with duckdb.connect(path, read_only=True) as connection:
    print(connection.sql("show tables").fetchall())
    print(connection.sql("from item order by id").df().to_string())
    print(connection.sql("from cheap order by id").fetchall())
    print(connection.sql("select n from number where h = 7 order by n limit 3").fetchall())
    print(connection.sql("select count(*), count(distinct h), sum(n) from number").fetchall())
    try:
        connection.execute("insert into item (id, name, price) values (9, 'y', 1)")
    except duckdb.InvalidInputException as error:
        print(error)
with duckdb.connect() as connection:
    connection.execute(f"attach '{path}' as shop")
    connection.execute("create table copy as from shop.item")
    print(connection.sql("select name, price from copy order by id").fetchall())
    connection.execute(f"export database '{path}.export' (format csv)")
print(sorted(os.listdir(path + ".export")))

#### duckdb_asks_much
import duckdb

connection = duckdb.connect(config={"memory_limit": "200MB"})
# It would be drawn where a query takes two seconds.
connection.execute("set enable_progress_bar = false")
connection.execute("""
    create table big as
    select range as id, range % 1000 as key, (range * 7919) % 100003 as value, 'text ' || (range % 5000) as text
    from range(500000)
""")
print(connection.sql("select count(distinct text), approx_count_distinct(key) > 900, sum(value) from big").fetchall())
print(connection.sql("""
    select key, sum(value) as total from big group by key order by total desc, key limit 3
""").fetchall())
print(connection.sql("""
    select count(*), sum(a.value - b.value) from big a join big b on a.id = b.id + 1 where a.key % 10 = 3
""").fetchall())
print(connection.sql("select id, value, text from big order by value desc, id limit 3 offset 1000").fetchall())
print(connection.sql("select text, id from big order by text, id desc limit 2").fetchall())
print(connection.sql("""
    select count(*) from (select * from big where text like '%42%' and regexp_matches(text, '7$'))
""").fetchall())
print(connection.sql("select current_setting('threads') >= 1, current_setting('memory_limit')").fetchall())

#### duckdb_settings
import duckdb

connection = duckdb.connect(config={"threads": 2, "memory_limit": "300MB"})
connection.execute("set threads to 4")
connection.execute("set timezone = 'Europe/Paris'; set preserve_insertion_order = false")
print(connection.sql("select current_setting('threads'), current_setting('memory_limit')").fetchall())
print(connection.sql("select timestamptz '2024-07-01 12:00:00+00'::varchar").fetchall())
print(connection.sql("pragma version").fetchall())
print(connection.sql("select sum(range), count(distinct range % 7) from range(300000)").fetchall())
connection.execute("reset threads")
for wrong in ("set threads = 0", "set threads = 'many'", "set no_such_setting = 1"):
    try:
        connection.execute(wrong)
    except duckdb.Error as error:
        print(type(error).__name__, str(error).splitlines()[0])
