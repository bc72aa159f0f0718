import base64
import io
import os
import tempfile

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
import pyarrow.parquet as pq

# Written on Linux: each column by the compression that it is named after.
PARQUET = """
UEFSMRUAFfQFFYwBLBUYFQAVBhUGHAAAAPoCkAIAAAAYARsAAABhcyBsb25nIGFzIGl0IGlzIHJlcGVhdGVkIDB2HwAAMXYfAAAydh8AADB2HwD+
XQD+XQD+XQBmXQAVABX0BRWcASwVGBUAFQYVBhwAAAAotS/9YHoAJQIABAMCAAAAGAEbAAAAYXMgbG9uZyBhcyBpdCBpcyByZXBlYXRlZCAwMTIw
MTIwMTIwMTILBBtAwAEGBBxgQMABBkSFegIVABX0BRWCASwVGBUAFQYVBhwAAAAfiwgAAAAAAAIDY2JgYJBglAaSicUKOfl56QpAOrNEIbNYoSi1
IDWxJDVFwQC/tCF+aaNRw7EaDgDJtui3egEAABUAFfQFFXwsFRgVABUGFQYcAAAA/xYCAAAAGAEbAAAAYXMgbG9uZyBhcyBpdCBpcyByZXBlYXRl
ZCAwHwALHzEfAAsfMh8ACw9dAOFQdGVkIDIVABX0BRVgLBUYFQAVBhUGHAAAABt5AQAE3GSHktgshKjCBhwAxTzxYIksSoNDDg/2LcirDUSDSkzH
z/XONnQVcI9+ABUEGWw1ABgGc2NoZW1hFQoAFQwlAhgGc25hcHB5JQBMHAAAABUMJQIYBHpzdGQlAEwcAAAAFQwlAhgEZ3ppcCUATBwAAAAVDCUC
GANsejQlAEwcAAAAFQwlAhgGYnJvdGxpJQBMHAAAABYYGRwZXCYAHBUMGSUGABkYBnNuYXBweRUCFhgWngYWtgEmCEkcFQAVABUCADwWiAUZBhkm
ABgAAAAmABwVDBklBgAZGAR6c3RkFQwWGBaeBhbGASa+AUkcFQAVABUCADwWiAUZBhkmABgAAAAmABwVDBklBgAZGARnemlwFQQWGBaeBhasASaE
A0kcFQAVABUCADwWiAUZBhkmABgAAAAmABwVDBklBgAZGANsejQVDhYYFpwGFqQBJrAESRwVABUAFQIAPBaIBRkGGSYAGAAAACYAHBUMGSUGABkY
BmJyb3RsaRUIFhgWnAYWiAEm1AVJHBUAFQAVAgA8FogFGQYZJgAYAAAAFpIfFhgmCBbUBgAoIHBhcnF1ZXQtY3BwLWFycm93IHZlcnNpb24gMjUu
MC4wGVwcAAAcAAAcAAAcAAAcAAAArwEAAFBBUjE=
"""
# Written on Linux, compressed with LZ4.
FEATHER = """
QVJST1cxAAD/////cAAAABAAAAAAAAoADAAGAAUACAAKAAAAAAEEAAwAAAAIAAgAAAAEAAgAAAAEAAAAAQAAABQAAAAQABQACAAGAAcADAAAABAA
EAAAAAAAAQUQAAAAHAAAAAQAAAAAAAAABAAAAHRleHQAAAAABAAEAAQAAAD/////qAAAABQAAAAAAAAADAAYAAYABQAIAAwADAAAAAADBAAcAAAA
eAAAAAAAAAAAAAAADAAcABAABAAIAAwADAAAAFgAAAAcAAAAFAAAAAMAAAAAAAAAAAAAAAQABAAEAAAAAwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
AAAAACcAAAAAAAAAKAAAAAAAAABKAAAAAAAAAAAAAAABAAAAAwAAAAAAAAAAAAAAAAAAABAAAAAAAAAABCJNGGBAghAAAIAAAAAAGwAAADYAAABR
AAAAAAAAAACAAAAAAAAAAAQiTRhgQIIzAAAA/wxhcyBsb25nIGFzIGl0IGlzIHJlcGVhdGVkIDAbAAcfMRsABx8yGwAHDFEAUHMgcmVwAAAAAAAA
AAAAAP////8AAAAAEAAAAAwAFAAGAAgADAAQAAwAAAAAAAQANAAAACQAAAAEAAAAAQAAAIAAAAAAAAAAsAAAAAAAAAB4AAAAAAAAAAAAAAAIAAgA
AAAEAAgAAAAEAAAAAQAAABQAAAAQABQACAAGAAcADAAAABAAEAAAAAAAAQUQAAAAHAAAAAQAAAAAAAAABAAAAHRleHQAAAAABAAEAAQAAACYAAAA
QVJST1cx
"""
expected = [f"as long as it is repeated {i % 3}" for i in range(12)]
table = pq.read_table(io.BytesIO(base64.b64decode(PARQUET)))
assert table.column_names == ["snappy", "zstd", "gzip", "lz4", "brotli"]
assert all(column.to_pylist() == expected for column in table.columns)
assert pd.read_feather(io.BytesIO(base64.b64decode(FEATHER)))["text"].tolist() == expected[:3]

rng = np.random.default_rng(5)
frame = pd.DataFrame({
    "year": rng.integers(2020, 2025, 5000),
    "x": rng.normal(size=5000),
    "s": rng.choice(["a", "b", None], 5000),
    "t": pd.date_range("2024-01-01", periods=5000, freq="min", tz="Asia/Tokyo"),
})
assert frame["s"].dtype.storage == "pyarrow"
with tempfile.TemporaryDirectory() as folder:
    frame.to_parquet(folder, partition_cols=["year"])
    data = ds.dataset(folder, partitioning="hive")
    assert data.count_rows(filter=pc.field("year") == 2022) == (frame["year"] == 2022).sum()
    again = data.to_table().sort_by("t").to_pandas()
    assert np.array_equal(again["x"], frame["x"]) and again["s"].equals(frame["s"]) and again["t"].equals(frame["t"])
    path = os.path.join(folder, "mapped.parquet")
    frame.to_parquet(path, row_group_size=1000)
    assert pq.ParquetFile(path, memory_map=True).read_row_group(4).num_rows == 1000
    assert pq.read_table(path, memory_map=True, columns=["x"]).column("x").to_numpy().tolist() == frame["x"].tolist()

# Nothing starts a thread.
assert not pa.lib.is_threading_enabled()
for module in ["orc", "_s3fs", "_gcsfs", "_hdfs", "flight", "gandiva", "substrait", "parquet.encryption"]:
    try:
        __import__(f"pyarrow.{module}")
    except ImportError:
        continue
    raise AssertionError(module)
