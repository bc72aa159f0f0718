import sqlite3
import tempfile

with tempfile.NamedTemporaryFile(suffix=".db") as file:
    with sqlite3.connect(file.name) as connection:
        connection.execute("create table city (name text, people integer)")
        connection.executemany("insert into city values (?, ?)", [("a", 3), ("b", 5), ("c", 7)])
    rows = connection.execute("select name, sum(people) over (order by people) from city").fetchall()
    assert rows == [("a", 3), ("b", 8), ("c", 15)]
    connection.close()
    again = sqlite3.connect(file.name)
    assert again.execute("select count(*) from city").fetchone() == (3,)

memory = sqlite3.connect(":memory:")
memory.execute("create virtual table note using fts5 (text)")
memory.execute("insert into note values ('the snake sleeps')")
assert memory.execute("select text from note where note match 'snake'").fetchall() == [("the snake sleeps",)]
assert memory.execute("select json_extract('{\"a\": [1, 2]}', '$.a[1]')").fetchone() == (2,)
