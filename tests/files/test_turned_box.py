"""Tests of turned boxes."""

import pytest

from schemactl.files.turned_box import turned_box


def test_a_quarter_turn_goes_clockwise_around_its_pivot() -> None:
    found = turned_box((2, 1), (4, 2), 90, (2, 1))
    expected = [[2, 1], [2, 5], [0, 5], [0, 1]]
    assert [side for point in found for side in point] == pytest.approx(
        [side for point in expected for side in point]
    )
    centred = turned_box((0, 0), (4, 2), 180, (2, 1))
    assert centred[0] == pytest.approx([4, 2])
