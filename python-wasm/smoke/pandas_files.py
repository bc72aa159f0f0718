import os
import tempfile

import pandas as pd

frame = pd.DataFrame({"n": range(1000), "word": ["a\u00e9", "b"] * 500})
with tempfile.TemporaryDirectory() as folder:
    for name in ("t.csv", "t.csv.gz", "t.csv.bz2", "t.csv.xz", "t.csv.zip"):
        path = os.path.join(folder, name)
        frame.to_csv(path, index=False)
        assert pd.read_csv(path).equals(frame), name
    path = os.path.join(folder, "t.pkl")
    frame.to_pickle(path)
    assert pd.read_pickle(path).equals(frame)
    chunks = pd.read_csv(os.path.join(folder, "t.csv"), chunksize=300)
    assert [len(chunk) for chunk in chunks] == [300, 300, 300, 100]
    import sqlite3

    with sqlite3.connect(os.path.join(folder, "t.db")) as connection:
        frame.to_sql("t", connection, index=False)
        assert pd.read_sql("select sum(n) as s from t", connection).s[0] == 499500
