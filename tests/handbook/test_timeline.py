"""Tests of timeline."""

from pathlib import Path

from schemactl.diff.comparison import compare
from schemactl.diff.fingerprint import fingerprint
from schemactl.handbook.timeline import guideline_timeline, read_dates, schema_timeline
from schemactl.workspace import Workspace
from tests.handbook.editions import STEPS, a_release, an_old_version, rich, two_versions

OURS = Workspace(Path(__file__).parents[2])


def test_a_version_changed_what_the_comparison_says() -> None:
    first, second = two_versions(an_old_version(), STEPS).edition.timeline
    assert (first.number, first.turns) == (1, ())
    assert (second.number, second.date) == (2, "2026-11-09")
    new = a_release(rich(), STEPS)
    found = compare(a_release(an_old_version()).schema, new.schema, new.migration)
    assert {turn.mark for turn in second.turns} == {fingerprint(one, "tickets") for one in found}


def test_what_readers_must_act_on_comes_first() -> None:
    second = two_versions(an_old_version(), STEPS).edition.timeline[1]
    order = [turn.is_behaviour for turn in second.turns]
    assert order == sorted(order, reverse=True)
    assert {True, False} == set(order)


def test_a_change_is_about_the_labels_of_today() -> None:
    second = two_versions(an_old_version(), STEPS).edition.timeline[1]
    by_kind = {turn.judgement.change.kind: turn.labels for turn in second.turns}
    assert by_kind["definition-changed"] == ("billing-dispute",)
    assert by_kind["label-merged"] == ("refund",)
    assert by_kind["label-retired"] == ("praise",)


def test_releases_of_the_repository_have_their_day() -> None:
    dates = read_dates(OURS)
    found = schema_timeline(OURS, "support-tickets", dates)
    assert [one.number for one in found] == list(range(1, len(found) + 1))
    assert all(one.date for one in found)
    guided = guideline_timeline(OURS, "support-tickets", dates)
    assert any(turn.judgement.change.kind == "page-changed" for turn in guided[1].turns)
