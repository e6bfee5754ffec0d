"""Where the value of a key stands in a line of JSON, so that its bytes alone can give way."""

import re
from collections.abc import Collection, Sequence

import orjson

_STRING = rb'"(?:[^"\\]|\\.)*"'
_SPACE = rb"[ \t\r\n]*"
_BLANKS = re.compile(_SPACE)
_KEY = re.compile(_SPACE + rb"(" + _STRING + rb")" + _SPACE + rb":" + _SPACE)
_ATOM = re.compile(_STRING + rb"|[^\s,\[\]{}\"]+")
_MARK = re.compile(_STRING + rb"|[\[\]{}]")
_NEXT = re.compile(_SPACE + rb"([,}])")


def value_span(line: bytes, path: Sequence[str]) -> tuple[int, int] | None:
    """Return where the value at a path of keys begins and ends; None where there is none.

    The line is a JSON object that has been decoded before, so it is well formed; a key stands
    in it once. White space around the value is not part of it.
    """
    begin, end = line.find(b"{"), len(line)
    for key in path:
        found = _member(line, begin, key)
        if found is None:
            return None
        begin, end = found
    return begin, end


def text_span(line: bytes, key: bytes, text: bytes) -> tuple[int, int] | None:
    """Return where a text stands behind its key, if that can be told without reading the line.

    Both are JSON with their quotes, and the line is known to be an object with this key and
    this text. Without a backslash every quote begins or ends a text; so a key that stands there
    once can be nothing but the key, and what follows its colon nothing but its value. None says
    that the line must be read.
    """
    at = line.find(key)
    if at < 0 or b"\\" in line or line.find(key, at + 1) >= 0:
        return None
    begin = at + len(key) + 1
    end = begin + len(text)
    if line[at + len(key) : end] == b":" + text and line[end : end + 1] in (b",", b"}"):
        return begin, end
    return None


def element_spans(line: bytes, begin: int) -> list[tuple[int, int]]:
    """Return where each element of the list that begins there begins and ends."""
    spans: list[tuple[int, int]] = []
    at = _skip(line, begin + 1)
    while line[at : at + 1] != b"]":
        end = _end_of_value(line, at)
        spans.append((at, end))
        at = _skip(line, end)
        if line[at : at + 1] == b",":
            at = _skip(line, at + 1)
    return spans


def member_spans(line: bytes, begin: int) -> dict[str, tuple[int, int]]:
    """Return where each member of the object that begins there begins, key first, and ends."""
    spans: dict[str, tuple[int, int]] = {}
    at = begin + 1
    while found := _KEY.match(line, at):
        end = _end_of_value(line, found.end())
        spans[orjson.loads(found[1])] = (found.start(1), end)
        comma = _NEXT.match(line, end)
        at = comma.end() if comma else end
    return spans


def gaps_without(spans: Sequence[tuple[int, int]], gone: Collection[int]) -> list[tuple[int, int]]:
    """Return what is to be cut so that some of the neighbours in a list, or an object, are gone.

    Each takes one comma with it; where all are gone, the brackets stay.
    """
    first = next((at for at in range(len(spans)) if at not in gone), len(spans) - 1)
    cuts = []
    for at in sorted(gone):
        if at < first:
            cuts.append((spans[at][0], spans[at + 1][0]))
        else:
            cuts.append(
                (spans[at - 1][1] if at > 0 and at != first else spans[at][0], spans[at][1])
            )
    return cuts


def _skip(line: bytes, at: int) -> int:
    space = _BLANKS.match(line, at)
    return space.end() if space else at


def _member(line: bytes, begin: int, key: str) -> tuple[int, int] | None:
    """Return the place of a member's value in the object that begins at `begin`."""
    if line[begin : begin + 1] != b"{":
        return None
    at = begin + 1
    while found := _KEY.match(line, at):
        value = found.end()
        end = _end_of_value(line, value)
        if orjson.loads(found[1]) == key:
            return value, end
        comma = _NEXT.match(line, end)
        if comma is None or comma[1] == b"}":
            return None
        at = comma.end()
    return None


def _end_of_value(line: bytes, begin: int) -> int:
    if line[begin : begin + 1] not in (b"{", b"["):
        atom = _ATOM.match(line, begin)
        return atom.end() if atom else begin
    depth = 0
    for found in _MARK.finditer(line, begin):
        mark = found[0]
        depth += (mark in (b"{", b"[")) - (mark in (b"}", b"]"))
        if depth == 0:
            return found.end()
    return len(line)
