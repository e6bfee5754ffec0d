"""Boxes of a document: the fast lane finds what the general lane finds, no more and no less."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from schemactl.data import box_lane, fast_boxes, reading
from schemactl.data.check_run import CheckRun
from schemactl.data.checking import check_data
from schemactl.data.options import DataOptions
from schemactl.files.datasets import coco
from schemactl.model.release import ReleasedSchema
from tests.data.test_fast_lane import RELEASE

SCHEMA = ReleasedSchema.model_validate(
    {
        **{"schemactl": 1, "name": "s", "version": "1.0.0", "inputs": {"image": {"type": "image"}}},
        "tasks": [
            {
                **{"id": "cars", "type": "box", "inputs": ["image"]},
                "labels": [
                    {"id": "car", "definition": "A car."},
                    {
                        "id": "van",
                        "definition": "A van.",
                        "deprecated": {"since": "1.0.0", "reason": "x"},
                    },
                ],
            },
            {
                **{"id": "signs", "type": "polygon", "inputs": ["image"]},
                "labels": [{"id": "sign", "definition": "A sign."}],
            },
        ],
    }
)
SIDES = st.sampled_from([0, 1, 5, 5.0, 10, 2.5, 60, 90, -0.5, -3, 2**70, "5", None])
BOXES = st.lists(
    st.fixed_dictionaries(
        {
            "image_id": st.sampled_from([0, 0, 0, 1, 2, 9]),
            "category_id": st.sampled_from([1, 1, 1, 2, 3, 9]),
            "bbox": st.lists(SIDES, min_size=4, max_size=4)
            | st.sampled_from([[1, 1, 5, 5], [2, 2, 5, 5.0], [0, 0, 100, 100], [], [1, 2]]),
        },
        optional={
            "attributes": st.sampled_from([{}, {"k": 1}]),
            "segmentation": st.sampled_from([[], [[1, 1, 5, 1, 5, 5]]]),
            "score": st.just(0.5),
        },
    ),
    max_size=12,
)

# Annotations that have the same keys, as most files do.
ALIKE = st.lists(
    st.fixed_dictionaries(
        {
            "image_id": st.sampled_from([0, 0, 0, 0, 1, 2]),
            "category_id": st.sampled_from([1, 1, 1, 2, 3]),
            "bbox": st.tuples(
                *[st.sampled_from([0, 1, 3, 40, 99.5, -0.25])] * 2,
                *[st.sampled_from([4, 5, 0.5])] * 2,
            ),
            "segmentation": st.sampled_from([[], [], [[1, 1, 5, 1, 5, 5]], [[1, 1, 5]]]),
        }
    ),
    max_size=12,
)


def outcome(path: Path) -> tuple[int, int, list[str]]:
    release = RELEASE._replace(schema=SCHEMA)
    found = check_data([path], release, DataOptions(format="coco"))
    return found.annotations, found.items, list(map(repr, found.problems))


def write(path: Path, boxes: list[dict[str, Any]], version: str = "s@1.0.0") -> None:
    images = [
        {"id": 0, "file_name": "a.jpg", "width": 100, "height": 100},
        {"id": 1, "file_name": "b.jpg"},
        {"id": 2, "file_name": "", "width": 64.5, "height": 2**60},
    ]
    names = {1: "car", 2: "van", 3: "sign"}
    whole = {
        "info": {"version": version},
        "images": images,
        "categories": [{"id": number, "name": name} for number, name in names.items()],
        "annotations": [{"id": number, **box} for number, box in enumerate(boxes)],
    }
    path.write_text(json.dumps(whole), encoding="utf-8")


def usual(count: int) -> list[dict[str, Any]]:
    return [
        {"image_id": 0, "category_id": 1, "bbox": [n % 80, n // 80, 4, 4 + n % 3]}
        for n in range(count)
    ]


@settings(max_examples=200, deadline=None)
@given(BOXES | ALIKE, st.sampled_from([1, 24]), st.sampled_from([4, 1000]), st.booleans())
@example([{"image_id": 0, "category_id": 1, "bbox": [0, 0, 100, 100]}], 40, 4, False)
@example(usual(2), 40, 4, True)
@example([{"image_id": 0, "category_id": 1, "bbox": [-0.0, 0, 4, 4]}], 40, 4, True)
def test_all_lanes_find_the_same(
    boxes: list[dict[str, Any]], others: int, head: int, is_short: bool
) -> None:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        path = Path(folder, "boxes.json")
        write(path, [*usual(others), *boxes])
        patch.setattr(fast_boxes, "_BATCH", 5)
        patch.setattr(reading, "_SAMPLE", head)
        patch.setattr(coco, "PART", 150 if is_short else 2**16)
        by_stretch = outcome(path)
        patch.setattr(box_lane.BoxLane, "_read", lambda *_: None)
        assert by_stretch == outcome(path)
        patch.setattr(fast_boxes, "_deciding", lambda _: None)
        assert by_stretch == outcome(path)


@pytest.mark.parametrize(
    ("odd", "kind"),
    [
        ({"image_id": 0, "category_id": 1, "bbox": [0, 0, 90, 90]}, "outlier-size"),
        ({"image_id": 0, "category_id": 1, "bbox": [99, 0, 9, 4]}, "region-outside"),
        ({"image_id": 0, "category_id": 1, "bbox": [0, 0, 4, 0]}, "malformed-region"),
        ({"image_id": 0, "category_id": 1, "bbox": [0, 0, 4, 4]}, "duplicate"),
    ],
)
def test_a_second_look_finds_the_one_that_is_odd(
    odd: dict[str, Any], kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[int] = []
    look = CheckRun.look

    def counted(self: Any, file: int, placed: Any) -> None:
        looked.append(placed.line)
        look(self, file, placed)

    monkeypatch.setattr(CheckRun, "look", counted)
    path = tmp_path / "boxes.json"
    write(path, [*usual(60), odd])
    assert kind in "".join(outcome(path)[2])
    assert len(looked) < 5
