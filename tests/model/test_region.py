"""What every region is checked for: it is there, has known keys, and stands in a known input."""

from typing import Any

import pytest

from schemactl.model.annotation import Annotation
from schemactl.model.region import Region, RegionForm, check_region, region_object
from schemactl.model.schema import Task
from tests.builders import a_task


def at_least_one(region: Region, _task: Task) -> str:
    return "" if region.get("x", 0) > 0 else "x is above 0"


FORM = RegionForm("a dot", ("x",), ("note",), at_least_one)
TASK = a_task("a", inputs=("photo",))


def found(region: Any, label: str | None = "a") -> list[tuple[str, str]]:
    annotation = Annotation("i1", label=label, region=region)
    return [(p.kind, p.message) for p in check_region(annotation, TASK, FORM)]


def test_a_well_formed_region_has_no_problem() -> None:
    assert found({"x": 1, "note": "n", "input": "photo"}) == []


def test_looked_and_found_nothing_is_an_answer() -> None:
    assert found(None, label=None) == []


@pytest.mark.parametrize(
    ("region", "label", "kind", "message"),
    [
        (None, "a", "missing-region", "a dot needs {x}"),
        ({"x": 1}, None, "missing-label", "a dot needs a label"),
        ([1], "a", "malformed-region", "dot: [1] where {x} is expected"),
        ({"x": 1, "y": 2}, "a", "malformed-region", "dot: unknown key 'y'"),
        ({"x": 0}, "a", "malformed-region", "dot: x is above 0"),
        ({"x": 1, "input": "text"}, "a", "malformed-region", "dot: the task has no input 'text'"),
    ],
)
def test_what_is_wrong_is_named(region: Any, label: str | None, kind: str, message: str) -> None:
    assert found(region, label) == [(kind, message)]


def test_the_schema_closes_the_object_and_names_the_inputs() -> None:
    schema = region_object(FORM, TASK, {"x": {"type": "number"}})
    assert schema["required"] == ["x"]
    assert schema["additionalProperties"] is False
    assert schema["properties"]["input"]["enum"] == ["photo"]
