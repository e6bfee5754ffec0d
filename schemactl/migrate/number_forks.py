"""Number forks: labels of which one number of the row decides between two ends, by arrays.

Which patch stands for an end is learned from the first row that comes to it.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from schemactl.files.even_rows import Numbers
from schemactl.migrate.compose import Asked, Decision, Fork

# A patch that no row has come to, and the field of labels of which no number decides.
UNKNOWN, NO_FIELD = -1, -1

Floats = NDArray[np.float64]
_BEYOND_64_BITS = 2.0**63


class Limits(NamedTuple):
    """The field that decides, and the numbers between which it comes to the first end."""

    field: str
    lowest: float
    highest: float


def limits_of(decision: Decision | None) -> Limits | None:
    """Return the limits of a fork with two ends; None where more than a number decides."""
    if not isinstance(decision, Fork) or decision.earlier is not None or len(decision.cases) != 1:
        return None
    [(condition, end)] = decision.cases
    if condition.between is None or isinstance(end, Fork | Asked):
        return None
    if isinstance(decision.otherwise, Fork | Asked):
        return None
    lowest, highest = condition.between
    # As arrays hold them they have to be the same numbers.
    is_exact = all(float(limit) == limit for limit in condition.between)
    return Limits(condition.fields[0], lowest, highest) if is_exact else None


def plain_floats(values: Sequence[object]) -> Floats | None:
    """Return numbers as conditions compare them; None where one may be anything else."""
    if set(map(type, values)) != {float}:
        return None
    found = np.array(values, dtype=np.float64)
    return found if (np.abs(found) < _BEYOND_64_BITS).all() else None


class NumberForks:
    """What numbers come to, by the number of a label and the field that decides of it."""

    def __init__(self) -> None:
        """Begin without a label."""
        self.asked: Sequence[str] = ()
        self.fields: NDArray[np.int64] = np.empty(0, dtype=np.int64)
        self.limits: Floats = np.empty((0, 2))
        self.patches: Numbers = np.empty((0, 2), dtype=np.int64)

    def grow(self, found: Iterable[Limits | None], asked: Sequence[str]) -> None:
        """Take the limits of labels that come after those that are there.

        `asked` are all fields that labels may ask for, the same ones each time.
        """
        known = [None if one is None or one.field not in asked else one for one in found]
        at = [NO_FIELD if one is None else asked.index(one.field) for one in known]
        limits = [(np.nan, np.nan) if one is None else (one.lowest, one.highest) for one in known]
        self.asked = asked
        self.fields = np.concatenate((self.fields, np.array(at, dtype=np.int64)))
        self.limits = np.concatenate((self.limits, np.array(limits).reshape(-1, 2)))
        self.patches = np.concatenate((self.patches, np.full((len(known), 2), UNKNOWN)))

    def find(self, numbers: Numbers, columns: Mapping[str, Sequence[object]]) -> Numbers:
        """Return the patch of rows, told by the numbers of their labels, as far as it is known."""
        found: Numbers = np.full(len(numbers), UNKNOWN)
        for field, name in enumerate(self.asked):
            values = plain_floats(columns.get(name, ()))
            if values is None:
                continue
            limits = self.limits[numbers]
            is_beyond = (values < limits[:, 0]) | (values > limits[:, 1])
            patches = self.patches[numbers, is_beyond.astype(np.int64)]
            found = np.where(self.fields[numbers] == field, patches, found)
        return found

    def learn(self, number: int, values: Mapping[str, object], patch: int) -> None:
        """Take the patch of a row with these values, if one that arrays compare decided."""
        field = int(self.fields[number])
        value = None if field == NO_FIELD else values.get(self.asked[field])
        if isinstance(value, float) and plain_floats([value]) is not None:
            lowest, highest = self.limits[number]
            self.patches[number, int(not lowest <= value <= highest)] = patch
