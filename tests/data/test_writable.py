"""Tests of what can be written."""

from typing import Any

import pytest

from schemactl.data.options import DataOptions
from schemactl.data.placed import Placed
from schemactl.data.reading import DataReader
from schemactl.data.writable import is_place, other_places, writable
from schemactl.files.dataset import Use
from schemactl.model.annotation import Annotation
from tests.files.datasets.releases import release_of

PAIR = [[1, 2], [3.5, 4]]


@pytest.mark.parametrize(
    ("region", "type_name", "expected"),
    [
        ({"x": 1, "y": 2.5, "width": 0, "height": -1}, "box", True),
        ({"x": None}, "box", False),
        ({"x": True}, "box", False),
        ("~", "box", False),
        ({"z": {"any": "thing"}}, "box", True),
        ({"start": 0, "end": 2**70}, "span", True),
        ({"start": 0.5, "end": 1}, "span", False),
        ({"start": 0.5, "end": 1}, "segment", True),
        ({"from": "a", "to": ["b"]}, "relation", False),
        ({"points": PAIR}, "polygon", True),
        ({"points": [[1, 2, 3]]}, "polygon", False),
        ({"points": {"nose": [1, 2, 2]}}, "polygon", False),
        ({"points": {"nose": [1, 2, 2]}}, "keypoints", True),
        ({"points": {"nose": [1, 2]}}, "keypoints", False),
        ({"rings": [PAIR], "holes": [PAIR]}, "polygon", True),
        ({"rings": PAIR}, "polygon", False),
        ({"size": [1, 2], "counts": "2"}, "mask", True),
        ({"size": [1, 2], "counts": [1.5]}, "mask", False),
        ({"center": [1, 2, 3], "size": [1], "rotation": [None]}, "cuboid", False),
        ({"frame": 1.5}, "box", False),
    ],
)
def test_each_part_of_a_place_has_its_type(region: Any, type_name: str, expected: bool) -> None:
    assert is_place(region, type_name) is expected


@pytest.mark.parametrize(
    ("kind", "others", "lost"),
    [
        ("box", {"polygon": {"points": PAIR}}, ["polygon"]),
        ("polygon", {"box": {"x": 1}, "keypoints": {"points": {}}}, ["keypoints"]),
        ("keypoints", {"box": {"x": 1}}, ["box"]),
        # One place that two types of task may have.
        ("span", {"segment": {"start": 1}}, []),
        ("box", {}, []),
    ],
)
def test_places_that_the_task_does_not_ask_for_are_lost(
    kind: str, others: dict[str, Any], lost: list[str]
) -> None:
    task = DataReader(release_of(**{kind: ["a"]}).schema, DataOptions()).tasks[kind]
    annotation = Annotation("1", kind, "a", {"start": 1})
    use = Use(annotation, regions={kind: {"start": 1}, **others})
    found = list(other_places(use, Placed(annotation, 1, task, True)))
    assert [loss.kind for loss in found] == ["region"] * len(lost)
    for loss, other in zip(found, lost, strict=True):
        assert loss.message.startswith(f"its {other} has no place in task `{kind}`")
    assert not list(other_places(use, Placed(annotation, 1, None, True)))


def test_what_is_nonsense_is_left_out_and_named() -> None:
    odd: Any = "~"
    annotation = Annotation("1", "box", "a", {"x": 1}, attributes=odd)
    task = DataReader(release_of(box=["a"]).schema, DataOptions()).tasks["box"]
    found, losses = writable(Placed(annotation, 1, task, True))
    assert found == annotation._replace(attributes=None)
    assert [loss.kind for loss in losses] == ["attributes"]
    lost, losses = writable(Placed(annotation._replace(region=odd), 1, task, True))
    assert lost is None
    assert losses[-1].message == "`a` of task `box`: its region is ill-formed"
