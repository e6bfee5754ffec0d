"""Row shape: what lines of JSON that are alike have in common, learned from one of them.

Each is one object of texts, numbers, true, false and null under the same keys in the same order,
written with the same gaps.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Words = NDArray[np.uint64]

WORD = 8

_MEMBER = re.compile(
    rb'(\{|, ?)"([A-Za-z0-9_.@$/-]+)":( ?)("(?:[^"\\]|\\.)*"|-?[0-9][0-9.eE+-]*|true|false|null)'
)
_END = b"}\n"


class Checks(NamedTuple):
    """Eight bytes at a time that stand before values: of which column, where, and what they are.

    `offsets` count from the value; `masks` take out what belongs to a value. Each has a row of its
    own. The `first` ones are of the first column, and see the end of the line before.
    """

    columns: Numbers
    offsets: Numbers
    words: Words
    masks: Words
    first: int


class RowShape(NamedTuple):
    """What rows look like: the bytes before each value, and how the values are checked.

    `gaps` lead from the quote that ends a key to its value, `sizes` are those of the heads; each
    has a row of its own. `texts` are the columns whose values are not decoded: no number is among
    them, which may be too large to be one. `numbers` are the others. Where rows are closed, the
    checks and `end` see the quotes that end the former.
    """

    heads: tuple[bytes, ...]
    gaps: Numbers
    sizes: Numbers
    deciding: tuple[int, ...]
    asked: dict[str, int]
    checks: Checks
    end: bytes
    are_closed: bool
    texts: tuple[int, ...]
    numbers: tuple[int, ...]
    decode: Callable[[bytes], list[Any]]


class Members(NamedTuple):
    """The members of a line: the bytes before each value, the key, and the value."""

    heads: tuple[bytes, ...]
    gaps: tuple[int, ...]
    names: tuple[str, ...]
    values: tuple[bytes, ...]


def members_of(line: bytes) -> Members | None:
    """Return the members of a line; None where it is no flat object, or a key is there twice."""
    found, at = [], 0
    while member := _MEMBER.match(line, at):
        found.append(member.groups())
        at = member.end()
    commas = [comma[:1] for comma, _, _, _ in found]
    is_flat = bool(found) and commas == [b"{", *[b","] * (len(found) - 1)]
    if not is_flat or line[at:].lstrip(b" ") != _END:
        return None
    names = tuple(name.decode() for _, name, _, _ in found)
    if len(set(names)) < len(names):
        return None
    heads = tuple(b'%s"%s":%s' % (comma, name, gap) for comma, name, gap, _ in found)
    gaps = tuple(len(b'":') + len(gap) for _, _, gap, _ in found)
    return Members(heads, gaps, names, tuple(value for _, _, _, value in found))


def shape_of(
    members: Members,
    numeric: Iterable[str],
    deciding: Sequence[str],
    asked: Sequence[str],
    are_closed: bool,
) -> RowShape:
    """Return the shape of rows with these members, of which some hold numbers.

    They are closed if that is wanted and all the others are texts.
    """
    names, heads = members.names, members.heads
    numbers = [name for name in names if name in set(numeric)]
    texts = tuple(at for at, name in enumerate(names) if name not in numbers)
    are_closed = are_closed and all(members.values[at].startswith(b'"') for at in texts)
    ends = [b'"' if are_closed and at in texts else b"" for at in range(len(heads))]
    end = ends[-1] + _END
    return RowShape(
        heads,
        np.array(members.gaps)[:, None],
        np.array(list(map(len, heads)))[:, None],
        tuple(names.index(name) for name in deciding),
        {name: names.index(name) for name in asked if name in names},
        _checks_of(heads, [end, *ends[:-1]]),
        end,
        are_closed,
        texts,
        tuple(map(names.index, numbers)),
        _decoder(numbers),
    )


def _checks_of(heads: Sequence[bytes], befores: Sequence[bytes]) -> Checks:
    """Return what is checked of heads, and of bytes before them."""
    found = []
    for column, (head, before) in enumerate(zip(heads, befores, strict=True)):
        # By a quote and a colon the place was found; a blank behind them has to be seen, too.
        known = before + head.removesuffix(b'":')
        last = max(0, len(known) - WORD)
        for at in sorted({*range(0, last, WORD), last}):
            word = known[at : at + WORD]
            mask = int.from_bytes(b"\xff" * len(word), "little")
            offset = at - len(before) - len(head)
            found.append((column, offset, int.from_bytes(word, "little"), mask))
    columns, offsets, words, masks = zip(*found, strict=True)
    return Checks(
        np.array(columns),
        np.array(offsets)[:, None],
        np.array(words, dtype="<u8")[:, None],
        np.array(masks, dtype="<u8")[:, None],
        columns.count(0),
    )


def _decoder(numbers: Sequence[str]) -> Callable[[bytes], list[Any]]:
    """Return what decodes numbers, and checks all else without making anything of it."""
    fields = [
        (f"c{position}", int | float | str | bool | None, msgspec.field(name=name))
        for position, name in enumerate(numbers)
    ]
    return msgspec.json.Decoder(msgspec.defstruct("Row", fields, gc=False)).decode_lines
