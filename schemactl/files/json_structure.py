"""Where the objects and lists in a block of JSON text begin and end."""

from functools import cache
from typing import Any, NamedTuple

from schemactl.files.arrays import numpy

_QUOTE = ord('"')
_LINE_END = ord("\n")


class Nesting(NamedTuple):
    """How deep a text stands in objects and lists, and whether it stopped inside a string."""

    depth: int
    in_string: bool


class Outline(NamedTuple):
    """The outermost objects and lists of a block.

    `opens` are the places of their first bytes, `closes` the places after their last; the first
    of `closes` may end what began in an earlier block. `lines` tells for each of `opens` how
    many line ends stand before it. `end` is the place of the bracket that closes what is around
    them, where the block has it, and `after` is the state at the end of the block.
    """

    opens: list[int]
    closes: list[int]
    lines: list[int]
    end: int | None
    after: Nesting


def outline(block: bytes, before: Nesting, only_end: bool = False) -> Outline:
    r"""Return the outline of a block that does not end between a backslash and its character.

    What stands in strings does not count: a string goes from a quote to the next that has no
    odd number of backslashes before it. Depth is a running sum of brackets; both kinds count
    alike, since whoever decodes what stands between finds those that do not match. With
    `only_end`, objects and lists are not told.
    """
    np = numpy()

    if b"\\" in block:
        # Replacing goes from left to right, so that pairs are taken from the first of a run.
        block = block.replace(b"\\\\", b"__").replace(b'\\"', b"__")
    codes = np.frombuffer(block, np.uint8)
    places = np.flatnonzero(np.frombuffer(block.translate(_marks()), np.bool_))
    kinds = codes[places]
    quotes = kinds == _QUOTE
    quoted = np.cumsum(quotes, dtype=np.int64) + before.in_string
    in_string = bool(quoted[-1] & 1) if len(quoted) else before.in_string
    brackets = ~quotes & (quoted & 1 == 0)
    places, kinds = places[brackets], kinds[brackets]
    # Opening brackets and braces have the second bit of ASCII set, closing ones do not.
    steps = np.where(kinds & 2, 1, -1)
    depths = np.cumsum(steps) + before.depth
    after = Nesting(int(depths[-1]) if len(depths) else before.depth, in_string)
    ends = np.flatnonzero(depths < 0)
    end = int(places[ends[0]]) if len(ends) else None
    if end is not None:
        places, steps, depths = (part[: ends[0]] for part in (places, steps, depths))
    if only_end:
        return Outline([], [], [], end, after)
    opens = places[(steps > 0) & (depths == 1)]
    closes = places[(steps < 0) & (depths == 0)] + 1
    return Outline(opens.tolist(), closes.tolist(), _lines(codes, opens), end, after)


def _lines(codes: Any, opens: Any) -> list[int]:
    np = numpy()

    line_ends = np.flatnonzero(codes == _LINE_END)
    found: list[int] = np.searchsorted(line_ends, opens).tolist()
    return found


@cache
def _marks() -> bytes:
    """Return the table that turns quotes and brackets into 1 and all else into 0."""
    return bytes(1 if chr(code) in '"{}[]' else 0 for code in range(256))
