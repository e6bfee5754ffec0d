r"""Canonical rows: JSON text in which equal values, and only equal values, are the same bytes.

Keys are sorted by code point, there is no white space, strings are as they are, whole numbers
are digits, other numbers always have a point or an exponent.
"""

import json
import math
from typing import Any

import orjson

from schemactl.errors import SchemactlError

TYPE_NAMES: dict[type, str] = {
    type(None): "null",
    bool: "bool",
    int: "int",
    float: "float",
    str: "string",
    list: "list",
    dict: "object",
}

# Between these, and at 0, shortest digits are written without an exponent by everyone.
_SMALL = 1e-4
_LARGE = 1e16


def is_doubtful(kind: type) -> bool:
    """Tell whether values of the type may be written differently from what orjson writes."""
    return kind in (float, list, dict)


def type_name(value: object) -> str:
    """Return the name of a value's type as digests have it. Raises SchemactlError."""
    name = TYPE_NAMES.get(type(value))
    if name is None:
        hint = "a cell is null, true or false, a number, a text, a list or an object"
        raise SchemactlError(f"{value!r} has no place in a row", hint)
    return name


def plain_row(values: dict[str, Any] | list[Any]) -> bytes:
    """Return the canonical bytes of a row without floats, lists and objects."""
    try:
        return orjson.dumps(values, option=orjson.OPT_SORT_KEYS)
    except orjson.JSONEncodeError:
        return canonical_row(values)


def canonical_row(values: Any, doubtful: list[Any] | None = None) -> bytes:
    """Return the canonical bytes. Raises SchemactlError for NaN and for what JSON cannot say.

    Who knows the types may give the floats, lists and objects among the values as `doubtful`,
    so that the rest need not be looked at.
    """
    if is_plain(values if doubtful is None else doubtful):
        try:
            return orjson.dumps(values, option=orjson.OPT_SORT_KEYS)
        except orjson.JSONEncodeError:
            # A whole number beyond 64 bits, or text that is no Unicode: told apart below.
            pass
    return _written(values).encode()


def is_plain(values: Any) -> bool:
    """Tell whether orjson writes it as defined here, in every version of orjson.

    Its versions differ in how they write very large and very small floats, and it turns NaN
    into null. Types that JSON does not have are left to `_written`, which refuses them.
    """
    for value in values.values() if type(values) is dict else values:
        kind = type(value)
        if kind is float:
            if value != 0 and not _SMALL <= abs(value) < _LARGE:
                return False
        elif kind is list or kind is dict:
            if not is_plain(value):
                return False
        elif kind not in TYPE_NAMES:
            return False
    return True


def _written(value: Any) -> str:
    match TYPE_NAMES.get(type(value)):
        case "object":
            inner = (f"{_text(key)}:{_written(value[key])}" for key in sorted(value))
            return f"{{{','.join(inner)}}}"
        case "list":
            return f"[{','.join(map(_written, value))}]"
        case "float":
            return _number(value)
        case "string":
            return _text(value)
        case "int":
            return str(value)
    type_name(value)
    return json.dumps(value)


def _text(value: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError:
        hint = "a text is made of Unicode characters; half of a surrogate pair is none"
        raise SchemactlError(f"{value!a} is no text", hint) from None
    return json.dumps(value, ensure_ascii=False)


def _number(value: float) -> str:
    """Write the shortest digits that read back as the same number, with a plain exponent."""
    if not math.isfinite(value):
        raise SchemactlError(f"{value} is no number that can be recorded", "use null, or a number")
    digits, _, exponent = repr(value).partition("e")
    return f"{digits}e{int(exponent)}" if exponent else digits
