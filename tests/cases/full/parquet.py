#### parquet_keeps_a_data_frame
import datetime
import decimal
import os

import numpy as np
import pandas as pd

frame = pd.DataFrame({
    "count": np.arange(6, dtype="int64") * 10**12,
    "small": np.array([-128, 127, 0, 1, 2, 3], dtype="int8"),
    "unsigned": np.array([0, 2**64 - 1, 1, 2, 3, 4], dtype="uint64"),
    "ratio": [0.1, np.nan, 1e300, -0.0, np.inf, 2.5],
    "single": np.linspace(0, 1, 6, dtype="float32"),
    "flag": [True, False, True, True, False, False],
    "name": ["Ada", "Grace", None, "Chloé", "日本", ""],
    "kind": pd.Categorical(["b", "a", "b", None, "a", "c"], categories=["c", "b", "a"], ordered=True),
    "day": pd.date_range("2024-02-28", periods=6, tz="Europe/Paris"),
    "moment": pd.to_datetime(["2024-01-01 00:00:00.123456", None] * 3),
    "wait": pd.to_timedelta([1, 2, None, 4, 5, 6], unit="s"),
    "nullable": pd.array([1, None, 3, 4, None, 6], dtype="Int64"),
    "price": [decimal.Decimal("1.50"), None, decimal.Decimal("-99999.99")] * 2,
    "date": [datetime.date(2024, 2, 29), None, datetime.date(1969, 12, 31)] * 2,
    "blob": [b"\x00\xff", b"", None] * 2,
    "values": [[1, 2], [], None, [3], [4, None], [5]],
    "point": [{"x": 1, "y": "a"}, None, {"x": None, "y": "b"}] * 2,
}, index=pd.Index(list("uvwxyz"), name="key"))
path = os.path.join(os.environ["OUTPUT_DIR"], "frame.parquet")
frame.to_parquet(path)
again = pd.read_parquet(path)
print(again.dtypes.to_string())
print(again.to_string())
print(again.drop(columns=["values", "point"]).equals(frame.drop(columns=["values", "point"])))
print(pd.read_parquet(path, columns=["name", "kind"]).loc["w":"y"])
print(pd.read_parquet(path, filters=[("count", ">", 2 * 10**12), ("flag", "==", False)])["name"].tolist())
arrow = pd.read_parquet(path, dtype_backend="pyarrow")
print(arrow.dtypes.to_string())
print(arrow["values"].list.len().tolist(), arrow["point"].struct.field("x").tolist())
os.remove(path)

#### parquet_compressions
import io

import numpy as np
import pandas as pd
import pyarrow.parquet as pq

rng = np.random.default_rng(3)
frame = pd.DataFrame({
    "word": rng.choice(["alpha", "beta", "gamma"], 20_000),
    "x": rng.normal(size=20_000).round(3),
    "n": np.arange(20_000),
})
plain = len(frame.to_parquet(compression=None))
for compression in ["snappy", "zstd", "gzip", "lz4", "brotli"]:
    data = frame.to_parquet(compression=compression)
    column = pq.ParquetFile(io.BytesIO(data)).metadata.row_group(0).column(1)
    print(compression, column.compression, len(data) < plain, pd.read_parquet(io.BytesIO(data)).equals(frame))
for version in ["1.0", "2.4", "2.6"]:
    data = frame.to_parquet(version=version, data_page_version="2.0", use_dictionary=False)
    print(version, pd.read_parquet(io.BytesIO(data)).equals(frame))
for encoding in ["DELTA_BINARY_PACKED", "BYTE_STREAM_SPLIT", "PLAIN"]:
    data = frame[["n"]].to_parquet(use_dictionary=False, column_encoding={"n": encoding})
    column = pq.ParquetFile(io.BytesIO(data)).metadata.row_group(0).column(0)
    print(encoding in column.encodings, pd.read_parquet(io.BytesIO(data)).equals(frame[["n"]]))
try:
    frame.to_parquet(compression="lzo")
except Exception as error:
    print(type(error).__name__, error)

#### parquet_files_are_those_of_linux
import hashlib
import io

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

table = pa.table({
    "id": pa.array(range(1000), pa.int64()),
    "value": np.sqrt(np.arange(1000)),
    "text": [None if i % 7 == 0 else f"row {i % 50}" for i in range(1000)],
    "list": [[j for j in range(i % 4)] for i in range(1000)],
    "when": pa.array(np.arange(1000) * 86_400_000, pa.timestamp("ms", "UTC")),
})
for options in [
    {},
    {"row_group_size": 256, "data_page_size": 1024, "write_statistics": True},
    {"use_dictionary": False, "data_page_version": "2.0", "write_page_index": True, "write_page_checksum": True},
    {"store_schema": False, "version": "1.0", "sorting_columns": [pq.SortingColumn(0)]},
]:
    stream = io.BytesIO()
    pq.write_table(table, stream, compression="none", **options)
    print(len(stream.getvalue()), hashlib.sha256(stream.getvalue()).hexdigest())
    stream.seek(0)
    file = pq.ParquetFile(stream, page_checksum_verification=True)
    print(file.metadata.num_row_groups, file.metadata.created_by, file.read().equals(table.cast(file.schema_arrow)))
    statistics = file.metadata.row_group(file.metadata.num_row_groups - 1).column(0).statistics
    print(statistics.min, statistics.max, statistics.null_count)
print(str(file.schema).partition("\n")[2])

#### parquet_in_pieces
import os

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

path = os.path.join(os.environ["OUTPUT_DIR"], "log.parquet")
schema = pa.schema([("second", pa.int32()), ("level", pa.dictionary(pa.int8(), pa.string())), ("message", pa.string())])
with pq.ParquetWriter(path, schema, compression="zstd") as writer:
    for start in range(0, 3000, 1000):
        seconds = list(range(start, start + 1000))
        levels = ["error" if s % 100 == 0 else "info" for s in seconds]
        batch = [pa.array(seconds, pa.int32()), pa.array(levels).dictionary_encode().cast(schema[1].type),
                 pa.array([f"message {s}" for s in seconds])]
        writer.write_batch(pa.record_batch(batch, schema=schema))
file = pq.ParquetFile(path, memory_map=True)
print(file.num_row_groups, file.metadata.num_rows, file.schema_arrow)
print(sum(batch.num_rows for batch in file.iter_batches(batch_size=700)))
print(file.read_row_group(2, columns=["second"]).column(0)[0], file.metadata.row_group(1).column(0).statistics.max)
errors = pq.read_table(path, filters=(pc.field("level") == "error") & (pc.field("second") >= 1500))
print(errors.num_rows, errors["message"].to_pylist()[:3])
print(pq.read_metadata(path).format_version, pq.read_schema(path).names)
for name in ["missing.parquet", "text.parquet"]:
    broken = os.path.join(os.environ["OUTPUT_DIR"], name)
    if name.startswith("text"):
        with open(broken, "w") as text:
            text.write("this is no parquet file")
    try:
        pq.read_table(broken)
    except Exception as error:
        print(type(error).__name__, str(error).replace(os.environ["OUTPUT_DIR"], "")[:120])
os.remove(broken)
os.remove(path)

#### partitioned_dataset
import os
import shutil

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds

root = os.path.join(os.environ["OUTPUT_DIR"], "sales")
rng = np.random.default_rng(11)
sales = pd.DataFrame({
    "year": rng.choice([2022, 2023, 2024], 900),
    "region": rng.choice(["north", "south east", "west/x"], 900),
    "units": rng.integers(1, 9, 900),
    "price": rng.uniform(1, 50, 900).round(2),
})
sales.to_parquet(root, partition_cols=["year", "region"])
print(sorted(os.listdir(root)), sorted(os.listdir(os.path.join(root, "year=2023"))))
frame = pd.read_parquet(root, filters=[("year", "==", 2023), ("units", ">", 6)])
print(len(frame), frame["region"].value_counts().sort_index().to_dict(), frame.dtypes.to_dict())
data = ds.dataset(root, partitioning="hive")
print(data.schema.names, data.count_rows(), data.count_rows(filter=ds.field("region") == "north"))
table = data.to_table(columns={"money": pc.field("units") * pc.field("price"), "year": pc.field("year")})
print(table.group_by("year").aggregate([("money", "sum"), ("money", "count")]).sort_by("year").to_pandas().round(2))
print(sum(1 for fragment in data.get_fragments(filter=ds.field("year") > 2023)))
shutil.rmtree(root)
ds.write_dataset(pa.table({"k": ["a", "b"] * 3, "v": range(6)}), root, format="csv",
                 partitioning=ds.partitioning(pa.schema([("k", pa.string())])))
print(sorted(os.listdir(root)), open(os.path.join(root, "b", "part-0.csv")).read().split())
again = ds.dataset(root, format="csv", partitioning=["k"]).to_table().sort_by("v")
print(again.to_pydict())
shutil.rmtree(root)

#### feather_and_ipc
import io
import os

import pandas as pd
import pyarrow as pa

frame = pd.DataFrame({"a": range(5), "b": list("vwxyz"), "c": pd.date_range("2024", periods=5)})
path = os.path.join(os.environ["OUTPUT_DIR"], "frame.feather")
for compression in ["lz4", "zstd", "uncompressed"]:
    frame.to_feather(path, compression=compression)
    print(compression, pd.read_feather(path).equals(frame), pd.read_feather(path, columns=["b"])["b"].tolist())
with pa.memory_map(path) as mapped:
    reader = pa.ipc.open_file(mapped)
    print(reader.num_record_batches, reader.get_batch(0).column("a").to_pylist(), reader.schema.metadata.keys())
os.remove(path)
sink = io.BytesIO()
table = pa.Table.from_pandas(frame)
with pa.ipc.new_stream(sink, table.schema) as writer:
    for batch in table.to_batches(max_chunksize=2):
        writer.write_batch(batch)
sink.seek(0)
with pa.ipc.open_stream(sink) as reader:
    print([batch.num_rows for batch in reader])
print(pa.ipc.deserialize_pandas(pa.ipc.serialize_pandas(frame)).equals(frame))
data = b"as long as it is repeated " * 100
for name in ["gzip", "bz2", "zstd", "brotli", "lz4"]:
    raw = pa.BufferOutputStream()
    with pa.CompressedOutputStream(raw, name) as out:
        out.write(data)
    with pa.CompressedInputStream(pa.BufferReader(raw.getvalue()), name) as packed:
        print(name, raw.getvalue().size < 200, packed.read() == data)
for name in ["gzip", "zstd", "brotli", "lz4_raw", "snappy"]:
    codec = pa.Codec(name)
    packed = codec.compress(data, asbytes=True)
    print(name, len(packed) < 200, codec.decompress(packed, len(data), asbytes=True) == data)

#### arrow_reads_csv_and_json
import io

import pandas as pd
import pyarrow as pa
import pyarrow.csv
import pyarrow.json

text = b"id,when,amount,ok,note\n1,2024-01-05,3.50,true,hello\n2,2024-02-29 10:11:12,,false,\"a, \"\"b\"\"\"\n3,,-1e3,,\n"
table = pa.csv.read_csv(io.BytesIO(text), convert_options=pa.csv.ConvertOptions(strings_can_be_null=True))
print(table.schema)
print(table.to_pylist())
print(pd.read_csv(io.BytesIO(text), engine="pyarrow").dtypes.to_string())
print(pd.read_csv(io.BytesIO(text), engine="pyarrow", dtype_backend="pyarrow").dtypes.to_string())
big = b"n,word\n" + b"".join(b"%d,w%d\n" % (i, i % 10) for i in range(200_000))
options = pa.csv.ReadOptions(block_size=1 << 16)
table = pa.csv.read_csv(io.BytesIO(big), read_options=options)
print(table.num_rows, table["n"].num_chunks, pa.compute.sum(table["n"]), table["word"].unique().to_pylist())
with pa.csv.open_csv(io.BytesIO(big), read_options=options) as reader:
    print(sum(batch.num_rows for batch in reader))
out = io.BytesIO()
pa.csv.write_csv(table.slice(5, 3), out)
print(out.getvalue())
try:
    pa.csv.read_csv(io.BytesIO(b"a,b\n1,2\n3\n"))
except pa.ArrowInvalid as error:
    print(error)
lines = b'{"a": 1, "b": {"c": [1, 2]}, "t": "2024-01-01"}\n{"a": 2.5, "b": {"c": []}}\n{"b": null, "t": null}\n'
table = pa.json.read_json(io.BytesIO(lines))
print(table.schema)
print(table.to_pylist())

#### arrow_compute
import datetime

import pyarrow as pa
import pyarrow.compute as pc

numbers = pa.array([3, 1, None, 2, 10, -4])
print(pc.sum(numbers), pc.mean(numbers), pc.stddev(numbers), pc.quantile(numbers, [0.25, 0.5]), pc.min_max(numbers))
print(pc.sort_indices(numbers, sort_keys=[("", "descending")]), pc.rank(numbers), pc.cumulative_sum(numbers, skip_nulls=True))
print(pc.if_else(pc.greater(numbers, 2), "big", "small"), pc.fill_null(numbers, 0), pc.divide(numbers, 2))
print(pc.power(2.0, numbers), pc.round(pc.sqrt(pc.abs(numbers)), 3), pc.bit_wise_and(numbers, 3))
words = pa.array(["Straße", "naïve café", None, "x1y22", "  pad "])
print(pc.utf8_upper(words), pc.utf8_length(words), pc.utf8_trim_whitespace(words), pc.utf8_capitalize(words))
print(pc.match_substring_regex(words, r"\d+"), pc.replace_substring_regex(words, r"(\d+)", r"<\1>"))
print(pc.extract_regex(words, r"x(?P<first>\d)y(?P<second>\d+)"), pc.split_pattern_regex(words, r"\s+"))
print(ascii(pc.utf8_normalize(pa.array(["e\u0301", "\ufb01"]), form="NFKC").to_pylist()), pc.utf8_is_alpha(words))
times = pa.array([datetime.datetime(2024, 3, 31, 0, 30), datetime.datetime(2024, 12, 31, 23, 59, 59)])
paris = pc.assume_timezone(times, "Europe/Paris")
print(paris, pc.hour(pc.cast(paris, pa.timestamp("us", "America/New_York"))), pc.iso_week(times), pc.day_of_week(times))
print(pc.strftime(paris, format="%Y-%m-%d %H:%M %Z"), pc.strptime(["5/6/2024"], format="%d/%m/%Y", unit="s"))
print(pc.floor_temporal(times, unit="month"), pc.days_between(times[0], times[1]))
table = pa.table({"k": ["a", "b", "a", None], "v": [1, 2, 3, 4]})
print(table.group_by("k").aggregate([("v", "sum"), ("v", "list"), ("v", "approximate_median")]).to_pydict())
other = pa.table({"k": ["a", "c"], "w": [0.5, 0.25]})
for kind in ["inner", "left outer", "full outer", "left anti"]:
    joined = table.join(other, "k", join_type=kind)
    print(kind, joined.sort_by([(name, "ascending") for name in joined.column_names]).to_pydict())
print(table.filter(pc.field("v") > 1).to_pydict(), pc.unique(table["k"]), pc.value_counts(table["k"]).to_pylist())
print(pa.array([[1, 2], None, [3]]).flatten(), pc.list_element(pa.array([[1, 2], [3, 4]]), 1), pc.make_struct(numbers)[0])
print(len(pc.list_functions()) > 250, pc.random(3).type, pc.is_in(numbers, value_set=pa.array([1, 2])))
for broken in [lambda: pc.divide(1, 0), lambda: pc.add("a", 1), lambda: pc.add_checked(pa.scalar(127, pa.int8()), pa.scalar(1, pa.int8())),
               lambda: pa.array([1, "a"]), lambda: pa.array([2**63]).cast(pa.int32()), lambda: pa.array([300]).cast("int8")]:
    try:
        print(broken())
    except OverflowError:
        # Its words tell how many bits a C long has.
        print("OverflowError")
    except Exception as error:
        print(type(error).__name__, error)

#### arrow_and_numpy
import numpy as np
import pyarrow as pa

for name in ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float16", "float32", "float64",
             "intc", "uintc", "longlong", "ulonglong", "intp", "uintp", "bool", "datetime64[D]", "datetime64[ms]",
             "timedelta64[s]", "S3", "U3", "object"]:
    values = np.array([0, 1, 100], "int64").astype(name) if name[0] not in "SUo" else np.array(["a", "bcd", ""], name)
    array = pa.array(values)
    back = array.to_numpy(zero_copy_only=False)
    strided = pa.array(np.repeat(values, 2)[::2])
    backward = pa.array(values[::-1])
    print(name, array.type, back.dtype, back.tolist(), strided.equals(array), backward.to_pylist())
values = np.arange(12.0).reshape(3, 4)
tensor = pa.Tensor.from_numpy(values.T)
print(tensor.shape, tensor.strides, tensor.to_numpy().tolist() == values.T.tolist(), tensor.is_contiguous)
array = pa.array(values[1])
view = array.to_numpy()
print(view.flags.writeable, view.ctypes.data == array.buffers()[1].address, array.type)
print(pa.array([1, None, 3]).to_numpy(zero_copy_only=False), pa.array([1, 2], mask=np.array([True, False])))
print(pa.array(np.array([1.5, np.nan]), from_pandas=True), pa.array([np.int64(5), np.int32(6), np.uint8(7)]).type)
print(pa.array([np.float32(1.5), np.float32(2)]).type, pa.scalar(np.datetime64("2024-05-06T07:08:09")).type)
print(pa.FixedShapeTensorArray.from_numpy_ndarray(np.arange(8, dtype="int32").reshape(2, 2, 2)).to_numpy_ndarray().tolist())
print(np.asarray(pa.chunked_array([[1, 2], [3]])), np.asarray(pa.table({"a": [1], "b": [2.5]})))
print(np.from_dlpack(pa.array([4, 5, 6], pa.int32())), pa.SparseCOOTensor.from_dense_numpy(np.eye(3)).to_tensor().to_numpy().tolist())
large = pa.array(np.arange(2**31 - 2, 2**31 + 3))
print(large.to_pylist(), pa.compute.sum(large), large.cast(pa.float64()).to_numpy().dtype)

#### pandas_with_arrow_dtypes
import datetime

import numpy as np
import pandas as pd
import pyarrow as pa

text = pd.Series(["Alpha", "beta", None, "Γάμμα", "x-9 y"])
print(text.dtype, text.dtype.storage, text.str.upper().tolist(), text.str.contains(r"[a-z]\b").tolist())
print(text.str.replace(r"(\w)-(\d)", r"\2\1", regex=True).tolist(), text.str.len().tolist(), text.str.split("-").tolist())
print(text.str[1:3].tolist(), text.str.extract(r"([A-Z])(.*)"), text.str.startswith(("A", "b")).tolist(), text.str.isalpha().tolist())
print(text.value_counts().to_dict(), text.isna().sum(), text.sort_values().tolist(), (text + "!").tolist(), text.unique())
print(text.str.count("a").tolist(), text.str.find("a").tolist(), text.str.pad(8, "both", "*").tolist(), text.str.title().tolist())
print(text.astype("category").cat.categories, text.fillna("none").str.cat(sep="|"), text.str.get_dummies("-").columns.tolist())
frame = pd.DataFrame({
    "i": pd.array([1, None, 3, 4], dtype="int64[pyarrow]"),
    "f": pd.array([0.5, 1.5, None, -2.0], dtype="double[pyarrow]"),
    "s": pd.array(["a", "b", "a", None], dtype="string[pyarrow]"),
    "t": pd.array([datetime.datetime(2024, 1, day) for day in (1, 2, 3, 4)], dtype="timestamp[us][pyarrow]"),
    "d": pd.array([datetime.date(2024, 1, 31), None, None, datetime.date(2020, 2, 29)], dtype="date32[pyarrow]"),
    "l": pd.array([[1], [2, 3], None, []], dtype=pd.ArrowDtype(pa.list_(pa.int64()))),
})
print(frame.dtypes.to_string())
print(frame.to_string())
print(frame.groupby("s", dropna=False)[["i", "f"]].agg(["sum", "mean", "count"]))
print(frame["t"].dt.month_name().tolist(), frame["t"].dt.ceil("2D").tolist(), frame["d"].dt.year.tolist(), frame["l"].list.len().tolist())
print((frame["i"] + frame["f"]).tolist(), (frame["i"] // 2).tolist(), (frame["i"] > 2).tolist(), frame["i"].fillna(0).tolist())
print(frame.describe().to_string())
print(frame.merge(frame[["i", "s"]], on="i", suffixes=("", "_2"))["s_2"].tolist(), frame.sort_values("f")["i"].tolist())
print(frame.convert_dtypes(dtype_backend="pyarrow").dtypes.to_dict() == frame.dtypes.to_dict(), frame["i"].to_numpy(na_value=-1))
print(pa.Table.from_pandas(frame).schema.remove_metadata())
print(pa.table(frame[["i", "s"]]).to_pandas(types_mapper=pd.ArrowDtype).equals(frame[["i", "s"]]))
for column in frame:
    print(column, frame[column].isna().sum(), frame[column].iloc[[3, 0]].tolist())
try:
    frame["s"] + 1
except Exception as error:
    print(type(error).__name__)

#### arrow_data_of_all_types
import datetime
import decimal

import pyarrow as pa

arrays = [
    pa.array([1, 2, None]), pa.array([True, None]), pa.array(["a", None], pa.large_string()), pa.array([b"x"], pa.binary(1)),
    pa.array([decimal.Decimal("1.23"), None]), pa.array([decimal.Decimal("-1") * 10**60], pa.decimal256(70, 2)),
    pa.array([datetime.time(1, 2, 3, 4)]), pa.array([datetime.timedelta(days=1)]), pa.array([datetime.date(2024, 1, 1)]),
    pa.array([(1, 2, 3)], pa.month_day_nano_interval()), pa.array([{"a": 1, "b": [1.5]}]), pa.array([[("k", 1)]], pa.map_(pa.string(), pa.int8())),
    pa.array(["x", "y", "x"]).dictionary_encode(), pa.array([[1, 2], [3, 4]], pa.list_(pa.int16(), 2)), pa.nulls(2),
    pa.UnionArray.from_sparse(pa.array([0, 1], pa.int8()), [pa.array([1, 2]), pa.array(["a", "b"])]),
    pa.RunEndEncodedArray.from_arrays([2, 3], ["a", "b"]), pa.array(["short", "a string that is longer"], pa.string_view()),
    pa.array([datetime.datetime(2024, 1, 1, tzinfo=datetime.timezone.utc)]), pa.array([float("nan"), 1], pa.float16()),
]
for array in arrays:
    array.validate(full=True)
    stream = pa.BufferOutputStream()
    with pa.ipc.new_stream(stream, pa.schema([("a", array.type)])) as writer:
        writer.write(pa.record_batch([array], ["a"]))
    print(array.type, len(array), array.null_count, array.nbytes, array.to_pylist(), hash(array[0]) == hash(array[0]))
    copy = pa.ipc.open_stream(stream.getvalue()).read_all().column(0).chunk(0)
    print(copy.equals(array), pa.concat_arrays([array, array]).slice(1, 1).to_pylist(), array[:1].to_pylist())
print(arrays[10].type.field("b"), pa.unify_schemas([pa.schema([("a", pa.int8())]), pa.schema([("b", "string")])]))
print(pa.Table.from_pylist([{"a": 1}, {"a": None, "b": "x"}]), pa.table({"a": [1]}).append_column("b", [["z"]]).rename_columns(["x", "y"]))
pretty = pa.chunked_array([["a"] * 30, [None]])
print(pretty, pa.total_allocated_bytes() >= 0, pa.default_memory_pool().backend_name in ("system", "mimalloc", "jemalloc"))


class Interface:
    def __arrow_c_array__(self, requested_schema=None):
        return pa.array([7, 8]).__arrow_c_array__(requested_schema)


print(pa.array(Interface()), pa.RecordBatchReader.from_batches(pa.schema([("a", pa.int8())]), []).read_all().num_rows)

#### arrow_says_which_file_is_missing
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq

for work in [lambda: pq.read_table("missing.parquet"), lambda: pa.memory_map("missing.arrow"),
             lambda: pq.ParquetFile("missing.parquet"), lambda: ds.dataset("missing"),
             lambda: pq.write_table(pa.table({"a": [1]}), "missing/table.parquet"),
             lambda: pa.fs.LocalFileSystem().open_input_file("/etc/passwd/file")]:
    try:
        work()
    except OSError as error:
        print(type(error).__name__, error.errno, error)
