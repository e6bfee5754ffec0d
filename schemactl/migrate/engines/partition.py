"""Partition: what a Spark task does with the rows that it is handed, as batches of Arrow.

A task writes one row per kind of output, so that its files are whole or not there, however often
it is tried. Spark ends each row with the same bytes, which are left out here where they end it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import product
from typing import Any, NamedTuple

import orjson

from schemactl.errors import SchemactlError
from schemactl.files.arrow import arrow, compute
from schemactl.files.dataset import BOM
from schemactl.migrate.engines.making import Place
from schemactl.migrate.engines.unit import Made, Units, address

# What ends every line of JSON, and every Parquet file.
LINE_END = b"\n"
FILE_END = b"1"
KINDS = ("data", "undo", "queue")
TOLD = "told"
FAILED = "failed"


class Edges(NamedTuple):
    """What Spark does not tell of the files: which begin with a mark, which end without an end.

    `unended` leads to the offset of the line that has no end.
    """

    marked: frozenset[str]
    unended: Mapping[str, int]


class Stretch(NamedTuple):
    """The lines of a file that begin behind one offset and up to another one."""

    file: str
    begin: int
    size: int

    def holds(self, offset: int) -> bool:
        """Tell whether the line at an offset is among them."""
        return self.begin < offset <= self.begin + self.size or self.begin == offset == 0


def migrate_lines(units: Units, edges: Edges, batches: Iterable[Any]) -> Iterator[Any]:
    """Yield what a stretch of lines comes to: rows of kind and value."""
    stretch, parts = None, []
    for batch in batches:
        stretch = _only_one(batch, stretch)
        parts.append(_joined(batch.column(0)))
    if stretch is None:
        return
    begin = BOM if stretch.begin == 0 and stretch.file in edges.marked else b""
    is_ended = not stretch.holds(edges.unended.get(stretch.file, -1))
    lines = b"".join([begin, LINE_END.join(parts), LINE_END if is_ended else b""])
    place = Place(stretch.file, stretch.begin)
    yield rows_of(partial(units.lines, place, lines), LINE_END)


def migrate_files(units: Units, batches: Iterable[Any]) -> Iterator[Any]:
    """Yield what a Parquet file comes to: rows of kind and value."""
    for batch in batches:
        for content, name in zip(batch.column(0), batch.column(1).to_pylist(), strict=True):
            whole = content.as_buffer().to_pybytes()
            yield rows_of(partial(units.file, Place(address(name), 0), whole), FILE_END)


def _only_one(batch: Any, before: Stretch | None) -> Stretch:
    """Return the stretch of a batch. Raises ValueError where rows are of several."""
    columns = [batch.column(number).unique().to_pylist() for number in (1, 2, 3)]
    found = {Stretch(address(file), *spot) for file, *spot in product(*columns)}
    if before is not None:
        found.add(before)
    if len(found) > 1:
        raise ValueError(f"one task was handed several stretches: {found}")
    return found.pop()


def _joined(lines: Any) -> bytes:
    whole = arrow().ListArray.from_arrays([0, len(lines)], lines)
    [joined] = compute().binary_join(whole, LINE_END)
    found: bytes = joined.as_py()
    return found


def rows_of(make: Callable[[], Made], end: bytes) -> Any:
    """Return rows of kind and value of what is made; values lack the end that Spark gives them."""
    try:
        made = make()
    except SchemactlError as error:
        told = orjson.dumps({"message": error.message, "hint": error.hint})
        return _batch({FAILED: told})
    values = {kind: getattr(made, kind) for kind in KINDS}
    sizes = {kind: len(value) for kind, value in values.items()}
    found = {kind: value.removesuffix(end) for kind, value in values.items() if value}
    return _batch({**found, TOLD: orjson.dumps({**made.told, "sizes": sizes})})


def _batch(rows: Mapping[str, bytes]) -> Any:
    kinds = arrow().array(list(rows), type=arrow().string())
    values = arrow().array(list(rows.values()), type=arrow().binary())
    return arrow().RecordBatch.from_arrays([kinds, values], names=["kind", "value"])
