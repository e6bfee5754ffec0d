"""Tests of the values that Label Studio gets."""

import pytest

from schemactl.files.label_studio_value import FORMS, Unspeakable
from schemactl.model.annotation import Annotation, Content


def test_a_span_says_its_text() -> None:
    annotation = Annotation("1", "t", "a", {"start": 1, "end": 3})
    written = FORMS["span"].write(annotation, Content(text="wxyz"))
    assert written.value == {"start": 1, "end": 3, "text": "xy", "labels": ["a"]}


def test_percentages_need_the_size() -> None:
    annotation = Annotation("1", "t", "a", {"x": 1, "y": 1, "width": 5, "height": "x"})
    with pytest.raises(Unspeakable, match="'x' is no number"):
        FORMS["box"].write(annotation, Content(width=10, height=10))
    with pytest.raises(Unspeakable, match="the size of the item is not known"):
        FORMS["box"].write(annotation, Content(width=10, height=0))
