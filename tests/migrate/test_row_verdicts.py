"""Tests of row_verdicts: one look at rows that say the same."""

from pathlib import Path
from typing import Any

import pytest

from schemactl.data.options import DataOptions, parse_columns
from schemactl.data.spelling import task_readings
from schemactl.data.table_records import TableRecords
from schemactl.files.arrow import arrow
from schemactl.files.dataset import Layout, Record, Shape
from schemactl.files.datasets.parquet import cells_of
from schemactl.migrate.row_verdicts import RowJudge, Rows, codes_of, first_rows
from tests.builders import a_schema, a_task
from tests.migrate.hops import compiled

SPLIT = {
    "change": "split",
    "from": "b",
    "to": [
        {"label": "c", "when": {"score": {"minimum": 0.5}}},
        {"label": "d", "when": {"meta.by": {"const": "x"}}},
    ],
    "otherwise": "drop",
}
WAY = compiled(a_schema(a_task("a", "b")), a_schema(a_task("a", "c", "d")), SPLIT)


class Counting:
    """Judges a row by its label alone, and remembers which rows it was shown."""

    def __init__(self) -> None:
        """Begin without rows."""
        self.lines: list[int] = []

    def __call__(self, record: Record) -> str:
        """Return what stands for a verdict."""
        self.lines.append(record.line)
        return f"{record.values['label']} of line {record.line}"


def a_judge(*columns: str) -> tuple[RowJudge[str], Counting]:
    options = DataOptions(columns=parse_columns(columns))
    tasks = task_readings(WAY.start.schema, "id", None)
    judge = Counting()
    return RowJudge(WAY, TableRecords(tasks, options, Shape(), []), judge), judge


def rows(first: int = 1, **columns: Any) -> Rows:
    return Rows(Path("f.parquet"), first, arrow().table(columns), Layout())


def verdicts(judge: RowJudge[str], some: Rows) -> list[str]:
    found = judge.sort(some)
    return [found.verdicts[position] for position in found.which]


def test_rows_that_say_the_same_are_judged_once() -> None:
    judge, seen = a_judge()
    some = rows(item=list("uvwx"), label=["a", "zz", "a", None], text=list("1234"))
    told = ["a of line 1", "zz of line 2", "a of line 1", "None of line 4"]
    assert verdicts(judge, some) == told
    assert verdicts(judge, some._replace(first=5)) == told
    assert seen.lines == [1, 2, 4]


def test_every_column_that_decides_tells_rows_apart() -> None:
    judge, seen = a_judge()
    verdicts(
        judge,
        rows(
            item=["x"] * 6,
            label=["a", "a", "a", "a", "a", "b"],
            status=["final", "unsure", "final", "final", "final", "final"],
            value=[None, None, 1, 2, None, None],
            score=[0.0] * 6,
        ),
    )
    # The values 1 and 2 decide alike: only that there is one counts. Row 6 has its own label.
    assert seen.lines == [1, 2, 3, 6]


def test_rows_whose_fields_decide_are_judged_once_per_outcome() -> None:
    judge, seen = a_judge()
    some = rows(
        item=list("uvwxyz"),
        label=["b", "b", "b", "a", "b", "b"],
        score=[0.9, 0.1, 0.8, 0.9, None, 0.2],
        meta=[{"by": by} for by in ("x", "x", "y", "x", "y", "x")],
    )
    assert verdicts(judge, some) == [
        *("b of line 1", "b of line 2", "b of line 1"),
        *("a of line 4", "b of line 5", "b of line 2"),
    ]
    verdicts(judge, some._replace(first=7))
    assert sorted(seen.lines) == [1, 2, 4, 5]


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("schemactl.migrate.row_verdicts._MOST_REMEMBERED", 1)
    judge, seen = a_judge()
    for first in (1, 3):
        verdicts(judge, rows(first=first, item=["x", "y"], label=["a", "zz"]))
    assert seen.lines == [1, 2, 3, 4]


@pytest.mark.parametrize(
    "cells",
    [
        ["b", None, "a", "b"],
        [1, 2, None, 1],
        [True, None, False, True],
        [["a"], [], None, ["a"]],
        [{"x": 1}, {"x": 2}, None, {"x": 1}],
    ],
    ids=["texts", "numbers", "flags", "lists", "objects"],
)
def test_equal_cells_have_equal_codes(cells: list[Any]) -> None:
    codes, _ = codes_of(arrow().chunked_array([arrow().array(cells)]))
    assert codes[0] == codes[3]
    assert len(set(codes.tolist())) == 3
    assert first_rows(codes, 3)[codes].tolist() == [0, 1, 2, 0]


def test_categories_are_their_words() -> None:
    words = arrow().array(["b", "a", None]).dictionary_encode()
    codes, cells = codes_of(arrow().chunked_array([words, words]))
    assert [cells[code] for code in codes] == ["b", "a", None] * 2
    assert cells_of(words) == ["b", "a", None]
