"""Tests of columns in the making."""

from typing import Any

import pytest

from schemactl.files.hf_columns import column_of, put
from schemactl.files.hf_forms import Classes
from schemactl.model.annotation import Annotation
from tests.files.datasets.releases import release_of

TASKS = release_of(
    classification=["a", "b"], span=["a"], rating=[], ranking=["a", "b"], number=[], text=[]
).schema


@pytest.mark.parametrize(
    ("task", "form"),
    [
        ("classification", Classes(("a", "b"))),
        ("rating", "int64"),
        ("number", "float64"),
        ("text", "string"),
        ("ranking", [["string"]]),
    ],
)
def test_a_column_has_the_form_of_its_task(task: str, form: Any) -> None:
    assert column_of(next(one for one in TASKS.tasks if one.id == task)).form == form


def test_what_was_not_asked_is_not_what_was_not_found() -> None:
    column = column_of(TASKS.tasks[1])
    assert column.empty is None
    assert put(column, None, Annotation("1", "span")).cell == []
    found = put(column, [], Annotation("1", "span", "a", {"start": 0, "end": 1}))
    assert found.cell == [{"label": 0, "start": 0, "end": 1}]
    assert found.kept == {"region", "annotation", "attributes"}
