"""parquet: rows of an Apache Parquet file, whose cells have types of their own."""

import base64
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from schemactl.files.annotation_row import COLUMNS, annotation_rows
from schemactl.files.arrow import arrow, parquet
from schemactl.files.dataset import Document, Layout, Loss, Record, Shape, give_types
from schemactl.files.exact_json import read_exactly, write_exactly
from schemactl.files.parquet_file import broken_parquet, column_names, open_parquet
from schemactl.model.release import ReleasedSchema

NAME = "parquet"
SHAPE = Shape()

_ROWS = 8192
_AS_JSON = frozenset({"region", "value", "attributes"})


def read(path: Path, layout: Layout) -> Iterator[Record]:
    """Yield one record per row; its line is the number of the row.

    Times, dates and durations are text as Arrow writes them, with `T` between date and time and
    without zeros at the end of a fraction; bytes are text in base64; decimals are
    numbers, exact where they are whole.
    """
    number = 0
    with open_parquet(path) as file:
        names = column_names(path, file)
        for batch in _batches(path, file):
            columns = _cells(path, batch)
            for row in zip(*columns, strict=True) if columns else ():
                number += 1
                values = dict(zip(names, row, strict=True))
                if layout.types:
                    give_types(path, number, values, layout)
                yield Record(number, 0, b"", values)


def write(path: Path, documents: Iterable[Document], schema: ReleasedSchema) -> Iterator[Loss]:
    """Write a row per annotation, with regions, values and attributes as JSON; nothing is lost."""
    del schema
    columns = _columns()
    rows = annotation_rows(documents)
    with parquet().ParquetWriter(path, columns, compression="zstd") as file:
        while batch := list(islice(rows, _ROWS)):
            for row in batch:
                for name in _AS_JSON & row.keys():
                    row[name] = write_exactly(row[name]).decode()
            file.write_table(arrow().Table.from_pylist(batch, schema=columns))
    return iter(())


def _columns() -> Any:
    kinds: dict[str, Any] = {name: arrow().string() for name in COLUMNS}
    kinds |= dict.fromkeys(_AS_JSON, arrow().json_())
    kinds |= dict.fromkeys(("confidence", "width", "height", "duration"), arrow().float64())
    kinds |= {"frames": arrow().int64(), "cites": arrow().list_(arrow().string())}
    return arrow().schema(list(kinds.items()))


def list_columns(path: Path) -> frozenset[str]:
    """Return the columns of lists, and dotted ones where they stand in structs."""
    with open_parquet(path) as file:
        return frozenset(_lists(file.schema_arrow, ""))


def _lists(fields: Iterable[Any], above: str) -> Iterator[str]:
    kinds = arrow().types
    tests = (kinds.is_list, kinds.is_large_list, kinds.is_fixed_size_list)
    for field in fields:
        if kinds.is_struct(field.type):
            inner = (field.type.field(at) for at in range(field.type.num_fields))
            yield from _lists(inner, f"{above}{field.name}.")
        elif any(is_list(field.type) for is_list in tests):
            yield above + field.name


def _batches(path: Path, file: Any) -> Iterator[Any]:
    try:
        yield from file.iter_batches(batch_size=_ROWS)
    except (arrow().ArrowException, OSError, UnicodeDecodeError) as error:
        raise broken_parquet(path, error) from None


def _cells(path: Path, batch: Any) -> list[list[Any]]:
    try:
        return [cells_of(column) for column in batch.columns]
    except UnicodeDecodeError as error:
        raise broken_parquet(path, error) from None


def cells_of(column: Any) -> list[Any]:
    """Return the cells of a column as JSON could say them.

    Raises UnicodeDecodeError for a text that is none.
    """
    kinds = arrow().types
    if kinds.is_dictionary(column.type):
        column = column.dictionary_decode()
    kind = column.type
    if getattr(kind, "extension_name", None) == "arrow.json":
        return [None if cell is None else read_exactly(cell) for cell in column.to_pylist()]
    if kinds.is_temporal(kind) and not kinds.is_interval(kind):
        return [_moment(text) for text in column.cast(arrow().string()).to_pylist()]
    cells: list[Any] = column.to_pylist()
    if kinds.is_primitive(kind) or kinds.is_string(kind) or kinds.is_large_string(kind):
        return cells
    return [_plain(cell) for cell in cells]


def _moment(text: str | None) -> str | None:
    if text is None:
        return None
    text = text.replace(" ", "T", 1)
    whole, point, fraction = text.partition(".")
    zone = "Z" if fraction.endswith("Z") else ""
    digits = fraction.removesuffix("Z").rstrip("0")
    return f"{whole}{point if digits else ''}{digits}{zone}"


def _plain(value: Any) -> Any:
    turn = _TURNS.get(type(value))
    if turn is not None:
        return turn(value)
    return str(value) if type(value) not in _KEPT else value


def _number(value: Decimal) -> float:
    """Return a decimal as a number; a whole one that no float is stays exact."""
    found = float(value)
    return found if found == value or value != value.to_integral_value() else int(value)


_KEPT = frozenset({type(None), bool, int, float, str})
_TURNS: dict[type, Callable[[Any], Any]] = {
    bytes: lambda value: base64.b64encode(value).decode(),
    Decimal: _number,
    datetime: lambda value: _moment(value.isoformat(" ").replace("+00:00", "Z")),
    list: lambda value: [_plain(one) for one in value],
    # Arrow gives a map as a list of pairs, which has become a list of lists.
    tuple: lambda value: [_plain(one) for one in value],
    dict: lambda value: {str(name): _plain(one) for name, one in value.items()},
}
