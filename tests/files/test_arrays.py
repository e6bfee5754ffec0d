"""Tests of the door to NumPy."""

from schemactl.files.arrays import numpy


def test_the_door_opens() -> None:
    assert numpy().arange(3).tolist() == [0, 1, 2]
