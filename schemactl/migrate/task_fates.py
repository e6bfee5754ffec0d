"""Task fates: what becomes of results of Label Studio that say the same in what decides.

The general lane judges a task with one such result. Where nothing decides but the control and the
labels, and nothing changes but the labels in their place, all such results become the same.
"""

from collections import Counter
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from schemactl.errors import SchemactlError
from schemactl.files.dataset import Record
from schemactl.files.datasets.label_studio import task_records
from schemactl.files.json_element import Element
from schemactl.files.label_studio_reader import NOTHING, Key, example_of
from schemactl.migrate.lane import DocumentLane
from schemactl.migrate.outcome import Place
from schemactl.migrate.tally import RECORDS_IN, Counts
from schemactl.migrate.tally import Key as CountKey

_MOST = 2**16


class ResultFate(NamedTuple):
    """What becomes of a result.

    `edits` are places in its labels as they are written, what stands there, and what comes
    instead. `counts` are those of one result, and `moves` its labels before and after. Tasks with
    one that `is_slow` go through the general lane.
    """

    is_slow: bool = False
    is_mapped: bool = False
    edits: tuple[tuple[int, bytes, bytes], ...] = ()
    counts: tuple[tuple[CountKey, int], ...] = ()
    moves: tuple[tuple[Place, Place], ...] = ()


SLOW = ResultFate(is_slow=True)


class TaskFates:
    """Learns the fates of results of one file."""

    def __init__(self, path: Path, lane: DocumentLane) -> None:
        """Judge as the lane does."""
        self.path = path
        self.lane = lane
        self.numbers: dict[Key, int] = {}
        # The first one is for what is new once so many are known.
        self.fates = [SLOW]
        self.may_fold = lane.fates.may_fold

    def number(self, key: Key) -> int:
        """Return the number of the fate of results with a key."""
        number = self.numbers.get(key)
        if number is None:
            if len(self.numbers) >= _MOST:
                return 0
            number = self.numbers[key] = len(self.fates)
            self.fates.append(self._learned(key))
        return number

    def folds(self, fates: Collection[ResultFate]) -> bool:
        """Tell whether labels of different results may have become equal that were not."""
        before: dict[Place, Place] = {}
        moves = (move for fate in fates for move in fate.moves)
        return any(before.setdefault(after, one) != one for one, after in moves)

    def _learned(self, key: Key) -> ResultFate:
        kind, control, _ = key
        if kind is None or (control is None) != (key == NOTHING or kind == "relation"):
            return SLOW
        if not isinstance(control, str | None):
            return SLOW
        text, labels = example_of(key)
        try:
            [record] = task_records(self.path, [Element(None, 1, 0, text, True)])
            return self._fate(record, labels, labels + len(key[2]))
        except SchemactlError:
            # Whoever cannot be judged alone is refused with his place.
            return SLOW

    def _fate(self, record: Record, begin: int, end: int) -> ResultFate:
        fates = [self.lane.fates.fate(use) for use in record.uses]
        moves = [(one.before, one.after) for one in fates if one is not None]
        if len(moves) < len(fates) or record.problems:
            return SLOW
        change = self.lane.change(record)
        if change.entry is not None or change.has_left:
            return SLOW
        if any(splice.begin < begin or splice.end > end for splice in change.splices):
            return SLOW
        counts = change.counts - Counter({RECORDS_IN: 1})
        is_mapped = counts["annotation", "mapped"] > 0
        counts -= Counter({("record", "mapped" if is_mapped else "unchanged"): 1})
        edits = (
            (one.begin - begin, record.raw[one.begin : one.end], one.new) for one in change.splices
        )
        return ResultFate(False, is_mapped, tuple(edits), tuple(counts.items()), tuple(moves))


def count(counts: Counts, fate: ResultFate, times: int) -> None:
    """Count so many results with a fate."""
    for key, each in fate.counts:
        counts[key] += each * times
