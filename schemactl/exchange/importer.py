"""Importer: what a format must define so that a schema can be drafted from it."""

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple, Protocol

from schemactl.errors import SchemactlError

# What could not be carried over as it stood, or is worth a look.
RemarkKind = Literal[
    "unknown-column",
    "unknown-key",
    "extra-cells",
    "literal-quotes",
    "no-id",
    "duplicate-id",
    "id-replaced",
    "empty-name",
    "repeated-name",
    "made-parent",
    "dangling-parent",
    "dangling-child",
    "cycle",
    "invalid-index",
    "invalid-value",
    "half-character",
]

# Signs of UTF-16 and UTF-32 at the start of a file.
_OTHER_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")


class Source(NamedTuple):
    """A file to import: its name for messages, and its bytes."""

    name: str
    content: bytes


class Request(NamedTuple):
    """What the user asks of an import; an importer takes what concerns its format.

    `columns` is role to column name, key or 1-based number. A row of 0 says that there is no
    header; a delimiter or quoting of None is decided by the format and the file.
    """

    name: str
    version: str = "0.1.0"
    task: str | None = None
    task_type: str = "classification"
    choose: Literal["one", "any"] = "one"
    columns: Mapping[str, str] = {}
    delimiter: str | None = None
    header_row: int = 1
    quoting: Literal["csv", "literal"] | None = None
    path_column: str | None = None
    path_separator: str = "/"


class Remark(NamedTuple):
    """Something in the source that is not, or not literally, in the draft."""

    kind: RemarkKind
    message: str
    line: int | None = None
    label: str | None = None


class Imported(NamedTuple):
    """A draft in the form of a schema file, what it holds, and what could not be carried over."""

    schema: dict[str, Any]
    labels: int
    depth: int
    several_parents: int
    report: tuple[Remark, ...]


class Importer(Protocol):
    """A module that reads one format; it stands in `importers/catalog.py`.

    OPTIONS are the fields of the request that concern its format alone.
    """

    OPTIONS: frozenset[str]

    def read(self, source: Source, request: Request) -> Imported:
        """Draft a schema. Raises SchemactlError where the source cannot be read at all."""
        ...


def text_of(source: Source) -> str:
    """Return the source as text with LF line ends. Raises SchemactlError where it is no text."""
    content = source.content
    if content.startswith(_OTHER_MARKS):
        raise SchemactlError(f"{source.name} is not UTF-8 but UTF-16 or UTF-32", "save it as UTF-8")
    if (position := content.find(b"\x00")) >= 0:
        line = content.count(b"\n", 0, position) + 1
        raise SchemactlError(
            f"{source.name}:{line}: a zero byte; this is no text file", "give the exported text"
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise SchemactlError(
            f"{source.name}:{line}: byte {content[error.start]:#04x} is not UTF-8",
            "save the file as UTF-8",
        ) from error
    if not text.strip():
        raise SchemactlError(f"{source.name} is empty", "give a file with labels in it")
    return text.replace("\r\n", "\n").replace("\r", "\n")
