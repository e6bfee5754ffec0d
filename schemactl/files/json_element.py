"""Element: one value in a JSON text with its place, and what it says."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from schemactl.files.json_text import misplaced


class Element(NamedTuple):
    """A value in a JSON text: `key` is the name in the outermost object that it stands under.

    `raw` are its bytes without white space around them, `offset` is where they begin in the
    file, and `line` counts from 1. `is_one_of` tells that it is one of a list under the key.
    """

    key: str | None
    line: int
    offset: int
    raw: bytes
    is_one_of: bool


def decode(path: Path, element: Element) -> Any:
    """Return the value of an element. Raises SchemactlError with line and column."""
    try:
        return orjson.loads(element.raw)
    except orjson.JSONDecodeError as error:
        place = len(error.doc[: error.pos].encode(errors="surrogatepass"))
        try:
            element.raw.decode()
        except UnicodeDecodeError as wrong:
            place = wrong.start
        raise misplaced(path, element.offset + place, f"not valid JSON: {error.msg}") from None


def decode_object(path: Path, element: Element) -> dict[str, Any]:
    """Return the object that an element is; no key stands there twice. Raises SchemactlError."""
    values = decode(path, element)
    if not isinstance(values, dict):
        raise misplaced(path, element.offset, "an object is expected")
    raw = element.raw
    is_wide = b'" :' in raw or b'"\t:' in raw or b'"\r' in raw or b'"\n' in raw
    if is_wide or raw.count(b'":') != _keys_in(values):
        json.loads(raw, object_pairs_hook=lambda pairs: _unique(path, element, pairs))
    return values


def _keys_in(value: dict[str, Any] | list[Any]) -> int:
    """Return how many keys a value has with all inside it."""
    count = 0
    inner: Iterable[Any] = value
    if type(value) is dict:
        count = len(value)
        inner = value.values()
    for one in inner:
        if type(one) is dict or type(one) is list:
            count += _keys_in(one)
    return count


def _unique(path: Path, element: Element, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise misplaced(path, element.offset, f"the key `{twice}` stands there twice")
    return values
