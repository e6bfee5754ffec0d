"""JSON edits: values deep in a JSON text are changed, cut out or added; all other bytes stay."""

import re
from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

import orjson

from schemactl.files.json_line import gaps_without
from schemactl.files.rewriting import Splice, spliced

# Keys and positions that lead from the outermost value to another.
Way = tuple[str | int, ...]
Spans = list[tuple[int, int]]

_BLANKS = re.compile(rb"[ \t\r\n]*")
_STRING = rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"'
_KEY = re.compile(rb"[ \t\r\n]*(" + _STRING + rb")[ \t\r\n]*:[ \t\r\n]*", re.DOTALL)
_COLON = re.compile(rb"[ \t\r\n]*:[ \t\r\n]*")
_NEXT = re.compile(rb"[ \t\r\n]*([,}\]])")
_MARK = re.compile(_STRING + rb"|[\[\]{}]", re.DOTALL)
_USUAL_DEPTH = 8


def _value_pattern() -> re.Pattern[bytes]:
    """Return what matches a value with so many brackets in each other at most."""
    plain = rb'[^\[\]{}"]*+'
    flat = plain + b"(?:" + _STRING + plain + b")*+"
    inner = flat
    for _ in range(_USUAL_DEPTH):
        inner = flat + rb"(?:[\[{]" + inner + rb"[\]}]" + flat + b")*+"
    return re.compile(rb'[^\s,\[\]{}"]++|' + _STRING + rb"|[\[{]" + inner + rb"[\]}]", re.DOTALL)


_VALUE = _value_pattern()


class _Node:
    """What becomes of a value, and of those in it."""

    __slots__ = ("added", "inner", "is_gone", "key", "new")

    def __init__(self) -> None:
        self.inner: dict[str | int, _Node] = {}
        self.added: list[bytes] = []
        self.key: str | None = None
        self.new: bytes | None = None
        self.is_gone = False


class Member(NamedTuple):
    """A member of an object, or an element of a list: where its key and its value stand.

    The key of an element is the place before it, which has no bytes.
    """

    name: str | int
    key: tuple[int, int]
    begin: int
    end: int


class Edits:
    """Changes of a JSON text, which is an object or a list; every way leads to a value in it."""

    def __init__(self) -> None:
        """Begin without a change."""
        self.root = _Node()

    def __bool__(self) -> bool:
        """Tell whether anything changes."""
        return bool(self.root.inner or self.root.added)

    def put(self, way: Way, value: object) -> None:
        """Write another value, which is encoded."""
        self._at(way).new = orjson.dumps(value)

    def cut(self, way: Way) -> None:
        """Take out a member with its key, or an element, and one comma with it."""
        self._at(way).is_gone = True

    def name(self, way: Way, key: str) -> None:
        """Give a member another key."""
        self._at(way).key = key

    def multiply(self, raw: bytes, way: Way, copies: Iterable["Edits"]) -> None:
        """Put several copies of an element into its list, each with edits of its own."""
        element = raw[slice(*span_of(raw, way))]
        made = [spliced(element, edits.splices(element)) for edits in copies]
        self._at(way).new = b", ".join(made)

    def add(self, way: Way, value: object, key: str | None = None) -> None:
        """Add an element behind the last one of a list, or with a key a member of an object."""
        written = orjson.dumps(value)
        named = written if key is None else orjson.dumps(key) + b": " + written
        self._at(way).added.append(named)

    def _at(self, way: Way) -> _Node:
        node = self.root
        for step in way:
            node = node.inner.setdefault(step, _Node())
        return node

    def splices(self, raw: bytes) -> list[Splice]:
        """Return what changes, in order. Raises KeyError where a way leads nowhere."""
        found: list[Splice] = []
        if self:
            _change(raw, (_first(raw), len(raw)), self.root, found)
        return sorted(found)


def span_of(raw: bytes, way: Way) -> tuple[int, int]:
    """Return where a value begins and ends. Raises KeyError where a way leads nowhere."""
    begin, end = _first(raw), len(raw)
    for step in way:
        member = next((one for one in _members(raw, begin) if one.name == step), None)
        if member is None:
            raise KeyError(step)
        begin, end = member.begin, member.end
    return begin, end


def value_at(value: Any, way: Way) -> Any:
    """Return the decoded value to which a way leads."""
    for step in way:
        value = value[step]
    return value


def emptied(value: Any, gone: Collection[Way]) -> set[Way]:
    """Return the ways to lists and objects of which all that they hold is gone."""
    counts: dict[Way, int] = {}
    for way in gone:
        counts[way[:-1]] = counts.get(way[:-1], 0) + 1
    return {way for way, count in counts.items() if count == len(value_at(value, way))}


def _first(raw: bytes) -> int:
    """Return where the outermost object or list begins."""
    places = [at for at in (raw.find(b"{"), raw.find(b"[")) if at >= 0]
    return min(places)


def _members(raw: bytes, begin: int) -> "_Members":
    return _Members(raw, begin)


class _Members:
    """The members of an object, or the elements of a list, one after the other."""

    __slots__ = ("at", "is_object", "position", "raw")

    def __init__(self, raw: bytes, begin: int) -> None:
        self.raw = raw
        self.is_object = raw[begin : begin + 1] == b"{"
        self.at: int | None = begin + 1
        self.position = 0

    def __iter__(self) -> "_Members":
        return self

    def __next__(self) -> Member:
        raw, at = self.raw, self.at
        if at is None:
            raise StopIteration
        name: str | int
        if self.is_object:
            found = _KEY.match(raw, at)
            if found is None:
                raise StopIteration
            written = found[1]
            name = orjson.loads(written) if b"\\" in written else written[1:-1].decode()
            key, begin = found.span(1), found.end()
        else:
            begin = _after_blanks(raw, at)
            name, key = self.position, (begin, begin)
            if raw[begin : begin + 1] == b"]":
                raise StopIteration
        end = _end_of_value(raw, begin)
        comma = _NEXT.match(raw, end)
        self.at = comma.end() if comma is not None and comma[1] == b"," else None
        self.position += 1
        return Member(name, key, begin, end)


def _after_blanks(raw: bytes, at: int) -> int:
    found = _BLANKS.match(raw, at)
    return found.end() if found is not None else at


def _end_of_value(raw: bytes, begin: int) -> int:
    found = _VALUE.match(raw, begin)
    if found is not None:
        return found.end()
    depth = 0
    for mark in _MARK.finditer(raw, begin):
        depth += (mark[0] in (b"{", b"[")) - (mark[0] in (b"}", b"]"))
        if depth == 0:
            return mark.end()
    raise KeyError(begin)


def _change(raw: bytes, place: tuple[int, int], node: _Node, found: list[Splice]) -> None:
    """Add what changes in an object or a list, which begins at a place and ends in it."""
    inner = node.inner
    is_whole = bool(node.added) or any(one.is_gone for one in inner.values())
    members = None if is_whole else _found(raw, place, inner)
    if members is None:
        _scan(raw, place[0], node, is_whole, found)
        return
    for member in members:
        _change_member(raw, member, inner[member.name], found)


def _scan(raw: bytes, begin: int, node: _Node, is_whole: bool, found: list[Splice]) -> None:
    """Read members one after the other, all of them where some leave or others come."""
    inner = node.inner
    spans: Spans = []
    gone: list[int] = []
    wanted = len(inner)
    for member in _members(raw, begin):
        spans.append((member.key[0], member.end))
        one = inner.get(member.name)
        if one is None:
            continue
        wanted -= 1
        if one.is_gone:
            gone.append(len(spans) - 1)
        else:
            _change_member(raw, member, one, found)
        if not wanted and not is_whole:
            return
    if wanted:
        raise KeyError(begin)
    found += [Splice(*cut, b"") for cut in gaps_without(spans, gone)] if gone else []
    if node.added:
        found.append(_addition(raw, begin, node.added, spans, len(gone)))


def _found(
    raw: bytes, place: tuple[int, int], wanted: Collection[str | int]
) -> list[Member] | None:
    """Return members of an object that can be told without reading it; None where some cannot.

    Without a backslash every quote begins or ends a text; so a key that the object has, and that
    stands in its place once, can be nothing but the key. Values end somewhere in the place.
    """
    begin, end = place
    if raw[begin : begin + 1] != b"{" or b"\\" in raw:
        return None
    members = []
    for name in wanted:
        key = b'"%s"' % str(name).encode()
        at = raw.find(key, begin, end)
        colon = _COLON.match(raw, at + len(key))
        if at < 0 or colon is None or raw.find(key, at + 1, end) >= 0:
            return None
        members.append(Member(name, (at, at + len(key)), colon.end(), end))
    return members


def _change_member(raw: bytes, member: Member, node: _Node, found: list[Splice]) -> None:
    if node.key is not None:
        found.append(Splice(*member.key, orjson.dumps(node.key)))
    if node.new is not None:
        found.append(Splice(member.begin, _end_of_value(raw, member.begin), node.new))
    elif node.inner or node.added:
        _change(raw, (member.begin, member.end), node, found)


def _addition(raw: bytes, begin: int, added: list[bytes], spans: Spans, gone: int) -> Splice:
    """Return what is written behind the last member, with commas as they stand there."""
    gap = raw[spans[-2][1] : spans[-1][0]] if len(spans) > 1 else b", "
    at = spans[-1][1] if spans else begin + 1
    return Splice(at, at, (gap if len(spans) > gone else b"") + gap.join(added))
