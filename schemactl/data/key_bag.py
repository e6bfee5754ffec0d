"""KeyBag: any number of 64-bit keys, at bounded memory, in order, and how often each is there.

Keys are mostly hashes: what they say is a reason to look again, and a second look decides.
"""

from array import array
from collections.abc import Iterable, Iterator
from typing import BinaryIO, NamedTuple

import numpy as np
from numpy.typing import NDArray

from schemactl.data.spill import open_spill

Keys = NDArray[np.int64]

# Keys in memory before they are sorted and written: 4 MiB.
_MOST_IN_MEMORY = 2**19
# Every so many keys of a run are remembered with it, to find others.
_STEP = 2**10
_PARTS = 32
_WIDTH = 8
_FEW = 2**16


class _Run(NamedTuple):
    """Sorted keys in the file: where they begin, how many, and every `_STEP`th of them."""

    begin: int
    size: int
    samples: Keys


class KeyBag:
    """Collects keys; sorted runs of them wait in a temporary file."""

    def __init__(self) -> None:
        self.keys = array("q")
        self._file: BinaryIO | None = None
        self._runs: list[_Run] = []

    def add(self, key: int) -> None:
        """Add a key."""
        self.keys.append(key)
        if len(self.keys) >= _MOST_IN_MEMORY:
            self._spill()

    def extend(self, keys: Iterable[int]) -> None:
        """Add some thousands of keys at once; they are taken as they are before any is written."""
        self.keys.extend(keys)
        if len(self.keys) >= _MOST_IN_MEMORY:
            self._spill()

    def append(self, keys: Keys) -> None:
        """Add the keys of an array."""
        self.keys.frombytes(keys.tobytes())
        if len(self.keys) >= _MOST_IN_MEMORY:
            self._spill()

    def _spill(self) -> None:
        if self._file is None:
            self._file = open_spill(self)
        found = np.sort(np.frombuffer(self.keys, dtype=np.int64))
        begin = self._file.seek(0, 2)
        self._file.write(found.tobytes())
        self._runs.append(_Run(begin, len(found), found[::_STEP].copy()))
        self.keys = array("q")

    def sorted(self) -> Iterator[Keys]:
        """Yield all keys in ascending order, in parts; equal ones are in one part."""
        if self._file is None:
            yield np.sort(np.array(self.keys, dtype=np.int64))
            return
        if self.keys:
            self._spill()
        samples = np.sort(np.concatenate([run.samples for run in self._runs]))
        bounds = np.unique(samples[:: max(1, len(samples) // _PARTS)])[1:].tolist()
        for low, high in zip([None, *bounds], [*bounds, None], strict=True):
            together = np.concatenate([self._between(run, low, high) for run in self._runs])
            # What is sorted in stretches is merged faster than sorted.
            together.sort(kind="stable")
            yield together

    def _between(self, run: _Run, low: int | None, high: int | None) -> Keys:
        """Return the keys of a run from `low` on and below `high`."""
        first, last = 0, run.size
        if low is not None:
            first = max(0, int(np.searchsorted(run.samples, low)) - 1) * _STEP
        if high is not None:
            last = min(run.size, int(np.searchsorted(run.samples, high)) * _STEP)
        if self._file is None or last <= first:
            return np.empty(0, dtype=np.int64)
        self._file.seek(run.begin + _WIDTH * first)
        found: Keys = np.frombuffer(self._file.read(_WIDTH * (last - first)), dtype=np.int64)
        start = 0 if low is None else int(np.searchsorted(found, low))
        end = len(found) if high is None else int(np.searchsorted(found, high))
        return found[start:end]

    def distinct(self) -> int:
        """Return how many different keys there are."""
        return sum(len(count) for _, count in self.counted())

    def counted_outside(self, least: int, most: int) -> "KeySet":
        """Return the keys that stand there less than `least` or more than `most` times."""
        return KeySet(keys[(count < least) | (count > most)] for keys, count in self.counted())

    def counted(self) -> Iterator[tuple[Keys, NDArray[np.intp]]]:
        """Yield the different keys, ascending, and how often each stands there."""
        for part in self.sorted():
            if len(part):
                is_first = np.concatenate([[True], part[1:] != part[:-1]])
                first = np.flatnonzero(is_first)
                yield part[first], np.diff(np.append(first, len(part)))


class KeySet:
    """Different keys in order, at their own size."""

    def __init__(self, parts: Iterable[Keys] = ()) -> None:
        """Take keys that ascend from part to part."""
        self.keys: Keys = np.concatenate([np.empty(0, dtype=np.int64), *parts])
        # A few are looked up faster one by one.
        self._few = frozenset(self.keys.tolist()) if len(self.keys) <= _FEW else None

    def __len__(self) -> int:
        """Return how many keys there are."""
        return len(self.keys)

    def __contains__(self, key: int) -> bool:
        """Tell whether a key is among them."""
        if self._few is not None:
            return key in self._few
        at = int(np.searchsorted(self.keys, key))
        return at < len(self.keys) and int(self.keys[at]) == key

    def which(self, asked: Keys) -> NDArray[np.bool_]:
        """Tell of each key whether it is among them."""
        if not len(self.keys):
            return np.zeros(len(asked), dtype=np.bool_)
        at = np.minimum(np.searchsorted(self.keys, asked), len(self.keys) - 1)
        found: NDArray[np.bool_] = self.keys[at] == asked
        return found
