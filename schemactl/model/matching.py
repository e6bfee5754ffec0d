"""The best one-to-one matching of two sets, exact, part by part."""

from collections.abc import Callable, Hashable, Iterator, Mapping
from typing import Any, TypeVar

Scores = list[list[float]]
Shape = TypeVar("Shape", bound=Any)


def matched_distance(
    first: Mapping[Hashable, list[Shape]],
    second: Mapping[Hashable, list[Shape]],
    overlap: Callable[[Shape, Shape], float],
) -> float:
    """Return 1 - mean overlap of the matched shapes, where one without partner counts as 0.

    Shapes match under the same key only. The matching has the highest total overlap and is exact
    (Kuhn 1955, "The Hungarian method"), so the order of shapes does not count. The mean is over
    matched pairs and shapes without partner. Two empty answers are equal. Shapes can be sorted,
    and an overlap is from 0 to 1.
    """
    total, pairs = 0.0, 0
    # In a fixed order, since a sum of floats depends on it.
    for key in sorted(first.keys() | second.keys(), key=repr):
        mine, yours = sorted(first.get(key, [])), sorted(second.get(key, []))
        if mine > yours:
            mine, yours = yours, mine
        pairs += max(len(mine), len(yours))
        total += best_total([[overlap(a, b) for b in yours] for a in mine])
    return 0.0 if not pairs else max(0.0, 1.0 - total / pairs)


def best_total(scores: Scores) -> float:
    """Return the highest total score of a one-to-one matching of rows with columns.

    Rows and columns that score above 0 with nobody in common cannot take each other's partners,
    so each connected part is solved by itself: crowds of distant boxes stay cheap.
    """
    return sum(_assign(part) for part in _parts(scores))


def _parts(scores: Scores) -> Iterator[Scores]:
    partners = [[j for j, score in enumerate(row) if score > 0] for row in scores]
    users: dict[int, list[int]] = {}
    for i, row in enumerate(partners):
        for j in row:
            users.setdefault(j, []).append(i)
    left = {i for i, row in enumerate(partners) if row}
    for start in range(len(scores)):
        if start not in left:
            continue
        rows, columns, queue = {start}, set[int](), [start]
        while queue:
            for j in partners[queue.pop()]:
                if j not in columns:
                    columns.add(j)
                    fresh = set(users[j]) - rows
                    rows |= fresh
                    queue.extend(fresh)
        left -= rows
        yield [[scores[i][j] for j in sorted(columns)] for i in sorted(rows)]


def _assign(scores: Scores) -> float:
    """Solve one part by shortest augmenting paths (Kuhn 1955; Jonker and Volgenant 1987)."""
    if len(scores) > len(scores[0]):
        scores = [list(column) for column in zip(*scores, strict=True)]
    rows, columns = len(scores), len(scores[0])
    row_price = [0.0] * (rows + 1)
    column_price = [0.0] * (columns + 1)
    owner = [0] * (columns + 1)  # the row, from 1, that holds a column; column 0 is the start
    for row in range(1, rows + 1):
        owner[0] = row
        came_from, column = _augment(scores, row_price, column_price, owner)
        while column:
            owner[column] = owner[came_from[column]]
            column = came_from[column]
    return sum(scores[row - 1][column] for column, row in enumerate(owner[1:]) if row)


def _augment(
    scores: Scores, row_price: list[float], column_price: list[float], owner: list[int]
) -> tuple[list[int], int]:
    """Find the cheapest way to a free column; return where each column came from, and it."""
    columns = len(column_price)
    cheapest = [float("inf")] * columns
    came_from = [0] * columns
    done = [False] * columns
    column = 0
    while True:
        done[column] = True
        row = owner[column]
        for other in range(1, columns):
            if not done[other]:
                cost = -scores[row - 1][other - 1] - row_price[row] - column_price[other]
                if cost < cheapest[other]:
                    cheapest[other], came_from[other] = cost, column
        following = min((j for j in range(columns) if not done[j]), key=cheapest.__getitem__)
        step = cheapest[following]
        for other in range(columns):
            if done[other]:
                row_price[owner[other]] += step
                column_price[other] -= step
            else:
                cheapest[other] -= step
        column = following
        if owner[column] == 0:
            return came_from, column
