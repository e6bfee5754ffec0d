"""Tests of row_cells: new cells stand in their rows, and all other cells stay."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from schemactl.errors import SchemactlError
from schemactl.files.arrow import arrow
from schemactl.files.rewriting import GONE, Elements
from schemactl.migrate.row_cells import RowVerdict, counts_of_rows, rewrite_rows
from schemactl.migrate.row_verdicts import Sorted
from schemactl.migrate.tally import Counts


def a_verdict(cells: Mapping[str, Any], *, has_left: bool = False) -> RowVerdict:
    counts: Counts = Counter({("records",): 1, ("left",): int(has_left)})
    return RowVerdict(cells, counts, has_left, False)


STAYS, LEAVES = a_verdict({}), a_verdict({}, has_left=True)


def found(which: list[int], *verdicts: RowVerdict) -> Sorted[RowVerdict]:
    return Sorted(list(verdicts), np.array(which))


def test_rows_stay_leave_and_change() -> None:
    table = arrow().table({"n": [1, 2, 3, 4], "label": list("abac"), "task": ["t"] * 4})
    changes = a_verdict({"label": "A", "task": "u"})
    table, changed = rewrite_rows(table, found([0, 1, 0, 2], changes, LEAVES, STAYS))
    assert table.to_pydict() == {"n": [1, 3, 4], "label": ["A", "A", "c"], "task": ["u", "u", "t"]}
    assert changed.left.tolist() == [1]
    assert changed.changed.tolist() == [0, 2]


def test_where_nothing_changes_the_columns_are_the_same() -> None:
    table = arrow().table({"label": list("ab")})
    same, changed = rewrite_rows(table, found([0, 1], STAYS, STAYS, a_verdict({"label": "z"})))
    assert same.equals(table)
    assert len(changed.left) == len(changed.changed) == 0


def test_elements_of_lists_change_and_leave() -> None:
    table = arrow().table({"labels": [["a", "b", "c"], None, ["d"]]})
    changes = a_verdict({"labels": Elements({0: "A", 1: GONE})})
    table, _ = rewrite_rows(table, found([0, 1, 2], changes, STAYS, a_verdict({"labels": GONE})))
    assert table.to_pydict() == {"labels": [["A", "c"], None, None]}


def test_a_cell_inside_an_object_changes_alone() -> None:
    table = arrow().table({"meta": [{"label": "a", "by": {"x": 1}}, {"label": "b", "by": None}]})
    table, _ = rewrite_rows(table, found([0, 1], a_verdict({"meta.label": "A"}), STAYS))
    assert table.to_pydict() == {
        "meta": [{"label": "A", "by": {"x": 1}}, {"label": "b", "by": None}]
    }


def test_a_cell_that_the_column_cannot_hold_is_refused() -> None:
    table = arrow().table({"label": [1, 2]})
    with pytest.raises(SchemactlError, match="column `label` holds int64, in which 'x' cannot"):
        rewrite_rows(table, found([0, 1], STAYS, a_verdict({"label": "x"})))
    text = arrow().table({"label": ["1", "2"]})
    assert rewrite_rows(text, found([0, 0], a_verdict({"label": 7}))).table.to_pydict() == {
        "label": ["7", "7"]
    }


def test_rows_count_as_often_as_they_stand_there() -> None:
    counts = counts_of_rows(found([0, 1, 0, 0], STAYS, LEAVES, LEAVES))
    assert counts["records",] == 4
    assert counts["left",] == 1
