"""The lane of boxes in a COCO file, which takes a stretch of annotations as columns.

It finds what the fast lane of documents finds, and asks that for what was found clean before.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from schemactl.data.check_place import PIXELS
from schemactl.data.coded import Coded, Which, hashes
from schemactl.data.fast_boxes import BOX, LARGEST, FastBoxes
from schemactl.data.fast_lane import Verdict
from schemactl.data.key_bag import Keys
from schemactl.data.mixed_key import mixed_columns
from schemactl.files.coco_boxes import Boxes, BoxReader
from schemactl.files.coco_tables import CocoTables
from schemactl.files.json_element import Stretch

Numbers = NDArray[np.float64]

_OUTLINE = "polygon"


class _Fast(NamedTuple):
    """The boxes of a stretch that are fast: which, and what is said of what, of each."""

    which: Which
    verdicts: Coded
    items: Keys
    sides: Numbers
    sizes: Numbers


class BoxLane:
    """Shows the boxes of one file to a check."""

    def __init__(self, boxes: FastBoxes, tables: CocoTables) -> None:
        """Take what annotations point to; `boxes` knows what was found clean."""
        self.boxes = boxes
        self.run = boxes.run
        self.reader = BoxReader(tables)
        self.images = tables.images
        self.names = [category.name for category in tables.categories.values()]
        self.stamps = tables.stamps

    def first(self, stretch: Stretch) -> Which | None:
        """Take a stretch through the first look; tell which boxes are fast, None: none is."""
        fast = self._read(stretch)
        if fast is None:
            return None
        run, verdicts, items = self.run, fast.verdicts, fast.items
        run.said.append(_keys(fast))
        self.boxes.items.append(np.unique(items))
        for code, verdict in enumerate(verdicts.values):
            are_its = verdicts.codes == code
            run.measures.add_items(str(verdict.task), items[are_its])
            sizes, numbers = np.unique(fast.sizes[are_its], return_counts=True)
            for size, number in zip(sizes.tolist(), numbers.tolist(), strict=True):
                run.measures.add_sizes(str(verdict.task), str(verdict.label), size, number)
            if verdict.is_limited:
                run.counts[str(verdict.task)].append(_count_keys(items[are_its]))
            if verdict.is_trigger:
                run.triggers.append(items[are_its])
        return fast.which

    def second(self, stretch: Stretch) -> Which | None:
        """Tell which boxes are fast and the first look did not suspect, None: none is."""
        fast = self._read(stretch)
        if fast is None:
            return None
        suspects, measures = self.run.suspects, self.run.measures
        odd = suspects.said.which(_keys(fast)) | suspects.items.which(fast.items)
        for code, verdict in enumerate(fast.verdicts.values):
            are_its = fast.verdicts.codes == code
            items, sizes = fast.items[are_its], fast.sizes[are_its]
            found = measures.are_regions_far_out(verdict.task, verdict.label, items, sizes)
            if verdict.is_limited:
                # Repetitions do not count as choices: where there are any, all are counted again.
                found |= len(suspects.said) > 0
                found |= suspects.counts[str(verdict.task)].which(_count_keys(items))
            odd[are_its] |= found
        usual = fast.which.copy()
        usual[fast.which] = ~odd
        return usual

    def _read(self, stretch: Stretch) -> _Fast | None:
        boxes = self.reader.read(stretch)
        if boxes is None:
            return None
        limits = self.images.sides[boxes.images]
        left_top, extent = boxes.sides[:, :2], boxes.sides[:, 2:]
        right_bottom = left_top + extent
        with np.errstate(invalid="ignore"):
            is_inside = (left_top >= -PIXELS) & (extent > 0) & (right_bottom <= limits + PIXELS)
        is_exact = limits + PIXELS <= LARGEST
        verdicts = self._verdicts(boxes)
        is_known = np.array([one is not None for one in verdicts.values])[verdicts.codes]
        which = (is_inside & is_exact).all(axis=1) & is_known
        if not which.any():
            return None
        inner = right_bottom[which] - left_top[which]
        sizes = inner[:, 0] * inner[:, 1]
        items = self.images.items[boxes.images[which]]
        return _Fast(which, verdicts.only(which), items, boxes.sides[which], sizes)

    def _verdicts(self, boxes: Boxes) -> Coded:
        """Return what was found of the category of each box, None where nothing was."""
        kinds, codes = np.unique(2 * boxes.categories + boxes.has_outline, return_inverse=True)
        return Coded([self._verdict(*divmod(kind, 2)) for kind in kinds.tolist()], codes)

    def _verdict(self, category: int, has_outline: int) -> Verdict | None:
        regions = (BOX, _OUTLINE) if has_outline else (BOX,)
        deciding = (None, self.names[category], *self.stamps, "final", (), *regions)
        return self.boxes.known.get(deciding)


def _keys(fast: _Fast) -> Keys:
    """Return the same keys as `region_key`."""
    verdicts, nobody = fast.verdicts, hashes([None])
    tasks = hashes([one.task for one in verdicts.values])[verdicts.codes]
    labels = hashes([one.label for one in verdicts.values])[verdicts.codes]
    # Without a sign, zero is one number.
    sides = np.ascontiguousarray((fast.sides + 0.0).T).view(np.int64)
    return mixed_columns(fast.items, tasks, nobody, nobody, labels, *sides)


def _count_keys(items: Keys) -> Keys:
    """Return the same keys as `count_key`."""
    return mixed_columns(items, hashes([None]), hashes([None]))
