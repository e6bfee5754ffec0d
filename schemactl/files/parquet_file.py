"""Files of Apache Parquet: opened, with their columns."""

from pathlib import Path
from typing import Any

from schemactl.errors import SchemactlError
from schemactl.files.arrow import arrow, parquet

# With these bytes a file begins and ends.
MAGIC = b"PAR1"


def open_parquet(path: Path) -> Any:
    """Open a file as pyarrow.parquet.ParquetFile. Raises SchemactlError where it is none."""
    try:
        return parquet().ParquetFile(path)
    except (arrow().ArrowException, OSError, UnicodeDecodeError) as error:
        raise broken_parquet(path, error) from None


def column_names(path: Path, file: Any) -> list[str]:
    """Return the names of the columns. Raises SchemactlError where two are the same."""
    try:
        names: list[str] = file.schema_arrow.names
    except UnicodeDecodeError as error:
        raise broken_parquet(path, error) from None
    if twice := [name for name in names if names.count(name) > 1]:
        hint = "give each column its own name"
        raise SchemactlError(f"{path}: two columns have the name {twice[0]!r}", hint)
    return names


def broken_parquet(path: Path, error: Exception) -> SchemactlError:
    """Return the failure of a file that Arrow cannot read."""
    first = str(error).partition("\n")[0]
    what = f"{path}: the Parquet file cannot be read: {first}"
    return SchemactlError(what, "make or fetch the file again")
