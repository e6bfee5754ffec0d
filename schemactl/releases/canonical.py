"""Canonical bytes `schemactl-c14n-1` and digests over stored bytes.

UTF-8 JSON without insignificant white space, a line feed at the end, keys sorted by code point,
list order kept, defaults not written, strings not normalised, non-integer numbers as decimal
strings. A digest is always taken over stored bytes, never over a value read from them.
"""

import hashlib
import math
from decimal import Decimal
from typing import Any

import orjson
from pydantic import BaseModel

from schemactl.errors import SchemactlError

# Above this a float no longer tells neighbouring integers apart.
_EXACT_INTEGERS = 2**53
_64_BITS = 2**63
_AS_IS = frozenset((str, bool, type(None)))


def digest_of(content: bytes) -> str:
    """Return `sha256:<64 hex digits>` of the bytes."""
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def canonical_bytes(value: BaseModel | dict[str, Any] | list[Any]) -> bytes:
    """Write a noun or plain data as canonical JSON. Raises SchemactlError for NaN or infinity."""
    plain = plain_data(value) if isinstance(value, BaseModel) else value
    return orjson.dumps(numbers_as_text(plain), option=orjson.OPT_SORT_KEYS) + b"\n"


def plain_data(noun: BaseModel) -> dict[str, Any]:
    """Return a noun as plain data, with the keys of the files and without defaults."""
    return noun.model_dump(mode="python", by_alias=True, exclude_defaults=True)


def numbers_as_text(value: Any) -> Any:
    """Return plain data as a release stores it: fractions and long whole numbers are texts."""
    # Most values are texts and small numbers, which stay as they are without a call each.
    if isinstance(value, dict):
        return {
            key: inner
            if (kind := type(inner)) in _AS_IS or (kind is int and -_64_BITS < inner < _64_BITS)
            else numbers_as_text(inner)
            for key, inner in value.items()
        }
    if isinstance(value, list | tuple):
        return [inner if type(inner) in _AS_IS else numbers_as_text(inner) for inner in value]
    if isinstance(value, float):
        return _decimal(value)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= _64_BITS:
        return str(value)
    return value


def _decimal(value: float) -> str | int:
    if not math.isfinite(value):
        raise SchemactlError(f"{value} is not a number that can be recorded", "give a finite one")
    if value.is_integer() and abs(value) < _EXACT_INTEGERS:
        return int(value)
    return format(Decimal(repr(value)), "f")
