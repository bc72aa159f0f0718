import importlib

# pandas and pyarrow do such work here.
try:
    importlib.import_module("polars")
except ModuleNotFoundError as error:
    assert error.name == "polars", error
else:
    raise AssertionError("polars")
