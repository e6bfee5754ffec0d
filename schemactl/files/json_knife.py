"""Knife: cuts blocks of JSON text into the objects of a list, with what may stand between them."""

from collections.abc import Iterator, Sequence

from schemactl.errors import SchemactlError
from schemactl.files.json_element import Stretch
from schemactl.files.json_structure import Outline
from schemactl.files.json_text import SPACE, JsonText, misplaced

# No object of a data set is as long; what is, is one that was never closed.
LONGEST = 2**28

_GAPS = (b",", b", ", b",\n")


def single(key: str | None, line: int, offset: int, raw: bytes, is_one_of: bool) -> Stretch:
    """Return a stretch of one value."""
    return Stretch(key, line, offset, raw, [0], [len(raw)], [0], is_one_of)


def unclosed(text: JsonText, offset: int) -> SchemactlError:
    """Return the failure of what is open where the file ends."""
    return misplaced(text.path, offset, "what begins here is not closed at the end of the file")


def too_long(text: JsonText, offset: int) -> SchemactlError:
    """Return the failure of what is longer than any object of a data set."""
    return misplaced(text.path, offset, f"what begins here is longer than {LONGEST >> 20} MiB")


class Knife:
    """Cuts blocks into the objects of a list; an object may go over several blocks."""

    def __init__(
        self, text: JsonText, key: str | None, is_one_of: bool, is_owed: bool = False
    ) -> None:
        """Begin before the first object, or behind one, to which a comma is owed."""
        self.text = text
        self.key = key
        self.is_one_of = is_one_of
        # What was read of an object that goes on in the next block, and where it began.
        self.parts: list[bytes] = []
        self.line = self.offset = 0
        # Whether a comma must stand before the next object, and whether one stands there.
        self.is_owed, self.is_given = is_owed, False

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
            raise too_long(self.text, self.offset)

    def _kept(self) -> Stretch:
        raw = b"".join(self.parts)
        self.parts = []
        self.is_owed, self.is_given = True, False
        return single(self.key, self.line, self.offset, raw, self.is_one_of)

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
