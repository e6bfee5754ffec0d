"""Cells are written with the numbers of other classes; what would say something else is refused."""

from typing import Any

import pytest

from schemactl.errors import SchemactlError
from schemactl.files.hf_cells import Changes, column_after, column_kept
from schemactl.files.hf_features import Form, LabelColumn

WORDS = {"k": "k", "old name": "n", "n": "n"}


def cell(form: Form, names: tuple[str, ...] | None, old: Any, changes: Changes) -> Any:
    """Return the new cell, under a task with the labels k and n."""
    column = LabelColumn("c", form, names, "label")
    return column_after(column, WORDS, ["k", "n"]).cell({"c": old}, changes)


@pytest.mark.parametrize(
    ("form", "names", "old", "changes", "new"),
    [
        ("one", ("gone", "k"), 0, {0: "n"}, 0),
        ("one", ("gone", "k"), 1, {}, 1),
        ("one", ("gone", "k"), 0, {0: None}, -1),
        ("one", ("x", "y", "k", "old name"), 3, {}, 1),
        ("one", ("gone", "k"), -1, {}, -1),
        ("one", None, "gone", {0: "n"}, "n"),
        ("one", None, "gone", {0: None}, None),
        ("several", ("gone", "k"), [0, 1, 0], {0: "n", 2: None}, [0, 1]),
        ("several", ("gone", "k"), [0], {0: None}, None),
        ("several", ("gone", "k"), [], {}, []),
        ("several", None, ["gone", "k", None], {0: "n"}, ["n", "k", None]),
        ("tags", ("O", "B-gone", "I-gone", "B-k"), [1, 2, 0, 3], {0: "n"}, [2, 4, 0, 3]),
        ("tags", ("O", "B-gone", "I-gone", "B-k"), [1, 2, 3], {0: None}, [0, 0, 3]),
        ("tags", ("O", "I-gone", "I-k", "B-k"), [1, 2], {0: "k"}, [2, 3]),
        ("objects", ("gone", "k"), [{"label": 0, "x": 1}, {"label": 1}], {0: None}, [{"label": 1}]),
        ("objects", ("gone", "k"), {"label": [0, 1], "id": ["a", "b"], "n": 5}, {0: "n"},
         {"label": [0, 1], "id": ["a", "b"], "n": 5}),
        ("objects", ("gone", "k"), {"label": [0, 1], "id": ["a", "b"], "n": 5}, {0: None},
         {"label": [1], "id": ["b"], "n": 5}),
        ("objects", ("gone", "k"), {"label": 0, "n": 5}, {0: "n"}, {"label": 0, "n": 5}),
        ("objects", ("gone", "k"), [{"label": 0}], {0: None}, None),
        ("objects", ("gone", "k"), [], {}, []),
        ("ranked", None, [["a"]], {}, [["a"]]),
    ],
)  # fmt: skip
def test_cells(
    form: Form, names: tuple[str, ...] | None, old: Any, changes: Changes, new: Any
) -> None:
    assert cell(form, names, old, changes) == new


@pytest.mark.parametrize(
    ("form", "old", "changes", "why"),
    [
        ("one", 7, {}, "7 is no number of the 2 classes"),
        ("one", 0, {0: "other"}, "no class is 'other'"),
        ("several", [], {0: "n"}, "nothing has a place for 'n'"),
        ("tags", [], {0: "n"}, "nothing has a place for 'n'"),
        ("objects", [], {0: "n"}, "nothing has a place for 'n'"),
    ],
)
def test_what_cannot_be_said_is_refused(form: Form, old: Any, changes: Changes, why: str) -> None:
    names = ("O", "B-gone") if form == "tags" else ("gone", "k")
    with pytest.raises(SchemactlError, match=why):
        cell(form, names, old, changes)


def test_a_column_that_is_no_task_any_more_keeps_its_classes() -> None:
    kept = column_kept(LabelColumn("c", "one", ("a", "b")))
    assert [kept.cell({"c": 1}, {}), kept.cell({"c": 1}, {0: None})] == [1, -1]
    plain = column_kept(LabelColumn("c", "several", None))
    assert plain.cell({"c": ["a", "b"]}, {0: None}) == ["b"]
