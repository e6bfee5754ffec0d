"""The fast lane of documents: boxes that say what boxes before them said, inside their images.

A box is fast where its label, task, stamps and status were found clean before, it says nothing
else, and it stands inside an image of known size. All else goes through the general lane.
"""

from collections import Counter, defaultdict
from typing import Any, NamedTuple

import numpy as np

from schemactl.data.check_place import PIXELS, sides_of
from schemactl.data.check_run import CheckRun, count_key, region_key
from schemactl.data.fast_lane import Verdict
from schemactl.data.key_bag import KeyBag
from schemactl.data.placed import Placed
from schemactl.files.dataset import Record, Use

_MOST_VERDICTS = 2**16
# Boxes that wait to be counted together.
_BATCH = 2**12
# Areas below the square of this are exact, however they are computed.
LARGEST = 2**24
BOX = "box"


class _Box(NamedTuple):
    """A box with which nothing is wrong: its verdict, who says it, its key and its area."""

    verdict: Verdict
    who: tuple[str, str | None, str | None, str | None]
    key: int
    size: float


class FastBoxes:
    """Shows the boxes of one file to a check."""

    def __init__(self, run: CheckRun, items: KeyBag) -> None:
        """Keep what the general lane would keep, and hashes of the items."""
        self.run = run
        self.items = items
        self.known: dict[tuple[Any, ...], Verdict] = {}
        self.waiting: list[_Box] = []

    def see(self, record: Record) -> bool:
        """Take a record through the first look; tell whether it is fast."""
        box = self._read(record)
        if box is None:
            return False
        self.waiting.append(box)
        if len(self.waiting) >= _BATCH:
            self.flush()
        return True

    def is_usual(self, record: Record) -> bool:
        """Tell whether the first look found nothing to suspect in a record that is fast."""
        box = self._read(record)
        if box is None:
            return False
        run, verdict, (item, task, annotator, batch) = self.run, box.verdict, box.who
        return not (
            box.key in run.suspects.said
            or run.is_suspect_item(task, item, annotator, batch)
            or run.measures.is_region_far_out(task, verdict.label, item, box.size)
        )

    def learn(self, record: Record, placed: Placed) -> None:
        """Remember that a box is clean, where all that decides is looked up."""
        deciding = _deciding(record)
        if deciding is None or placed.task is None or len(self.known) >= _MOST_VERDICTS:
            return
        if placed.task.taxonomy.task.type == BOX and placed.annotation.label is not None:
            self.known[deciding] = Verdict(placed.annotation, self.run)

    def flush(self) -> None:
        """Keep what waits."""
        run, boxes = self.run, self.waiting
        hashes: dict[str | None, list[int]] = defaultdict(list)
        for box in boxes:
            verdict, (item, task, annotator, batch) = box.verdict, box.who
            hashes[task].append(hash(item))
            if verdict.is_limited:
                run.counts[str(task)].add(count_key(item, annotator, batch))
            if verdict.is_trigger:
                run.triggers.add(hash(item))
        run.said.extend([box.key for box in boxes])
        for task, found in hashes.items():
            self.items.extend(set(found))
            run.measures.add_items(str(task), np.array(found, dtype=np.int64))
        sizes = Counter((box.verdict, box.size) for box in boxes)
        for (verdict, size), number in sizes.items():
            run.measures.add_sizes(str(verdict.task), str(verdict.label), size, number)
        self.waiting = []

    def _read(self, record: Record) -> _Box | None:
        """Return the box of a record; None where it is not fast."""
        deciding = _deciding(record)
        verdict = None if deciding is None else self.known.get(deciding)
        if verdict is None:
            return None
        use = record.uses[0]
        sides = sides_of(use.regions.get(BOX))
        size = None if sides is None else _inner_size(use, sides)
        if sides is None or size is None:
            return None
        written = use.annotation
        who = (written.item, verdict.task, written.annotator, written.batch)
        return _Box(verdict, who, region_key(who, verdict.label, sides), size)


def _deciding(record: Record) -> tuple[Any, ...] | None:
    """Return what decides about a box besides its place; None where there is more."""
    uses = record.uses
    if len(uses) != 1 or record.problems:
        return None
    written, path, content, regions, _ = uses[0]
    if not written.item or content is None or content.text is not None or BOX not in regions:
        return None
    # Value, attributes, time and citations are looked at one by one.
    if written[4:6] != (None, None) or written[7] is not None or written[15]:
        return None
    return (*written[1:3], *written[9:11], written[13], path, *regions)


def _inner_size(use: Use, sides: tuple[float, ...]) -> float | None:
    """Return the area of a box; None where it is empty, or not known to be inside its image."""
    left, top, width, height = sides
    content = use.content
    if content is None or content.width is None or content.height is None:
        return None
    right, bottom = left + width, top + height
    is_inside = (
        min(left, top) >= -PIXELS
        and min(width, height) > 0
        and right <= content.width + PIXELS <= LARGEST
        and bottom <= content.height + PIXELS <= LARGEST
    )
    return (right - left) * (bottom - top) if is_inside else None
