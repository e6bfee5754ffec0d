"""Tests of regions in results of Label Studio."""

import pytest

from schemactl.files.label_studio_region import Canvas, Misread, regions_of

CANVAS = Canvas(200.0, 100.0, None)


def test_a_track_has_a_region_for_each_key_frame() -> None:
    side = {"x": 0, "y": 0, "width": 50, "height": 50}
    frames = [{"frame": 1, **side}, {"frame": 9, **side, "x": 10}]
    found = list(regions_of({"value": {"sequence": frames}}, CANVAS))
    assert [one["box"]["frame"] for one in found] == [0, 8]
    assert [one["box"]["x"] for one in found] == [0.0, 20.0]
    with pytest.raises(Misread, match="a key frame needs"):
        list(regions_of({"value": {"sequence": [side]}}, CANVAS))


def test_a_closed_path_is_an_outline() -> None:
    value = {"vertices": [{"x": 1, "y": 1}], "closed": True}
    assert list(regions_of({"value": value}, CANVAS)) == [{"polygon": {"points": [[2, 1]]}}]


def test_a_point_has_two_sides() -> None:
    with pytest.raises(Misread, match="is no point"):
        list(regions_of({"value": {"points": [[1]]}}, CANVAS))


def test_offsets_that_fit_neither_way_are_left_as_they_are() -> None:
    value = {"start": 0, "end": 2, "text": "zz", "labels": []}
    [found] = regions_of({"value": value}, Canvas(None, None, "\u00e9t\u00e9"))
    assert found["span"] == {"start": 0, "end": 2}


@pytest.mark.parametrize("start", [2, 3])
def test_offsets_are_characters_and_old_ones_of_utf_16_are_turned_into_them(start: int) -> None:
    value = {"start": start, "end": start + 3, "text": "Ada", "labels": []}
    [found] = regions_of({"value": value}, Canvas(None, None, "\U0001f600 Ada met Bo"))
    assert found["span"] == {"start": 2, "end": 5}
