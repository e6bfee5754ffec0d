"""Tests of cases."""

from schemactl.handbook.pages.cases import render
from tests.handbook.editions import an_atlas, short, text_of


def test_cases_stand_under_the_rule_that_decides_them() -> None:
    text = text_of(render(an_atlas()).partition("\n---\n")[2])
    assert "## Decided by T1 {#_phenomenon_1} T1 Contested wins. ◆ Edge case" in text


def test_cases_without_a_rule_stand_at_a_border() -> None:
    cases = [{"content": "x", "use": "b"}, {"content": "y"}]
    text = text_of(render(an_atlas(short({"id": "a", "edge_cases": cases}, "b"))))
    assert "## a or b" in text
    assert "## At the border of a" in text
    assert "None yet." in render(an_atlas(short("a", "b")))
