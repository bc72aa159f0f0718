import duckdb

# Its extensions are those that are linked.
linked = duckdb.execute("select extension_name from duckdb_extensions() where loaded").fetchall()
assert sorted(name for (name,) in linked) == ["core_functions", "icu", "json", "parquet"], linked
for statement in [
    "install httpfs",
    "load spatial",
    "from 'https://example.com/table.parquet'",
    "from read_csv('s3://bucket/table.csv')",
    "attach 'shop.sqlite' (type sqlite)",
]:
    try:
        duckdb.execute(statement)
    except duckdb.Error as error:
        assert str(error), statement
    else:
        raise AssertionError(statement)
assert duckdb.execute("select current_setting('threads')").fetchall() == [(1,)]
# What failed left nothing behind.
assert duckdb.sql("select sum(range) from range(1000)").fetchall() == [(499500,)]
