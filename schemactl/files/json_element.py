"""Element: one value in a JSON text with its place, and what it says; a stretch of such."""

import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import compress
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from schemactl.files.exact_json import may_hold_long_number, read_exactly
from schemactl.files.json_keys import TooDeep, keys_in
from schemactl.files.json_text import misplaced

# So few objects at a time are gone before Python's collector looks at them: with a megabyte,
# reading takes 1.4 times as long.
_BATCH = 2**16
# White space that may stand between a key and its colon.
_WIDE = (b'" :', b'"\t', b'"\r', b'"\n')


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


class Stretch(NamedTuple):
    """Values that follow each other in a JSON text: several of a list, else one.

    `opens` and `closes` are the places in `block` of their first bytes and behind their last
    ones, `lines` are their lines less `line`, and `offset` is where the block begins. Where
    something is proven of a block of whole values, these places may be missing.
    """

    key: str | None
    line: int
    offset: int
    block: bytes
    opens: Sequence[int]
    closes: Sequence[int]
    lines: Sequence[int]
    is_one_of: bool
    proof: object = None

    @property
    def text(self) -> bytes:
        """The values with what stands between them; no values are no text."""
        if not self.opens:
            return b""
        return self.block[self.opens[0] : self.closes[-1]]

    def element(self, at: int) -> Element:
        """Return one of the values."""
        begin, end = self.opens[at], self.closes[at]
        line, offset = self.line + self.lines[at], self.offset + begin
        return Element(self.key, line, offset, self.block[begin:end], self.is_one_of)

    def elements(self) -> Iterator[Element]:
        """Yield the values."""
        key, block, is_one_of = self.key, self.block, self.is_one_of
        for begin, end, line in zip(self.opens, self.closes, self.lines, strict=True):
            yield Element(key, self.line + line, self.offset + begin, block[begin:end], is_one_of)

    def only(self, which: Sequence[bool]) -> "Stretch":
        """Return some of the values."""
        opens, closes, lines = (
            list(compress(marks, which)) for marks in (self.opens, self.closes, self.lines)
        )
        return self._replace(opens=opens, closes=closes, lines=lines)

    def parts(self, size: int) -> Iterator["Stretch"]:
        """Yield the same values in stretches of about so many bytes."""
        first = 0
        while first < len(self.opens):
            last = max(first + 1, bisect_left(self.closes, self.opens[first] + size))
            cut = slice(first, last)
            yield self._replace(
                opens=self.opens[cut], closes=self.closes[cut], lines=self.lines[cut]
            )
            first = last


def decode(path: Path, element: Element) -> Any:
    """Return the value of an element. Raises SchemactlError with line and column."""
    try:
        return read_exactly(element.raw)
    except orjson.JSONDecodeError as error:
        place, what = len(error.doc[: error.pos].encode(errors="surrogatepass")), error.msg
        try:
            element.raw.decode()
        except UnicodeDecodeError as wrong:
            place, what = wrong.start, "not UTF-8"
        raise misplaced(path, element.offset + place, f"not valid JSON: {what}") from None


def decode_objects(path: Path, elements: Iterable[Element]) -> Iterator[tuple[Element, Any]]:
    """Yield elements with their values; those of a list are objects. Raises SchemactlError.

    No object says a key twice, which is looked for in many elements at a time.
    """
    batch: list[Element] = []
    size = 0
    for element in elements:
        batch.append(element)
        size += len(element.raw)
        if size >= _BATCH:
            yield from _decoded(path, batch)
            batch, size = [], 0
    yield from _decoded(path, batch)


def _decoded(path: Path, batch: list[Element]) -> Iterator[tuple[Element, Any]]:
    values = _flat_objects(b",".join([element.raw for element in batch]), len(batch))
    return zip(batch, _values(path, batch) if values is None else values, strict=True)


def decode_stretch(path: Path, stretch: Stretch) -> list[Any]:
    """Return the values of a stretch, as `decode_objects` does. Raises SchemactlError."""
    values = _flat_objects(stretch.text, len(stretch.opens)) if stretch.is_one_of else None
    return _values(path, list(stretch.elements())) if values is None else values


def _flat_objects(joined: bytes, count: int) -> list[Any] | None:
    """Return so many values where all are objects with none inside, read at once.

    None where one is something else, may say a key twice, or cannot be read.
    """
    if joined.count(b"{") != count or may_hold_long_number(joined):
        return None
    try:
        values: list[Any] = orjson.loads(b"[" + joined + b"]")
    except orjson.JSONDecodeError:
        return None
    # Elements are cut at their own brackets: as many objects as braces are the elements.
    if len(values) != count or set(map(type, values)) != {dict}:
        return None
    return None if may_repeat_keys(joined, sum(map(len, values))) else values


def may_repeat_keys(text: bytes, keys: int) -> bool:
    """Tell whether text of which so many keys were read may have had more, the same ones again."""
    if text.count(b'":') != keys:
        return True
    # Where each colon is one behind a quote, none stands behind white space.
    return text.count(b":") != keys and any(gap in text for gap in _WIDE)


def _values(path: Path, batch: list[Element]) -> list[Any]:
    """Return the values of elements one by one. Raises SchemactlError."""
    values, keys = [], 0
    for element in batch:
        value = decode(path, element)
        values.append(value)
        if type(value) is dict and element.raw.count(b"{") == 1:
            keys += len(value)
        elif type(value) is dict or (type(value) is list and not element.is_one_of):
            keys += _keys_of(path, element, value)
        elif element.is_one_of:
            raise misplaced(path, element.offset, "an object is expected")
    if may_repeat_keys(b"".join([element.raw for element in batch]), keys):
        for element in batch:
            _refuse_duplicates(path, element)
    return values


def _keys_of(path: Path, element: Element, value: dict[str, Any] | list[Any]) -> int:
    try:
        return keys_in(value)
    except TooDeep as error:
        raise misplaced(path, element.offset, str(error)) from None


def _refuse_duplicates(path: Path, element: Element) -> None:
    json.loads(element.raw, object_pairs_hook=lambda pairs: _unique(path, element, pairs))


def _unique(path: Path, element: Element, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise misplaced(path, element.offset, f"the key `{twice}` stands there twice")
    return values
