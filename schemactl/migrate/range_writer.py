"""Range writer: the output, the undo frame and the entries of a range, built in one go."""

from array import array
from collections import Counter
from collections.abc import Sequence
from io import BytesIO

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
        self.sizes = array("I")
        self.olds: list[bytes] = []
        self.stream = BytesIO(content)
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
        self.sizes.append(len(old))
        self.olds.append(old)
        self.at = begin + len(old)
        self.grown += len(new) - len(old)

    def replace_all(self, begins: Numbers, olds: Sequence[bytes], news: Sequence[bytes]) -> None:
        """Let known bytes at many places, at least one, give way to others."""
        self.replace_sized(begins, _sizes(olds), news, _sizes(news))

    def replace_sized(
        self, begins: Numbers, sizes: Numbers, news: Sequence[bytes], new_sizes: Numbers
    ) -> None:
        """Let bytes of known sizes at many places, at least one, give way to others."""
        count = len(news)
        steps = np.empty(2 * count, dtype=np.int64)
        steps[1::2] = sizes
        steps[0] = begins[0] - self.at
        np.subtract(begins[1:], begins[:-1] + sizes[:-1], out=steps[2::2])
        self.stream.seek(self.at)
        parts = list(map(self.stream.read, steps.tolist()))
        self.olds += parts[1::2]
        parts[1::2] = news
        self.parts += parts
        self.copies.frombytes(steps[::2].astype(self.copies.typecode).tobytes())
        self.skips.frombytes(new_sizes.astype(self.skips.typecode).tobytes())
        self.sizes.frombytes(sizes.astype(self.sizes.typecode).tobytes())
        self.grown += int(new_sizes.sum() - sizes.sum())
        self.at = int(begins[-1] + sizes[-1])

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
        columns = [self.copies, self.skips, self.sizes]
        undo = frame(columns, b"".join(self.olds), len(content) - self.at)
        output = b"".join([*self.parts, content[self.at :]])
        found = Range(len(content), lines, self.records, output, undo, self.entries, self.counts)
        return found._replace(is_settled=False)


def _sizes(texts: Sequence[bytes]) -> Numbers:
    return np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
