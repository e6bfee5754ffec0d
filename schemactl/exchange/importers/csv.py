"""CSV: one label per row; parents by id in a column, or the whole path in one."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from schemactl.errors import SchemactlError
from schemactl.exchange.concept import Concept
from schemactl.exchange.draft import draft
from schemactl.exchange.importer import Imported, Remark, Request, Source
from schemactl.exchange.label_ids import from_id, from_name, from_path
from schemactl.exchange.table import Row, Table, cell, find_column, read_table, unused_columns

OPTIONS = frozenset(
    {"columns", "delimiter", "header_row", "quoting", "path_column", "path_separator"}
)
ROLES = ("id", "name", "definition", "parent", "index")
_PATH = "path"
_LONGEST_INDEX = 9

Path = tuple[str, ...]


def read(source: Source, request: Request) -> Imported:
    """Draft a schema from a table."""
    table = read_table(source, request)
    columns = _columns(source, table, request)
    remarks = [*_about_table(table, columns)]
    if _PATH in columns:
        concepts = _by_path(table, columns, request.path_separator, remarks)
    else:
        concepts = _by_parent(table, columns, remarks)
    return draft(concepts, remarks, request, source)


def _columns(source: Source, table: Table, request: Request) -> dict[str, int]:
    """Return the position of each role that a column has."""
    columns = {
        role: find_column(source, table, request, name) for role, name in _wanted(request).items()
    }
    columns |= _named_like_roles(table, columns)
    if not {"id", "name", _PATH} & set(columns):
        known = ", ".join(filter(None, table.header))
        raise SchemactlError(
            f"{source.name}: no column is given for the id",
            f"give --column id=COL; columns: {known}" if known else "give --column id=1",
        )
    return columns


def _wanted(request: Request) -> dict[str, str]:
    """Return role to column as the command line has it."""
    for role in request.columns:
        if role not in ROLES:
            raise SchemactlError(f"no role {role!r}", f"roles: {', '.join(ROLES)}")
    if request.path_column is None:
        return dict(request.columns)
    if "parent" in request.columns:
        raise SchemactlError(
            "parents are given twice", "give --column parent=… or --path-column, not both"
        )
    if not request.path_separator:
        raise SchemactlError("the path separator is empty", "give --path-separator, such as /")
    return {**request.columns, _PATH: request.path_column}


def _named_like_roles(table: Table, columns: Mapping[str, int]) -> dict[str, int]:
    """Return the columns that are called as a role that has no column yet."""
    found = {}
    for role in ROLES:
        is_free = role not in columns and not (role == "parent" and _PATH in columns)
        if is_free and table.header.count(role) == 1:
            position = table.header.index(role)
            if position not in columns.values():
                found[role] = position
    return found


def _about_table(table: Table, columns: Mapping[str, int]) -> Iterator[Remark]:
    for name in unused_columns(table, columns):
        yield Remark("unknown-column", f"column {name!r} is not carried over")
    for row in table.rows:
        if table.header and any(row.cells[len(table.header) :]):
            extra = len(row.cells) - len(table.header)
            yield Remark("extra-cells", f"{extra} more cells than the header has", row.line)
    if table.has_literal_quotes:
        message = "cells with quotes around them keep them; --quoting csv takes them off"
        yield Remark("literal-quotes", message)


def _by_parent(
    table: Table, columns: Mapping[str, int], remarks: list[Remark]
) -> Iterator[Concept]:
    for row in table.rows:
        parent = cell(row, columns.get("parent"))
        concept = _concept(row, columns, (), "", remarks)
        if concept is not None:
            yield replace(concept, parents=(parent,) if parent else ())


def _concept(
    row: Row, columns: Mapping[str, int], path: Path, separator: str, remarks: list[Remark]
) -> Concept | None:
    """Return the label of a row, or None where nothing can be its id."""
    name = cell(row, columns.get("name"))
    if "id" in columns:
        original = cell(row, columns["id"])
        label_id = from_id(original)
    elif path:
        original = separator.join(path)
        label_id = from_path(path, separator)
    else:
        original, label_id = name, from_name(name)
    if not original:
        what = f" ({name})" if name else ""
        remarks.append(Remark("no-id", f"a row without an id{what} is left out", row.line))
        return None
    if "name" in columns and not name:
        remarks.append(Remark("empty-name", f"{original!r} has no name", row.line, label_id))
    return Concept(
        key=original,
        original=original,
        label_id=label_id,
        name=name or (path[-1] if path else ""),
        definition=cell(row, columns.get("definition")),
        line=row.line,
        index=_index(row, columns, label_id, remarks),
    )


def _index(
    row: Row, columns: Mapping[str, int], label_id: str, remarks: list[Remark]
) -> int | None:
    text = cell(row, columns.get("index"))
    if not text:
        return None
    if text.isdecimal() and text.isascii() and len(text) <= _LONGEST_INDEX:
        return int(text)
    message = f"{text!r} is no index: a whole number from 0"
    remarks.append(Remark("invalid-index", message, row.line, label_id))
    return None


def _by_path(
    table: Table, columns: Mapping[str, int], separator: str, remarks: list[Remark]
) -> Iterator[Concept]:
    """Yield a concept for each row, and one for each group on a path that is no row itself."""
    joint = separator.strip() or separator
    found: list[tuple[Path, Concept]] = []
    for row in table.rows:
        parts = cell(row, columns[_PATH]).split(joint)
        path = tuple(filter(None, (part.strip() for part in parts)))
        concept = _concept(row, columns, path, separator, remarks)
        if concept is not None:
            found.append((path, concept))
    keys: dict[Path, str] = {}
    for path, concept in found:
        keys.setdefault(path, concept.key)
    for path, concept in found:
        for made in _missing_groups(path, separator, keys):
            message = f"{made.original!r} is a group without a row of its own"
            remarks.append(Remark("made-parent", message, concept.line, made.label_id))
            yield made
        above = path[:-1]
        yield replace(concept, parents=(keys[above],) if above else ())


def _missing_groups(path: Path, separator: str, keys: dict[Path, str]) -> Iterator[Concept]:
    for length in range(1, len(path)):
        above = path[:length]
        if above in keys:
            continue
        original = separator.join(above)
        # A row may have the same text for its id.
        keys[above] = f"{separator}{original}"
        yield Concept(
            key=keys[above],
            original=original,
            label_id=from_path(above, separator),
            name=above[-1],
            parents=(keys[above[:-1]],) if length > 1 else (),
        )
