"""DatasetFormat: what a file format of labeled data must define; records with their places."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, Protocol

from schemactl.errors import SchemactlError
from schemactl.files.cell import CellType, typed
from schemactl.model.annotation import Annotation, Content, Problem
from schemactl.model.release import ReleasedSchema

BOM = b"\xef\xbb\xbf"


class Layout(NamedTuple):
    """What the user says about a file: the line of the header, and the types of columns.

    `folder` is where the repository keeps what git must not have, such as the key of pseudonyms.
    `has_names` tells that the data writes the names of labels.
    """

    header_row: int = 1
    types: Mapping[str, CellType] = MappingProxyType({})
    folder: Path | None = None
    has_names: bool = False


class Shape(NamedTuple):
    """What kind of format it is.

    A table has cells, and the user says which columns mean what. A document says itself what
    its labels are about: its records have uses.
    """

    # Whether cells without a type are text, so that numbers and lists are written in it.
    is_text: bool = False
    # Whether each record is one annotation, even where it has no label.
    is_annotations: bool = False
    # Whether records have uses; otherwise the user's columns say what cells mean.
    is_document: bool = False
    # Whether a folder is one set of data in this format.
    is_folder: bool = False
    # Whether a file is packed with zlib as a whole.
    is_deflated: bool = False
    # Which answers of a document may have attributes: all, those at a place, or none.
    attributes: Literal["all", "places", "none"] = "all"
    # Whether a document can say that somebody was asked and skipped the question.
    says_skipped: bool = False
    # Whether what a document calls the question is a column, of which a schema may ask some.
    is_columnar: bool = False


class Use(NamedTuple):
    """One use of a label in a record of a document, as the file writes it.

    In `annotation`, `label` is the spelling in the file (a name where the file has a table of
    names and writes numbers) and `task` is what the file calls the question, or None. Regions
    and values are already in the form of the task types. `path` is the way to the label from
    the root, where the file writes one. Where the file has several regions for one annotation,
    `regions` holds them by task type, and the type of the task decides; where nothing was found,
    None stands under the type that was looked for. `way` leads by keys and positions to what says
    it in the record, for formats that need it to write another label there.
    """

    annotation: Annotation
    path: tuple[str, ...] = ()
    content: Content | None = None
    regions: Mapping[str, Any] = MappingProxyType({})
    way: tuple[str | int, ...] = ()


class Record(NamedTuple):
    """A line, row, sentence or object of a data file.

    `raw` are its bytes and `offset` is where they begin in the file: whoever rewrites a file
    copies what stands between records, and every record that stays, byte by byte. Taken
    together, the `values` of all records are all that the data says; `section` tells records of
    different kinds apart, and `part` is the file in a folder. Binary formats have no raw bytes.
    `problems` are what only the format can know to be wrong; without a line they are the record's.
    """

    line: int
    offset: int
    raw: bytes
    values: dict[str, Any]
    uses: tuple[Use, ...] = ()
    section: str | None = None
    part: str | None = None
    problems: tuple[Problem, ...] = ()


class Document(NamedTuple):
    """An item with its annotations, to be written; labels are ids of the release."""

    item: str
    content: Content
    annotations: tuple[Annotation, ...]


class Loss(NamedTuple):
    """What a format cannot say, and was left out of it: its kind, where, and what."""

    kind: str
    item: str | None
    message: str


class DatasetFormat(Protocol):
    """A module that reads one format; what its data is known by stands in `signs/`."""

    NAME: str
    SHAPE: Shape

    def read(self, path: Path, layout: Layout) -> Iterator[Record]:
        """Yield the records in the order of the file, at bounded memory."""
        ...

    def write(
        self, path: Path, documents: Iterable[Document], schema: ReleasedSchema
    ) -> Iterator[Loss]:
        """Write annotations to a new file, or folder, and yield what the format cannot say.

        Everything is written when the iterator has ended.
        """
        ...


def unreadable(path: Path, line: int, what: str, hint: str) -> SchemactlError:
    """Return the failure of a line that cannot be read."""
    return SchemactlError(f"{path}:{line}: {what}", hint)


def give_types(path: Path, line: int, values: dict[str, Any], layout: Layout) -> None:
    """Turn the values of columns into the types that the user gave."""
    for column, kind in layout.types.items():
        if column in values:
            try:
                values[column] = typed(values[column], kind)
            except ValueError as error:
                hint = f"mend the line, or give `{column}` another type with --column"
                raise unreadable(path, line, f"`{column}`: {error}", hint) from None
