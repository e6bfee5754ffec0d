"""Regions of every form are drawn over their picture, with their numbers."""

import re
from pathlib import Path
from typing import Any

import pytest

from schemactl.handbook.pages.overlay import extent, overlay, timeline
from schemactl.handbook.pictures import Asset
from schemactl.model.label import ExampleRegion

PICTURE = Asset(Path("a"), "1.png", 200, 100)


def a_region(**fields: Any) -> ExampleRegion:
    return ExampleRegion.model_validate({"use": "a", **fields})


BOX = a_region(box=[10, 20, 30, 40.5])
OUTLINE = a_region(polygon=[[1, 2], [30, 2], [30, 40]])
LINE = a_region(polyline=[[5, 6], [7, 8]], use="nothing")
POINTS = a_region(points={"nose": [4, 8], "tail": [40, 2]})


@pytest.mark.parametrize(
    ("region", "drawn"),
    [
        (BOX, '<rect x="10" y="20" width="30" height="40.5" class="line"/>'),
        (OUTLINE, '<polygon points="1,2 30,2 30,40" class="line"/>'),
        (LINE, '<polyline points="5,6 7,8" class="halo"/>'),
        (POINTS, '<line x1="4" y1="8" x2="40" y2="2" class="line"/>'),
        (POINTS, '<circle cx="40" cy="2" r="2"/>'),
    ],
)
def test_each_form_is_drawn(region: ExampleRegion, drawn: str) -> None:
    assert drawn in overlay(PICTURE, [region], [("nose", "tail"), ("nose", "ear")])


def test_numbers_stand_where_regions_begin() -> None:
    shown = overlay(PICTURE, [BOX, OUTLINE, LINE, POINTS])
    assert shown.startswith('<svg viewBox="0 0 200 100" aria-hidden="true"')
    for number, corner in enumerate(["10", "1", "5", "-3"], start=1):
        assert f'<text x="{corner}" ' in shown
        assert f">{number}</text>" in shown
    assert shown.count('<g class="wrong">') == 1
    assert "<line " not in shown


def test_without_size_or_regions_nothing_is_drawn() -> None:
    assert overlay(Asset(Path("b"), "2.webp"), [BOX]) == ""
    assert overlay(PICTURE, []) == ""


@pytest.mark.parametrize(
    ("region", "words"),
    [
        (BOX, "30 &times; 40.5 pixels"),
        (OUTLINE, "outline of 3 points"),
        (LINE, "line of 2 points"),
        (POINTS, "nose, tail"),
        (a_region(points={"<b>": [1, 1]}), "&lt;b&gt;"),
    ],
)
def test_the_size_is_told_in_words(region: ExampleRegion, words: str) -> None:
    assert extent(region) == words


def test_segments_are_bars_in_time_and_stand_in_rows_where_they_overlap() -> None:
    heard = [
        a_region(segment=[0, 4]),
        a_region(segment=[2, 8], use="nothing"),
        a_region(segment=["4", 5.5]),
    ]
    shown = timeline([*heard, BOX])
    assert re.findall(r'class="(right|wrong)"><rect x="([^"]*)" y="(\d+)"', shown) == [
        ("right", "0", "4"),
        ("wrong", "95.24", "28"),
        ("right", "190.5", "4"),
    ]
    assert 'viewBox="0 0 400 48"' in shown
    assert timeline([BOX]) == ""
    assert extent(heard[2]) == "4 to 5.5 seconds"
    assert overlay(PICTURE, heard) == ""
    assert overlay(PICTURE, [*heard, BOX]).count("<text") == 1
