"""The door to Apache Arrow, which takes a quarter of a second to import."""

from typing import Any


def arrow() -> Any:
    """Return the package pyarrow."""
    import pyarrow as found

    return found


def parquet() -> Any:
    """Return the module pyarrow.parquet."""
    import pyarrow.parquet as found

    return found


def compute() -> Any:
    """Return the module pyarrow.compute."""
    import pyarrow.compute as found

    return found
