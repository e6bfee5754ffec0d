"""Changes: a closed set of kinds, each with its way back."""

import pytest

from schemactl.model.change import KINDS, Change, Kind, Spot, highest


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "label-merged"])
def test_the_way_back_swaps_the_sides_and_the_way_back_of_it_is_the_change(kind: Kind) -> None:
    change = Change(kind, "t", ("a",), ("b", "c"), 1, 2, Spot(("x",)), Spot(file="y"))
    back = change.reverse()
    assert back is not None
    assert (back.source, back.target, back.before, back.after) == (("b", "c"), ("a",), 2, 1)
    assert (back.old_spot, back.new_spot) == (change.new_spot, change.old_spot)
    if kind != "label-split":
        assert back.reverse() == change


def test_a_merge_has_no_way_back() -> None:
    assert Change("label-merged", "t", ("a", "b"), ("c",)).reverse() is None


def test_what_came_goes_on_the_way_back() -> None:
    back = Change("label-added", "t", (), ("a",)).reverse()
    assert back == Change("label-retired", "t", ("a",), ())


def test_the_subject_is_the_new_id_where_there_is_one() -> None:
    assert Change("label-recoded", "t", ("a",), ("b",)).subject == "b"
    assert Change("label-retired", "t", ("a",)).subject == "a"
    assert Change("metadata-changed").subject == ""


def test_the_highest_step_of_none_is_none() -> None:
    assert highest([]) == "none"
    assert highest(["patch", "major", "minor"]) == "major"
