"""Areas and lengths, against what paper and pencil give."""

import pytest

from schemactl.model.geometry import Area, length_within


def square(left: float, top: float, side: float) -> tuple[tuple[float, float], ...]:
    return ((left, top), (left + side, top), (left + side, top + side), (left, top + side))


def test_a_hole_is_no_part_of_the_area() -> None:
    assert Area([square(0, 0, 10)], [square(2, 2, 5)]).size == 75
    assert Area([]).size == 0


def test_rings_are_united() -> None:
    assert Area([square(0, 0, 2), square(1, 0, 2), square(9, 9, 1)]).size == 4 + 2 + 1


def test_a_ring_that_crosses_itself_has_the_area_of_its_two_triangles() -> None:
    assert Area([((0, 0), (4, 4), (4, 0), (0, 4))]).size == 8


def test_overlap_is_intersection_over_union() -> None:
    assert Area([square(0, 0, 10)]).overlap(Area([square(5, 5, 10)])) == pytest.approx(25 / 175)
    assert Area([square(0, 0, 10)]).overlap(Area([square(10, 0, 10)])) == 0
    assert Area([square(0, 0, 10)]).overlap(Area([])) == 0


def test_length_within_reach_counts_shared_stretches_once() -> None:
    line = ((0.0, 0.0), (10.0, 0.0))
    assert length_within([line, line], [((0.0, 1.0), (4.0, 1.0))], 1) == pytest.approx((10, 4))
    assert length_within([line], [], 1) == (10, 0)
    total, near = length_within([line], [((0.0, 3.0), (4.0, 3.0))], 5)
    assert (total, near) == pytest.approx((10, 4 + 4), abs=0.01)
