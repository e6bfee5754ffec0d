"""Range writer: the output, the undo frame and the entries of a range, built in one go."""

from array import array
from collections import Counter
from collections.abc import Sequence

import numpy as np

from schemactl.files.even_rows import Numbers
from schemactl.migrate.lane import Change
from schemactl.migrate.queue_file import Entry
from schemactl.migrate.ranges import Range
from schemactl.migrate.tally import Counts
from schemactl.migrate.undo_file import frame
from schemactl.migrate.waiting import Spot, placed_at


class RangeWriter:
    """Collects what becomes of the rows of one range; offsets count from its beginning."""

    def __init__(self, content: bytes) -> None:
        """Begin with the bytes of a range."""
        self.content = content
        self.parts: list[bytes] = []
        self.copies = array("I")
        self.skips = array("I")
        self.olds: list[bytes] = []
        self.at = 0
        self.grown = 0
        self.records = 0
        self.entries: list[Entry] = []
        self.counts: Counts = Counter()

    def replace(self, begin: int, old: bytes, new: bytes) -> None:
        """Let known bytes give way to others."""
        self.copies.append(begin - self.at)
        self.parts += (self.content[self.at : begin], new)
        self.skips.append(len(new))
        self.olds.append(old)
        self.at = begin + len(old)
        self.grown += len(new) - len(old)

    def replace_all(self, begins: Numbers, olds: Sequence[bytes], news: Sequence[bytes]) -> None:
        """Let known bytes at many places, at least one, give way to others."""
        content = self.content
        count = len(news)
        sizes = np.fromiter(map(len, news), dtype=np.int64, count=count)
        ends = begins + np.fromiter(map(len, olds), dtype=np.int64, count=count)
        ats = np.concatenate(([self.at], ends[:-1]))
        parts = [b""] * (2 * count)
        parts[::2] = map(content.__getitem__, map(slice, ats.tolist(), begins.tolist()))
        parts[1::2] = news
        self.parts += parts
        self.copies.frombytes((begins - ats).astype(self.copies.typecode).tobytes())
        self.skips.frombytes(sizes.astype(self.skips.typecode).tobytes())
        self.olds += olds
        self.grown += int(np.sum(sizes) - np.sum(ends - begins))
        self.at = int(ends[-1])

    def add(self, change: Change, offset: int, size: int, ordinal: int) -> None:
        """Take in what the general lane says of a record."""
        # A comma that leaves with the record stood before it.
        gap = min(0, change.splices[0].begin) if change.splices else 0
        before = offset + self.grown + gap
        for begin, end, new in change.splices:
            self.replace(offset + begin, self.content[offset + begin : offset + end], new)
        self.counts.update(change.counts)
        if change.entry is not None:
            length = offset + size + self.grown - before
            at = before + length if change.has_left else before
            spot = Spot(ordinal, at, 0 if change.has_left else length)
            self.entries.append(placed_at(change.entry, spot))

    def finish(self, lines: int) -> Range:
        """Return the range."""
        content = self.content
        undo = frame(self.copies, self.skips, self.olds, len(content) - self.at)
        output = b"".join([*self.parts, content[self.at :]])
        found = Range(len(content), lines, self.records, output, undo, self.entries, self.counts)
        return found._replace(is_settled=False)
