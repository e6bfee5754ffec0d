"""Census: counts datasets, records and models by keys, each once, in one pass over the ledger."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import Generic, TypeVar

from schemactl.diff.impact import Impact

KeyT = TypeVar("KeyT", bound=Hashable)
SumT = TypeVar("SumT", bound=Hashable)


class Census(Generic[KeyT, SumT]):
    """Counts by what datasets hold; causes come before their effects, as in the ledger.

    Which keys a dataset holds, itself and through its parents, is kept as the bits of a number:
    a hundred thousand datasets of a hundred labels each then need little room.
    """

    def __init__(self, sums: Callable[[KeyT], Iterable[SumT]]) -> None:
        """Count by `sums`: what a key adds to. Two keys of one dataset never add to the same."""
        self._sums = sums
        self._bits: dict[KeyT, int] = {}
        self._held: dict[str, int] = {}
        self._behind: dict[str, int] = {}
        self._datasets: Counter[KeyT] = Counter()
        self._records: Counter[KeyT] = Counter()
        self._models: Counter[int] = Counter()

    def add_dataset(
        self, ref: str, held: Mapping[KeyT, int], parents: Iterable[str], wholes: Iterable[str] = ()
    ) -> None:
        """Count a dataset with the records that it holds by key, derived from parents.

        `wholes` are those it is a split of: what they hold too, they have been counted with.
        """
        counted = self._together(self._held, wholes)
        mask = 0
        for key, records in held.items():
            bit = self._bits.setdefault(key, 1 << len(self._bits))
            mask |= bit
            self._datasets[key] += 1
            if not counted & bit:
                self._records[key] += records
        self._held[ref] = mask
        self._behind[ref] = mask | self._together(self._behind, parents)

    def add_model(self, trained_on: Iterable[str]) -> None:
        """Count a model with everything that its datasets come from."""
        self._models[self._together(self._behind, trained_on)] += 1

    def _together(self, masks: Mapping[str, int], refs: Iterable[str]) -> int:
        found = 0
        for ref in refs:
            found |= masks.get(ref, 0)
        return found

    def result(self) -> dict[SumT, Impact]:
        """Return the counts by what was summed."""
        numbers: dict[SumT, int] = {}
        added = [
            frozenset(numbers.setdefault(one, len(numbers)) for one in self._sums(key))
            for key in self._bits
        ]
        datasets: Counter[int] = Counter()
        records: Counter[int] = Counter()
        for sums, key in zip(added, self._bits, strict=True):
            for one in sums:
                datasets[one] += self._datasets[key]
                records[one] += self._records[key]
        models: Counter[int] = Counter()
        for mask, number in self._models.items():
            for one in frozenset[int]().union(*(added[bit] for bit in _bits(mask))):
                models[one] += number
        return {
            one: Impact(datasets[number], records[number], models[number])
            for one, number in numbers.items()
        }


def _bits(mask: int) -> Iterator[int]:
    """Yield the positions of the bits that are set."""
    digits = f"{mask:b}"[::-1]
    found = digits.find("1")
    while found >= 0:
        yield found
        found = digits.find("1", found + 1)
