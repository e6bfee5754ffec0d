"""Types of cells: what `--column NAME=COL:type` makes of the text of a CSV file or a JSON value."""

import math
import re
from typing import Any, Literal, NamedTuple, get_args

import orjson

from schemactl.files.exact_json import read_exactly

CellTypeName = Literal["int", "float", "bool", "json", "string"]
CELL_TYPES: tuple[str, ...] = get_args(CellTypeName)

# Narrower than what Python reads: no blanks, no underscores, no digits of other scripts.
_INTEGER = re.compile(r"[+-]?[0-9]+\Z")
_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?\Z")
_FLAGS = {"true": True, "false": False, "True": True, "False": False}
# Python refuses to parse longer digit strings by default.
_LONGEST_INTEGER = 4000


class CellType(NamedTuple):
    """The type of a column; where it is optional an empty cell is null."""

    name: str
    optional: bool = False

    def __str__(self) -> str:
        """Write the type as the option has it."""
        return f"{self.name}?" if self.optional else self.name


def parse_cell_type(text: str) -> CellType | None:
    """Read int, float, bool, json or string, with `?` where an empty cell is null."""
    name = text.removesuffix("?")
    return CellType(name, text.endswith("?")) if name in CELL_TYPES else None


def typed(value: Any, kind: CellType) -> Any:
    """Return the value as the type has it. Raises ValueError with the reason."""
    if value is None or (kind.optional and value == ""):
        return None
    if kind.name == "json":
        return _json(value) if isinstance(value, str) else value
    if isinstance(value, str):
        return _from_text(value, kind.name)
    if kind.name == "float" and type(value) in (int, float):
        return float(value)
    if kind.name == "string" and type(value) is int:
        return str(value)
    if type(value).__name__ == kind.name:
        return value
    raise ValueError(f"{value!r} is no {kind.name}")


def _from_text(text: str, name: str) -> Any:
    match name:
        case "string":
            return text
        case "int" if _INTEGER.match(text) and len(text) < _LONGEST_INTEGER:
            return int(text)
        case "float" if _NUMBER.match(text) and math.isfinite(float(text)):
            return float(text)
        case "bool" if text in _FLAGS:
            return _FLAGS[text]
    if text == "":
        raise ValueError(f"an empty cell is no {name}; write the type as {name}?")
    raise ValueError(f"{text!r} is no {name}")


def _json(text: str) -> Any:
    try:
        return read_exactly(text)
    except orjson.JSONDecodeError:
        raise ValueError(f"{text!r} is not JSON") from None
