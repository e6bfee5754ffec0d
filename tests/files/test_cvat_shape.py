"""Tests of the shapes of CVAT."""

import pytest

from schemactl.files.cvat_shape import Misread, frame_of, regions_of
from schemactl.files.xml_records import Node


def test_a_shape_may_be_unknown() -> None:
    with pytest.raises(Misread, match="<star> is no shape"):
        regions_of(Node("star", {}, [], []))


def test_frames_are_whole_numbers() -> None:
    assert frame_of(Node("box", {"frame": "7"}, [], [])) == 7
    with pytest.raises(Misread, match="no whole number"):
        frame_of(Node("box", {"frame": "7.5"}, [], []))
