"""Exact JSON: whole numbers of any length, which orjson reads as floats and does not write."""

import json
from typing import Any

import orjson

# Whole numbers of fewer digits have a place in 64 bits.
_LONG = b"0" * 19
_DIGITS = bytes.maketrans(b"123456789", b"0" * 9)


def may_hold_long_number(text: bytes) -> bool:
    """Tell whether there are so many digits in a row that a whole number may be beyond 64 bits."""
    # Twenty times faster than a search for digits.
    return _LONG in text.translate(_DIGITS)


def read_exactly(text: bytes | str) -> Any:
    """Return the value of a text. Raises orjson.JSONDecodeError."""
    value = orjson.loads(text)
    written = text.encode() if isinstance(text, str) else text
    return read_again(written) if may_hold_long_number(written) else value


def read_again(text: bytes) -> Any:
    """Read a text that orjson has read, with whole numbers of any length."""
    return json.loads(text)


def write_exactly(value: Any) -> bytes:
    """Return a value as JSON without white space, as orjson writes it."""
    try:
        return orjson.dumps(value)
    except orjson.JSONEncodeError:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
