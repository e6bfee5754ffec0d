"""jsonl: one JSON object per line; what its keys mean is said by their names or by --column."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import orjson

from schemactl.files.cell import typed
from schemactl.files.dataset import BOM, Layout, Record, Shape, unreadable

NAME = "jsonl"
SHAPE = Shape()

# Whole numbers beyond 64 bits, which orjson reads as floats.
_LONG_NUMBER = re.compile(rb"[0-9]{19}")
_BEYOND_64_BITS = 2.0**63


def recognise(path: Path, head: bytes) -> bool:
    """Tell by the brace that opens the first line."""
    if path.suffix == ".json":
        return False
    return head.removeprefix(BOM).lstrip().startswith(b"{")


def read(path: Path, layout: Layout) -> Iterator[Record]:
    """Yield one record per line; blank lines are none."""
    types = layout.types
    offset = 0
    with path.open("rb") as file:
        for number, raw in enumerate(file, 1):
            line = raw[len(BOM) :] if number == 1 and raw.startswith(BOM) else raw
            if not line.isspace() and line:
                values = _loads(path, number, line)
                if types:
                    _give_types(path, number, values, layout)
                yield Record(number, offset, raw, values)
            offset += len(raw)


def _loads(path: Path, number: int, line: bytes) -> dict[str, Any]:
    try:
        values = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        what = f"not valid JSON: {error.msg} in column {error.colno}"
        hint = "each line is one JSON object; give --as FORMAT if the file is another format"
        raise unreadable(path, number, what, hint) from None
    if not isinstance(values, dict):
        found = "a list" if isinstance(values, list) else f"{values!r}"
        what = f"{found} where a JSON object is expected"
        raise unreadable(path, number, what, "each line is one JSON object")
    for value in values.values():
        kind = type(value)
        is_long = kind is float and abs(value) >= _BEYOND_64_BITS
        if (is_long or kind is dict or kind is list) and _LONG_NUMBER.search(line):
            return _loads_exactly(path, number, line)
    return values


def _loads_exactly(path: Path, number: int, line: bytes) -> dict[str, Any]:
    """Read a line that is known to be valid, with whole numbers of any length."""

    def refuse(word: str) -> NoReturn:
        raise ValueError(word)

    try:
        values: dict[str, Any] = json.loads(line, parse_constant=refuse)
    except ValueError as error:
        what = f"a number that cannot be read: {error}"
        raise unreadable(path, number, what, "write very long numbers as text") from None
    return values


def _give_types(path: Path, number: int, values: dict[str, Any], layout: Layout) -> None:
    for column, kind in layout.types.items():
        if column in values:
            try:
                values[column] = typed(values[column], kind)
            except ValueError as error:
                hint = f"mend the line, or give `{column}` another type with --column"
                raise unreadable(path, number, f"`{column}`: {error}", hint) from None
