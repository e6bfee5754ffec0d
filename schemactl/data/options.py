"""DataOptions: what the user says about a data file, and how `--column` is written."""

from collections.abc import Iterable
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from schemactl.data.wide_layout import WideLayout
from schemactl.errors import SchemactlError
from schemactl.files.cell import CELL_TYPES, CellType, parse_cell_type
from schemactl.files.dataset import Layout
from schemactl.model.annotation import Annotation

LabelForm = Literal["id", "name", "index", "position"]
LABEL_FORMS: tuple[str, ...] = get_args(LabelForm)

# What a column may mean: the fields of an annotation, what was shown, and how data is grouped.
ROLES = (*Annotation._fields, "text", "file", "width", "height", "duration", "slice")


class Column(NamedTuple):
    """A column with the role that it has, the task that it answers, or its type alone."""

    role: str
    column: str
    type: CellType | None = None
    task: str | None = None


class DataOptions(NamedTuple):
    """The data options of a command; each default is that of the command line.

    `columns` are as given; `label_columns` are the label columns of single tasks among them.
    `folder` is no option: it is where the repository keeps what git must not have.
    """

    format: str | None = None
    task: str | None = None
    columns: tuple[Column, ...] = ()
    separator: str | None = None
    empty: Literal["none"] | None = None
    label_as: LabelForm = "id"
    out_label_as: LabelForm | None = None
    path_separator: str | None = None
    item_from: Literal["content"] | None = None
    header_row: int = 1
    layouts: tuple[WideLayout, ...] = ()
    folder: Path | None = None

    @property
    def label_columns(self) -> tuple[Column, ...]:
        """The columns that answer one task each."""
        return tuple(column for column in self.columns if column.task is not None)

    def layout(self) -> Layout:
        """Return what a format needs to know to read the file."""
        types = {column.column: column.type for column in self.columns if column.type is not None}
        return Layout(self.header_row, types, self.folder, self.label_as == "name")

    def role_columns(self) -> dict[str, str]:
        """Return the column of each role.

        A column named like a role has that role, unless `--column` gives the role to another
        column, or the column another role.
        """
        given = {c.role: c.column for c in self.columns if c.task is None and c.role in ROLES}
        taken = {c.column for c in self.columns if c.role in ROLES}
        own = {role: role for role in ROLES if role not in taken}
        if (self.label_columns or self.layouts) and "label" not in given:
            own.pop("label", None)
        return own | given


def parse_columns(texts: Iterable[str]) -> tuple[Column, ...]:
    """Read the values of `--column`. Raises SchemactlError."""
    columns = tuple(_parse_column(text) for text in texts)
    seen: set[tuple[str, str | None]] = set()
    for column in columns:
        key = (column.role, column.task)
        if key in seen:
            name = column.role if column.task is None else f"{column.role}:{column.task}"
            hint = "give each role one column"
            raise SchemactlError(f"--column {name} is given twice", hint)
        seen.add(key)
    return columns


def _parse_column(text: str) -> Column:
    name, equals, rest = text.partition("=")
    if not equals or not name or not rest:
        raise SchemactlError(
            f"--column {text!r} is not understood",
            f"write --column ROLE=COL or ROLE=COL:TYPE; types: {', '.join(CELL_TYPES)}",
        )
    role, colon, task = name.partition(":")
    if colon and role != "label":
        raise SchemactlError(
            f"--column {text!r}: only a label column answers one task",
            "write --column label:TASK=COL",
        )
    column, last_colon, type_name = rest.rpartition(":")
    kind = parse_cell_type(type_name) if last_colon else None
    if kind is None or not column:
        # A column may have a colon in its name.
        column, kind = rest, None
    if role not in ROLES and kind is None:
        raise SchemactlError(
            f"--column {text!r}: {role!r} is no role, and no type is given",
            f"roles: {', '.join(ROLES)}; types: {', '.join(CELL_TYPES)}",
        )
    return Column(role, column, kind, task or None)
