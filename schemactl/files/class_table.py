"""Class tables: numbers stand for names by their places, from 0 and without a gap."""

from collections.abc import Container, Sequence
from typing import NamedTuple


class ClassTable(NamedTuple):
    """The names after a change, and where the numbers of those that stayed have gone."""

    names: tuple[str, ...]
    moves: dict[int, int]


def class_table(names: Sequence[str], staying: Container[str], new: Sequence[str]) -> ClassTable:
    """Return the table in which some names stay and others come, so that little moves.

    A name keeps its number where that is one of the table's; new names take the lowest numbers
    that are free, and then names whose numbers are beyond.
    """
    kept = [(number, name) for number, name in enumerate(names) if name in staying]
    count = len(kept) + len(new)
    placed = {number: name for number, name in kept if number < count}
    moves = {number: number for number in placed}
    free = [number for number in range(count) if number not in placed]
    placed |= dict(zip(free, new, strict=False))
    beyond = [(number, name) for number, name in kept if number >= count]
    for (old, name), number in zip(beyond, free[len(new) :], strict=True):
        placed[number] = name
        moves[old] = number
    return ClassTable(tuple(placed[number] for number in range(count)), moves)
