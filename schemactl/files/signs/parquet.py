"""What data of Parquet is known by."""

from pathlib import Path

from schemactl.files.parquet_file import MAGIC


def recognise(path: Path, head: bytes) -> bool:
    """Tell by the mark that opens the file."""
    del path
    return head.startswith(MAGIC)
