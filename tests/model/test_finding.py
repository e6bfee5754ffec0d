"""Findings and diagnostics are plain values: equal where their parts are."""

from schemactl.model.finding import Diagnostic, Finding, Fix, Region


def test_a_place_may_be_unknown() -> None:
    assert Region() == (None, None, None, None)


def test_equal_diagnostics_are_one() -> None:
    one = Diagnostic("rule", "error", "message", "file", Region(1, 2, 1, 3))
    other = Diagnostic("rule", "error", "message", "file", Region(1, 2, 1, 3))
    assert len({one, other}) == 1


def test_a_finding_needs_only_a_place_and_a_message() -> None:
    finding = Finding(("labels", 0), "message")
    assert (finding.hint, finding.label, finding.file, finding.fixes) == ("", None, None, ())


def test_fixes_stand_in_the_order_of_their_places() -> None:
    assert sorted([Fix(5, 6, "b"), Fix(1, 2, "a")])[0].text == "a"
