"""Where the value of a key stands in a line of JSON, so that its bytes alone can give way."""

import re
from collections.abc import Sequence

import orjson

_STRING = rb'"(?:[^"\\]|\\.)*"'
_SPACE = rb"[ \t\r\n]*"
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
