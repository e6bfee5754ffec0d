"""Tests of the lane of boxes; tests/data/test_fast_boxes.py compares it with the other lanes."""

from pathlib import Path
from typing import Any

import pytest

from schemactl.data import reading
from schemactl.data.box_lane import BoxLane
from schemactl.data.check_run import CheckRun
from schemactl.files.datasets import coco
from tests.data.test_fast_boxes import outcome, usual, write


@pytest.fixture
def fast(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return how many boxes of each stretch were fast at the first look."""
    monkeypatch.setattr(reading, "_SAMPLE", 6)
    monkeypatch.setattr(coco, "PART", 2000)
    counts: list[int] = []
    first = BoxLane.first

    def counted(self: BoxLane, stretch: Any) -> Any:
        found = first(self, stretch)
        counts.append(0 if found is None else int(found.sum()))
        return found

    monkeypatch.setattr(BoxLane, "first", counted)
    return counts


def test_most_boxes_of_usual_data_are_fast(tmp_path: Path, fast: list[int]) -> None:
    path = tmp_path / "boxes.json"
    write(path, usual(400))
    assert outcome(path) == (400, 1, [])
    assert sum(fast) > 350


def test_what_was_never_found_clean_is_not_fast(tmp_path: Path, fast: list[int]) -> None:
    path = tmp_path / "boxes.json"
    write(path, [{**box, "category_id": 2} for box in usual(100)])
    annotations, _, problems = outcome(path)
    assert (annotations, len(problems), sum(fast)) == (100, 100, 0)


@pytest.mark.parametrize(
    ("odd", "kind"),
    [([0, 0, 90, 90], "outlier-size"), ([3, 0, 4, 4], "duplicate"), ([99, 0, 9, 4], "outside")],
)
def test_a_second_look_finds_the_one_that_is_odd(
    odd: list[int],
    kind: str,
    tmp_path: Path,
    fast: list[int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked: list[int] = []
    look = CheckRun.look

    def counted(self: Any, file: int, placed: Any) -> None:
        looked.append(placed.line)
        look(self, file, placed)

    monkeypatch.setattr(CheckRun, "look", counted)
    path = tmp_path / "boxes.json"
    boxes = usual(400)
    boxes[200:200] = [{"image_id": 0, "category_id": 1, "bbox": odd}]
    write(path, boxes)
    assert kind in "".join(outcome(path)[2])
    assert sum(fast) > 300
    assert len(looked) < 5
