"""What every region is checked for: it is there, has known keys, and stands in a known input."""

from typing import Any

import pytest

from schemactl.model.annotation import Annotation
from schemactl.model.region import Region, RegionForm, check_region, place_of, region_object
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


def test_over_video_a_framed_region_has_its_frame() -> None:
    form = FORM._replace(framed=True)
    video = TASK.model_copy(update={"over": "video"})
    region = {"x": 1, "frame": 0}
    assert not list(check_region(Annotation("i1", label="a", region=region), video, form))
    for wrong in ({"x": 1}, {"x": 1, "frame": -1}, {"x": 1, "frame": 1.5}):
        [problem] = check_region(Annotation("i1", label="a", region=wrong), video, form)
        assert problem.message == "dot: on video a dot has its frame, a whole number from 0"
    assert region_object(form, video, {"x": {}})["required"] == ["x", "frame"]
    [problem] = check_region(Annotation("i1", label="a", region=region), TASK, form)
    assert problem.message == "dot: only on video (`over: video`) a dot has a frame"


def test_a_region_that_stands_nowhere_names_no_input() -> None:
    form = FORM._replace(stands=False)
    [problem] = check_region(
        Annotation("i1", label="a", region={"x": 1, "input": "photo"}), TASK, form
    )
    assert problem.message == "dot: unknown key 'input'"
    assert "input" not in region_object(form, TASK, {"x": {}})["properties"]


def test_the_first_input_is_meant_where_none_is_named() -> None:
    assert place_of({"x": 1}, TASK) == ("photo", None)
    assert place_of({"x": 1, "input": "other", "frame": 3}, TASK) == ("other", 3)
