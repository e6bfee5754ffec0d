"""jsonl: one JSON object per line; what its keys mean is said by their names or by --column."""

import json
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import orjson

from schemactl.files.annotation_row import annotation_rows
from schemactl.files.dataset import (
    BOM,
    Document,
    Layout,
    Loss,
    Record,
    Shape,
    give_types,
    unreadable,
)
from schemactl.files.exact_json import may_hold_long_number, read_again, write_exactly
from schemactl.files.json_keys import TooDeep, keys_in
from schemactl.files.json_line import element_spans, gaps_without, member_spans, value_span
from schemactl.files.rewriting import GONE, Elements, Splice
from schemactl.files.stream import Chunk, line_chunks
from schemactl.model.release import ReleasedSchema

NAME = "jsonl"
SHAPE = Shape()

_BEYOND_64_BITS = 2.0**63
# How nearly all files end a key.
_KEY_END = b'":'


def read(path: Path, layout: Layout) -> Iterator[Record]:
    """Yield one record per line; blank lines are none."""
    for chunk in line_chunks(path):
        yield from records(path, chunk, layout)


def records(path: Path, chunk: Chunk, layout: Layout) -> list[Record]:
    """Return the records in lines of a file that follow each other."""
    number, offset, keys = chunk.line, chunk.offset, 0
    found = []
    for raw in BytesIO(chunk.lines):
        line = raw.removeprefix(BOM) if number == 1 else raw
        if line and not line.isspace():
            values, count = _loads(path, number, line)
            keys += count
            found.append(Record(number, offset, raw, values))
        number += 1
        offset += len(raw)
    if may_repeat_keys(chunk.lines, keys):
        for record in found:
            _refuse_duplicates(path, record)
    if layout.types:
        for record in found:
            give_types(path, record.line, record.values, layout)
    return found


def may_repeat_keys(text: bytes, keys: int) -> bool:
    """Tell whether text of which so many keys were read may have had more, the same ones again."""
    return text.count(_KEY_END) != keys or _has_wide_keys(text)


def cell_splices(record: Record, cells: Mapping[str, Any], layout: Layout) -> list[Splice]:
    """Return what new values of columns change in a line; a dotted column leads into objects."""
    del layout
    found = []
    gone: dict[tuple[str, ...], list[str]] = {}
    for column, value in cells.items():
        path = [column] if column in record.values else column.split(".")
        span = value_span(record.raw, path)
        if span is None:
            raise KeyError(column)
        if value is GONE:
            gone.setdefault(tuple(path[:-1]), []).append(path[-1])
        elif isinstance(value, Elements):
            found += _element_splices(record.raw, span[0], value)
        else:
            found.append(Splice(*span, orjson.dumps(value)))
    for path_above, keys in gone.items():
        found += _member_cuts(record.raw, path_above, keys)
    return sorted(found)


def _element_splices(raw: bytes, begin: int, elements: Elements) -> list[Splice]:
    spans = element_spans(raw, begin)
    gone = [position for position, value in elements.changes.items() if value is GONE]
    cuts = [Splice(*cut, b"") for cut in gaps_without(spans, gone)] if gone else []
    return cuts + [
        Splice(*spans[position], orjson.dumps(value))
        for position, value in elements.changes.items()
        if value is not GONE
    ]


def _member_cuts(raw: bytes, path: tuple[str, ...], keys: list[str]) -> list[Splice]:
    above = value_span(raw, path)
    members = member_spans(raw, above[0] if above else 0)
    names = list(members)
    gone = [names.index(key) for key in keys]
    return [Splice(*cut, b"") for cut in gaps_without(list(members.values()), gone)]


def write(path: Path, documents: Iterable[Document], schema: ReleasedSchema) -> Iterator[Loss]:
    """Write a line per annotation, with the names of the fields as keys; nothing is lost."""
    del schema
    with path.open("wb") as file:
        for row in annotation_rows(documents):
            file.write(write_exactly(row) + b"\n")
    return iter(())


def _loads(path: Path, number: int, line: bytes) -> tuple[dict[str, Any], int]:
    """Return the object of a line, and how many keys it has with those inside."""
    try:
        values = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        hint = "each line is one JSON object; give --as FORMAT if the file is another format"
        raise unreadable(path, number, _fault(line, error), hint) from None
    if not isinstance(values, dict):
        found = "a list" if isinstance(values, list) else f"{values!r}"
        what = f"{found} where a JSON object is expected"
        raise unreadable(path, number, what, "each line is one JSON object")
    keys = len(values)
    may_be_long = False
    for value in values.values():
        kind = type(value)
        if kind is dict or kind is list:
            keys += _keys_of(path, number, value)
            may_be_long = True
        elif kind is float and abs(value) >= _BEYOND_64_BITS:
            may_be_long = True
    if may_be_long and may_hold_long_number(line):
        exact: dict[str, Any] = read_again(line)
        return exact, keys
    return values, keys


def _fault(line: bytes, error: orjson.JSONDecodeError) -> str:
    try:
        line.decode()
    except UnicodeDecodeError as wrong:
        return f"not valid JSON: not UTF-8 at byte {wrong.start + 1} of the line"
    return f"not valid JSON: {error.msg} in column {error.colno}"


def _keys_of(path: Path, number: int, value: dict[str, Any] | list[Any]) -> int:
    try:
        return keys_in(value)
    except TooDeep as error:
        raise unreadable(path, number, str(error), "data is a few levels deep at most") from None


def _has_wide_keys(text: bytes) -> bool:
    """Tell whether there may be white space between a key and its colon."""
    # One byte is found much faster than two.
    return b" :" in text or any(mark in text and mark + b":" in text for mark in (b"\t", b"\r"))


def _refuse_duplicates(path: Path, record: Record) -> None:
    """Raise SchemactlError where an object says a key twice, of which readers keep only one."""

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        values = dict(pairs)
        if len(values) < len(pairs):
            names = [name for name, _ in pairs]
            twice = next(name for name in names if names.count(name) > 1)
            what = f"the key {twice!r} stands there twice"
            raise unreadable(path, record.line, what, "keep the one that is meant")
        return values

    json.loads(record.raw.removeprefix(BOM), object_pairs_hook=unique)
