"""Painted pixels by row and by column."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from schemactl.files.arrays import numpy

Stretches = Iterable[tuple[int, int]]


def columns_of(stretches: Stretches, width: int, height: int) -> list[int]:
    """Return run lengths by column, first of unpainted pixels, of stretches by row."""
    np = numpy()

    painted = np.zeros(width * height, np.bool_)
    for begin, end in stretches:
        painted[begin:end] = True
    by_column = painted.reshape(height, width).T.ravel()
    changes = _changes(by_column)
    places = [0, *changes, len(by_column)]
    counts = [end - begin for begin, end in pairwise(places)]
    return [0, *counts] if len(by_column) and by_column[0] else counts


def rows_of(counts: Sequence[int], width: int, height: int) -> list[tuple[int, int]]:
    """Return the painted stretches by row of run lengths by column."""
    np = numpy()

    values = np.arange(len(counts)) % 2 == 1
    painted = np.repeat(values, counts).reshape(width, height).T.ravel()
    padded = np.concatenate(([False], painted, [False]))
    places = _changes(padded)
    return [(begin - 1, end - 1) for begin, end in zip(places[::2], places[1::2], strict=True)]


def _changes(values: Any) -> list[int]:
    """Return the places where a value differs from the one before."""
    np = numpy()

    found: list[int] = (np.flatnonzero(values[1:] != values[:-1]) + 1).tolist()
    return found
