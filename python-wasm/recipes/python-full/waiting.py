"""What the image with all there is loads beside what the image for data does; see recipe python."""

MODULES += """
    cv2 duckdb
    pyarrow pyarrow.compute pyarrow.csv pyarrow.dataset pyarrow.feather pyarrow.json pyarrow.parquet
""".split()


def import_compute(pyarrow):
    """Imports what pyarrow imports with pandas when it is first used, which it was."""
    import pyarrow.compute


RENEW["pyarrow"] = import_compute
