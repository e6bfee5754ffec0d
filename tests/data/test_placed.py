"""Tests of placed annotations."""

from schemactl.data.placed import Row, place
from schemactl.model.annotation import Annotation, Content, Problem

SHARED = Problem("missing-item", None, None, None, "an item needs an id")


def test_an_annotation_has_what_its_row_shares() -> None:
    content = Content(text="Money back")
    row = Row("1", 3, [None, 5], (SHARED,), content)
    found = place(row, None, "refund", False, (("unknown-label", "no label"),), "intent")
    assert found.annotation == Annotation("1", "intent", "refund", None, 5)
    assert (found.line, found.content) == (3, content)
    own = Problem("unknown-label", "1", 3, "refund", "no label")
    assert found.problems == (SHARED, own)
