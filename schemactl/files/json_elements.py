"""JSON larger than memory: the values of its outermost object or list, one by one, with places."""

import re
from collections.abc import Container, Generator, Iterator
from pathlib import Path

from schemactl.files.json_element import Element, Stretch, decode
from schemactl.files.json_knife import LONGEST, Knife, single, too_long, unclosed
from schemactl.files.json_runs import NO_PROOFS, Proofs, prove_json, runs
from schemactl.files.json_structure import Nesting, outline
from schemactl.files.json_text import BLOCK, JsonText, misplaced
from schemactl.files.stream import open_data

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
    proofs: Proofs = NO_PROOFS,
    last: str | None = None,
) -> Iterator[Stretch]:
    """Yield the objects of a list, or the values of an object, in the order of the file.

    A list under one of the keys in `lists` is yielded as its objects, any other value whole.
    Only the values of `wanted` keys are yielded, where that is given, and nothing is read behind
    the value of the key `last`. Objects of a list of which `proofs` prove something are yielded
    as runs, many at once. Memory is that of some blocks and of the longest value. Raises
    SchemactlError with line and column for what is no JSON between the values, and for keys that
    stand there twice; the values are checked by whoever decodes them with `decode`.
    """
    with open_data(path) as file:
        text = JsonText(path, file, block_size)
        first = text.peek()
        if first == b"[":
            text.take()
            yield from _objects(text, None)
        elif first == b"{":
            text.take()
            is_cut = yield from _members(text, lists, wanted, proofs, last)
            if is_cut:
                return
        else:
            text.refuse("a list or an object is expected", text.offset)
        if text.peek():
            text.refuse("something stands after the end", text.offset)


def _members(
    text: JsonText,
    lists: Container[str],
    wanted: Container[str] | None,
    proofs: Proofs,
    last: str | None,
) -> Generator[Stretch, None, bool]:
    """Yield the values of an object, behind its opening brace; return if it was left before."""
    seen: set[str] = set()
    if text.peek() == b"}":
        text.take()
        return False
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
                yield from _objects(text, key, proofs)
            else:
                _skip(text)
        if key == last:
            return True
        if text.expect(b",}", "`,` or `}` is expected") == b"}":
            return False


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
    return single(key, line, offset, b"".join(parts), False)


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
            raise too_long(text, start)
        if not text.fill():
            raise unclosed(text, start)


def _skip(text: JsonText) -> None:
    """Go behind the bracket that closes the list whose opening bracket is behind."""
    start, before = text.offset - 1, Nesting(0, False)
    for _ in runs(text, None, prove_json):
        pass
    while True:
        found = outline(text.block[text.at :], before, only_end=True)
        if found.end is not None:
            text.at += found.end + 1
            return
        before = found.after
        if not text.fill():
            raise unclosed(text, start)


def _objects(text: JsonText, key: str | None, proofs: Proofs = NO_PROOFS) -> Iterator[Stretch]:
    """Yield the objects of a list, behind its opening bracket."""
    is_owed = False
    prove = proofs.get(key or "")
    if prove is not None:
        for found in runs(text, key, prove):
            is_owed = True
            yield found
    yield from _cut(text, key, True, is_owed)
    text.expect(b"]", "`,` or `]` is expected")


def _cut(
    text: JsonText, key: str | None, is_one_of: bool, is_owed: bool = False
) -> Iterator[Stretch]:
    """Yield the objects and lists up to a bracket that closes what is around them."""
    start, before = text.offset - is_one_of, Nesting(0, False)
    knife = Knife(text, key, is_one_of, is_owed)
    while True:
        block = text.block[text.at :]
        found = outline(block, before)
        yield from knife.cut(block, found)
        if found.end is not None:
            return
        before = found.after
        if not text.fill():
            raise unclosed(text, knife.offset if knife.parts else start)
