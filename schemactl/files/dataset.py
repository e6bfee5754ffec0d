"""DatasetFormat: what a file format of labeled data must define; records with their places."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple, Protocol

from schemactl.errors import SchemactlError
from schemactl.files.cell import CellType

BOM = b"\xef\xbb\xbf"


class Layout(NamedTuple):
    """What the user says about a file: the line of the header, and the types of columns."""

    header_row: int = 1
    types: Mapping[str, CellType] = MappingProxyType({})


class Record(NamedTuple):
    """A line, row or object of a data file.

    `raw` are its bytes and `offset` is where they begin: whoever rewrites a file copies what
    stands between records, and every record that stays, byte by byte.
    """

    line: int
    offset: int
    raw: bytes
    values: dict[str, Any]


class DatasetFormat(Protocol):
    """A module that reads one format; it stands in `datasets/catalog.py`."""

    NAME: str
    # Whether cells without a type are text, so that numbers and lists are written in it.
    IS_TEXT: bool
    # Whether each record is one annotation, even where it has no label.
    IS_ANNOTATIONS: bool

    def recognise(self, path: Path, head: bytes) -> bool:
        """Tell from the first bytes, and the name where they do not decide, if it is this format.

        The head ends after a whole line, except where the first line is longer than the head.
        """
        ...

    def read(self, path: Path, layout: Layout) -> Iterator[Record]:
        """Yield the records in the order of the file, at bounded memory."""
        ...


def unreadable(path: Path, line: int, what: str, hint: str) -> SchemactlError:
    """Return the failure of a line that cannot be read."""
    return SchemactlError(f"{path}:{line}: {what}", hint)
