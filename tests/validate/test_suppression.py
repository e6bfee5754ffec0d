"""Suppressions: a finding is accepted with a reason, beside the thing or in the settings."""

import time

import pytest

from schemactl.model.finding import Diagnostic, Region
from schemactl.model.settings import Suppression
from schemactl.validate.suppression import Settled, allowances, suppress
from tests.builders import a_document

TODAY = "2026-11-20"
FINDING = Diagnostic(
    "rule-a", "warning", "message", "file.yaml", Region(2, 1, 2, 5), address="s/t/a"
)


def settled(**fields: str) -> list[Settled]:
    """Return a suppression of the settings."""
    place = Diagnostic("", "warning", "", "schemactl.yaml", Region(1, 1, 1, 2))
    return [Settled(Suppression.model_validate({"because": "Known.", **fields}), place)]


def after(text: str, found: Diagnostic = FINDING, *more: Settled) -> dict[str, str | None]:
    """Return rule and reason of everything that is left to say about a file."""
    result = suppress([found], allowances(a_document(text)), more, TODAY)
    return {diagnostic.rule: diagnostic.suppressed for diagnostic in result}


@pytest.mark.parametrize(
    "text",
    [
        "# allow: rule-a -- Known.\na: b\n",
        "#allow: rule-a -- Known.\r\na: b\r\n",
        "a: b\nc: d   # allow: rule-a -- Known.\n",
        "  #  allow:  rule-a  --  Known.  \na: b\n",
    ],
)
def test_a_comment_above_or_behind_allows_its_rule(text: str) -> None:
    assert after(text) == {"rule-a": "Known."}


def test_comments_above_each_other_all_speak_of_the_same_line() -> None:
    document = a_document("# allow: rule-a -- One.\n# a remark\n# allow: rule-b -- Two.\na: b\n")
    assert [(a.rule, a.reason, a.line) for a in allowances(document)] == [
        ("rule-a", "One.", 4),
        ("rule-b", "Two.", 4),
    ]


def test_a_comment_without_a_reason_allows_nothing() -> None:
    found = after("# allow: rule-a\na: b\n")
    assert found == {"rule-a": None, "suppression-without-reason": None}


@pytest.mark.parametrize(
    "text", ["# allow: rule-b -- x\na: b\n", "\n\n# allow: rule-a -- x\na: b\n"]
)
def test_a_comment_that_nothing_breaks_is_reported(text: str) -> None:
    assert after(text) == {"rule-a": None, "suppression-unused": None}


@pytest.mark.parametrize("at", ["", "s", "s/t", "s/t/a"])
def test_settings_accept_a_rule_at_an_address_and_below(at: str) -> None:
    assert after("", FINDING, *settled(rule="rule-a", at=at)) == {"rule-a": "Known."}


@pytest.mark.parametrize("fields", [{"at": "s/t/b"}, {"at": "s/t/ab"}, {"at": "other"}])
def test_settings_for_another_place_are_unused(fields: dict[str, str]) -> None:
    found = after("", FINDING, *settled(rule="rule-a", **fields))
    assert found == {"rule-a": None, "suppression-unused": None}


@pytest.mark.parametrize(("until", "holds"), [(TODAY, True), ("2026-11-19", False)])
def test_an_acceptance_ends_after_its_last_day(until: str, holds: bool) -> None:
    found = after("", FINDING, *settled(rule="rule-a", until=until))
    expected = {"rule-a": "Known."} if holds else {"rule-a": None, "suppression-expired": None}
    assert found == expected


@pytest.mark.parametrize("at", ["guidelines/g/a.md", "guidelines/g", "guidelines"])
def test_settings_accept_a_rule_in_a_file_or_folder(at: str) -> None:
    page = FINDING._replace(file="guidelines/g/a.md", address="g")
    assert after("", page, *settled(rule="rule-a", at=at)) == {"rule-a": "Known."}
    assert "suppression-unused" in after("", FINDING, *settled(rule="rule-a", at=at))


@pytest.mark.parametrize("rule", ["yaml-syntax", "release-edited"])
def test_what_hides_everything_else_is_never_accepted(rule: str) -> None:
    found = after("", FINDING._replace(rule=rule), *settled(rule=rule))
    assert found[rule] is None


def test_settings_may_speak_of_what_was_not_examined() -> None:
    assert suppress([], [], settled(rule="rule-a"), TODAY, is_whole=False) == []


def test_a_finding_says_where_its_reason_stands() -> None:
    comment = allowances(a_document("# allow: rule-a -- Here.\na: b\n"))
    (accepted,) = suppress([FINDING], comment, [], TODAY)
    assert accepted.suppressed_in == "file"
    (accepted,) = suppress([FINDING], [], settled(rule="rule-a"), TODAY)
    assert accepted.suppressed_in == "settings"


def test_thousands_of_entries_take_no_time() -> None:
    (entry,) = settled(rule="rule-a")
    many = [
        entry._replace(suppression=Suppression(rule="rule-a", at=f"s/t/{n}", because="Known."))
        for n in range(5000)
    ]
    found = [FINDING._replace(address=f"s/t/{n}") for n in range(5000)]
    started = time.process_time()
    assert all(d.suppressed for d in suppress(found, [], many, TODAY))
    assert time.process_time() - started < 2
