"""Tests of passages."""

from schemactl.handbook.passages import Passage, Remark


def test_a_block_has_no_anchor_and_a_remark_may_have_no_place() -> None:
    assert Passage(0, "<p>x</p>").anchor == ""
    assert Remark("x", "the link is not shown").start is None
