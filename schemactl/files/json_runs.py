"""JSON runs: objects of a long list that follow each other, cut without a look at each of them.

Where a run ends is guessed by the bytes between objects. That it is whole objects is what proves
itself: behind the bracket of a list, what can be read up to some place as a list ends there.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

import msgspec

from schemactl.files.json_element import Stretch
from schemactl.files.json_knife import Knife
from schemactl.files.json_structure import Nesting, outline
from schemactl.files.json_text import SPACE, JsonText

# Returns what is proven of some bytes, if they are objects with commas between them; else None.
Prove = Callable[[bytes], object]
Proofs = Mapping[str, Prove]
NO_PROOFS: Proofs = MappingProxyType({})

# What is looked at together stays in the cache of a processor.
_SIZE = 2**19
_BEFORE_FIRST = re.compile(rb"[ \t\r\n]*(?=\{)")
_BEFORE_NEXT = re.compile(rb"[ \t\r\n]*,[ \t\r\n]*(?=\{)")
_FIRST_KEY = re.compile(rb'\{[ \t\r\n]*"[^"\\]*"')
# White space that may stand between two objects, and how often the next place is tried.
_LONGEST_GAP = 64
_TRIES = 8
_WHOLE = Nesting(0, False)
_skip = msgspec.json.Decoder(msgspec.Raw).decode


def prove_json(text: bytes) -> object:
    """Return the values, if they can be the inner text of a list; else None."""
    try:
        return _skip(b"[%s]" % text)
    except (msgspec.MsgspecError, RecursionError):
        return None


def runs(text: JsonText, key: str | None, prove: Prove) -> Iterator[Stretch]:
    """Yield objects from the beginning of a list on, as far as they can be taken so.

    Where something is proven of objects, it stands in the stretch, and their places do not. It
    ends before an object whose end is not found.
    """
    mark, before = b"", _BEFORE_FIRST
    while True:
        if len(text.block) - text.at < _SIZE:
            text.more()
        gap = before.match(text.block, text.at)
        if gap is None:
            return
        begin = gap.end()
        mark = mark or _mark_at(text.block, begin)
        if not mark:
            return
        end = _last_end(text.block, begin, mark)
        found = _proven(text, key, (begin, end), prove)
        if found is None:
            cut = list(_cut_unproven(text, key, end, before is _BEFORE_NEXT))
            if not cut:
                return
            yield from cut
        else:
            yield found
        before = _BEFORE_NEXT


def _proven(
    text: JsonText, key: str | None, place: tuple[int, int], prove: Prove
) -> Stretch | None:
    """Return the objects of a place, and go behind them; None where nothing is proven."""
    block = text.block[slice(*place)]
    proof = prove(block)
    if proof is None:
        # Perhaps the list ends there, and the objects behind it are others.
        found = outline(block, _WHOLE)
        if found.end is None or not found.closes:
            return None
        block = block[: found.closes[-1]]
        proof = prove(block)
    if proof is None:
        return None
    text.at = place[0]
    stretch = Stretch(key, text.here(), text.offset, block, (), (), (), True, proof)
    text.at += len(block)
    return stretch


def _mark_at(block: bytes, begin: int) -> bytes:
    """Return what an object begins with, up to its first key; nothing where it has none."""
    found = _FIRST_KEY.match(block, begin)
    return b"" if found is None else found[0]


def _last_end(block: bytes, begin: int, mark: bytes) -> int:
    """Return where the last object ends that one like the first follows in good time.

    Where there is none, perhaps the list ends there.
    """
    at = end = min(begin + _SIZE, len(block))
    for _ in range(_TRIES):
        at = block.rfind(mark, begin + 1, at)
        if at < 0:
            break
        before = block[max(begin, at - _LONGEST_GAP) : at]
        rest = before.rstrip(SPACE)
        if rest.endswith(b","):
            rest = rest[:-1].rstrip(SPACE)
            if rest.endswith(b"}"):
                return at - len(before) + len(rest)
    return end


def _cut_unproven(text: JsonText, key: str | None, end: int, is_owed: bool) -> Iterator[Stretch]:
    """Yield objects up to a place, with the place of each; none where it is inside of one."""
    block = text.block[text.at : end]
    found = outline(block, _WHOLE)
    if found.end is None and found.after == _WHOLE and found.closes:
        # What stands behind the last object goes with the next one.
        yield from Knife(text, key, True, is_owed).cut(block[: found.closes[-1]], found)
