"""JSON larger than memory: the values of its outermost object or list, one by one, with places."""

import re
from collections.abc import Container, Iterator, Sequence
from pathlib import Path

from schemactl.errors import SchemactlError
from schemactl.files.json_element import Element, Stretch, decode
from schemactl.files.json_structure import Nesting, Outline, outline
from schemactl.files.json_text import BLOCK, SPACE, JsonText, misplaced
from schemactl.files.stream import open_data

# No object of a data set is as long; what is, is one that was never closed.
LONGEST = 2**28

_GAPS = (b",", b", ", b",\n")
_SCALAR = re.compile(rb"[^ \t\r\n,\]}]+")


def read_elements(
    path: Path,
    lists: Container[str],
    wanted: Container[str] | None = None,
    block_size: int = BLOCK,
) -> Iterator[Element]:
    """Yield the values of `read_stretches` one by one."""
    for stretch in read_stretches(path, lists, wanted, block_size):
        yield from stretch.elements()


def read_stretches(
    path: Path,
    lists: Container[str],
    wanted: Container[str] | None = None,
    block_size: int = BLOCK,
) -> Iterator[Stretch]:
    """Yield the objects of a list, or the values of an object, in the order of the file.

    A list under one of the keys in `lists` is yielded as its objects, any other value whole.
    Only the values of `wanted` keys are yielded, where that is given. Memory is that of some
    blocks and of the longest value. Raises SchemactlError with line and column for what is no
    JSON between the values, and for keys that stand there twice; the values are checked by
    whoever decodes them with `decode`.
    """
    with open_data(path) as file:
        text = JsonText(path, file, block_size)
        first = text.peek()
        if first == b"[":
            text.take()
            yield from _objects(text, None)
        elif first == b"{":
            text.take()
            yield from _members(text, lists, wanted)
        else:
            text.refuse("a list or an object is expected", text.offset)
        if text.peek():
            text.refuse("something stands after the end", text.offset)


def _members(
    text: JsonText, lists: Container[str], wanted: Container[str] | None
) -> Iterator[Stretch]:
    """Yield the values of an object, behind its opening brace."""
    seen: set[str] = set()
    if text.peek() == b"}":
        text.take()
        return
    while True:
        key = _key(text, seen)
        is_wanted = wanted is None or key in wanted
        if text.peek() != b"[" or key not in lists:
            value = _whole(text, key)
            if is_wanted:
                yield value
        else:
            text.take()
            if is_wanted:
                yield from _objects(text, key)
            else:
                _skip(text)
        if text.expect(b",}", "`,` or `}` is expected") == b"}":
            return


def _key(text: JsonText, seen: set[str]) -> str:
    """Go over a key with its colon."""
    if text.peek() != b'"':
        text.refuse("a key in quotes is expected", text.offset)
    element = _whole(text, None).element(0)
    key: str = decode(text.path, element)
    if key in seen:
        raise misplaced(text.path, element.offset, f"the key `{key}` stands there twice")
    seen.add(key)
    text.expect(b":", "`:` is expected")
    return key


def _whole(text: JsonText, key: str | None) -> Stretch:
    """Return the next value, whatever it is."""
    first = text.peek()
    line, offset = text.here(), text.offset
    if first and first in b"{[":
        value = next(_cut(text, key, False))
        text.at = value.offset + value.closes[0] - text.base
        return value
    parts = []
    if first == b'"':
        text.take()
        parts = [b'"', *_until_quote(text)]
    else:
        while found := _SCALAR.match(text.block, text.at):
            parts.append(found[0])
            text.at = found.end()
            if text.at < len(text.block) or not text.fill():
                break
    if not parts:
        text.refuse("a value is expected", offset)
    return _single(key, line, offset, b"".join(parts), False)


def _single(key: str | None, line: int, offset: int, raw: bytes, is_one_of: bool) -> Stretch:
    return Stretch(key, line, offset, raw, [0], [len(raw)], [0], is_one_of)


def _until_quote(text: JsonText) -> Iterator[bytes]:
    """Yield the rest of a string with its closing quote."""
    start, size = text.offset - 1, 0
    while True:
        rest = text.block[text.at :]
        painted = rest.replace(b"\\\\", b"__").replace(b'\\"', b"__")
        end = painted.find(b'"')
        if end >= 0:
            text.at += end + 1
            yield rest[: end + 1]
            return
        size += len(rest)
        text.at = len(text.block)
        yield rest
        if size > LONGEST:
            raise _too_long(text, start)
        if not text.fill():
            raise _unclosed(text, start)


def _skip(text: JsonText) -> None:
    """Go behind the bracket that closes the list whose opening bracket is behind."""
    start, before = text.offset - 1, Nesting(0, False)
    while True:
        found = outline(text.block[text.at :], before, only_end=True)
        if found.end is not None:
            text.at += found.end + 1
            return
        before = found.after
        if not text.fill():
            raise _unclosed(text, start)


def _objects(text: JsonText, key: str | None) -> Iterator[Stretch]:
    """Yield the objects of a list, behind its opening bracket."""
    yield from _cut(text, key, True)
    text.expect(b"]", "`,` or `]` is expected")


def _cut(text: JsonText, key: str | None, is_one_of: bool) -> Iterator[Stretch]:
    """Yield the objects and lists up to a bracket that closes what is around them."""
    start, before = text.offset - is_one_of, Nesting(0, False)
    knife = _Knife(text, key, is_one_of)
    while True:
        block = text.block[text.at :]
        found = outline(block, before)
        yield from knife.cut(block, found)
        if found.end is not None:
            return
        before = found.after
        if not text.fill():
            raise _unclosed(text, knife.offset if knife.parts else start)


def _unclosed(text: JsonText, offset: int) -> SchemactlError:
    return misplaced(text.path, offset, "what begins here is not closed at the end of the file")


def _too_long(text: JsonText, offset: int) -> SchemactlError:
    return misplaced(text.path, offset, f"what begins here is longer than {LONGEST >> 20} MiB")


class _Knife:
    """Cuts blocks into the objects of a list; an object may go over several blocks."""

    def __init__(self, text: JsonText, key: str | None, is_one_of: bool) -> None:
        self.text = text
        self.key = key
        self.is_one_of = is_one_of
        # What was read of an object that goes on in the next block, and where it began.
        self.parts: list[bytes] = []
        self.line = self.offset = 0
        # Whether a comma must stand before the next object, and whether one stands there.
        self.is_owed = self.is_given = False

    def cut(self, block: bytes, found: Outline) -> Iterator[Stretch]:
        """Yield the objects that end in the block, and stand behind the last of them."""
        text, offset, line = self.text, self.text.offset, self.text.here()
        opens, closes, lines, end = found.opens, found.closes, found.lines, 0
        if self.parts:
            end = closes[0] if closes else len(block)
            self._keep(block[:end])
            if closes:
                yield self._kept()
                closes = closes[1:]
        if not self.is_one_of:
            opens, closes, lines = opens[:1], closes[:1], lines[:1]
        if closes:
            self._pass(block[end : opens[0]], offset + end, True)
            self._pass_between(block, offset, opens, closes)
            self.is_owed, self.is_given = True, False
            marks = (opens[: len(closes)], closes, lines[: len(closes)])
            yield Stretch(self.key, line, offset, block, *marks, self.is_one_of)
            end = closes[-1]
        if len(opens) > len(closes):
            begin = opens[-1]
            self._pass(block[end:begin], offset + end, True)
            self.line, self.offset = line + lines[-1], offset + begin
            self._keep(block[begin:])
        elif not self.parts:
            stop = len(block) if found.end is None else found.end
            self._pass(block[end:stop], offset + end, False)
            if found.end is not None and self.is_given:
                self.text.refuse("an object is expected after `,`", offset + stop)
            text.at += stop

    def _pass_between(
        self, block: bytes, offset: int, opens: Sequence[int], closes: Sequence[int]
    ) -> None:
        """Go over what stands between objects: mostly the same everywhere."""
        usual: tuple[bytes, ...] = ()
        for end, begin in zip(closes, opens[1:], strict=False):
            gap = block[end:begin]
            if gap not in usual:
                self.is_owed, self.is_given = True, False
                self._pass(gap, offset + end, True)
                usual = (*_GAPS, gap)

    def _keep(self, part: bytes) -> None:
        self.parts.append(part)
        if sum(map(len, self.parts)) > LONGEST:
            raise _too_long(self.text, self.offset)

    def _kept(self) -> Stretch:
        raw = b"".join(self.parts)
        self.parts = []
        self.is_owed, self.is_given = True, False
        return _single(self.key, self.line, self.offset, raw, self.is_one_of)

    def _pass(self, gap: bytes, offset: int, is_before: bool) -> None:
        """Go over what stands between objects; `is_before` tells that one follows."""
        bare = gap.strip(SPACE)
        at = offset + len(gap) - len(gap.lstrip(SPACE))
        if bare == b"," and self.is_owed:
            self.is_owed, self.is_given = False, True
        elif bare:
            is_missing = self.is_owed and not bare.startswith(b",")
            if self.is_owed and not is_missing:
                at += len(bare) - len(bare[1:].lstrip(SPACE))
            what = "`,` or `]` is expected" if is_missing else "an object or a list is expected"
            self.text.refuse(what, at)
        if is_before and self.is_owed:
            self.text.refuse("`,` is expected", offset + len(gap))
