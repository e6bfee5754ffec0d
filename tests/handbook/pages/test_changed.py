"""Tests of changed."""

import pytest

from schemactl.diff.judgement import Judgement
from schemactl.handbook.pages import changed
from schemactl.handbook.pages.changed import (
    article,
    changed_for_you,
    line,
    sentence,
    struck,
    version_page,
    word,
)
from schemactl.handbook.timeline import Turn
from schemactl.model.change import Change
from tests.handbook.editions import STEPS, an_atlas, an_old_version, rich, text_of, two_versions

SOURCE = "tickets/changes/2.0.0"


def test_kinds_are_told_in_the_words_of_annotators() -> None:
    turns = two_versions(an_old_version(), STEPS).edition.timeline[1].turns
    words = {turn.judgement.change.kind: word(turn) for turn in turns}
    assert words["label-merged"] == "merged"
    assert words["label-retired"] == "removed"
    assert words["definition-changed"] == "boundary moved"
    assert words["label-renamed"] == "renamed"
    assert words["examples-changed"] == "examples only"


def test_a_change_shows_before_and_after() -> None:
    atlas = two_versions(an_old_version(), STEPS)
    turn = next(
        one
        for one in atlas.edition.timeline[1].turns
        if one.judgement.change.kind == "definition-changed"
    )
    milestone = atlas.edition.timeline[1]
    shown = article(atlas, SOURCE, milestone, turn)
    assert f'id="{turn.mark}"' in shown
    assert "<del>bill </del>" in shown
    assert "<ins>charge </ins>" in shown
    assert "Only charges count." in shown
    assert sentence(atlas, turn) == "Billing dispute: definition changed"
    assert struck(atlas, SOURCE, milestone, turn) == (
        "<p>The customer says that a <del>bill </del><ins>charge </ins>is wrong.</p>"
    )


def test_a_label_that_is_gone_is_told_by_its_name() -> None:
    atlas = two_versions(an_old_version(), STEPS)
    turns = {one.judgement.change.kind: one for one in atlas.edition.timeline[1].turns}
    gone = turns["label-retired"]
    change = gone.judgement.change
    named = change._replace(before={"name": "Kind words", "definition": ""}, after=None)
    turn = gone._replace(judgement=gone.judgement._replace(change=named))
    assert sentence(atlas, turn) == "Label Kind words retired"
    nameless = change._replace(before={"name": "", "definition": ""}, after=None)
    turn = gone._replace(judgement=gone.judgement._replace(change=nameless))
    assert sentence(atlas, turn) == "Label praise retired"
    # What was empty before and is now did not change.
    assert "—" not in text_of(article(atlas, SOURCE, atlas.edition.timeline[1], turn))


def a_turn(change: Change) -> Turn:
    return Turn(Judgement(change, "patch", "keep"), "abc")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (Change("rule-changed", "intent", ("decide",), ("decide",)), "Decision path changed"),
        (Change("rule-changed", "intent", (), ("unsure",)), "What to do when unsure added"),
        (
            Change("rule-changed", "intent", ("confusable: billing-dispute--refund",), ()),
            "Choice between Billing dispute and Refund removed",
        ),
        (Change("rule-changed", "intent", ("T1",), ("T1",)), "Rule T1 changed"),
        (
            Change("label-merged", "intent", ("gone", "refund"), ("other",)),
            "Gone, Refund were merged into Other",
        ),
        (
            Change("label-moved", "intent", ("refund",), ("refund",), ["money"], []),
            "Refund moved from Money to the top",
        ),
        (Change("label-recoded", "intent", ("x",), ("refund",)), "X is now refund"),
        (
            Change("metadata-changed", "intent", ("refund",), ("refund",), {}, {}),
            "Refund: metadata changed",
        ),
        (
            Change("metadata-changed", None, ("tickets",), ("tickets",), {}, {}),
            "Tickets: metadata changed",
        ),
    ],
)
def test_a_sentence_has_names_where_people_know_them(change: Change, expected: str) -> None:
    assert sentence(an_atlas(), a_turn(change)) == expected


def test_a_case_is_quoted_and_its_id_leads_to_it() -> None:
    atlas = two_versions(an_old_version(), STEPS)
    case = {"content": "Where is it?", "use": "refund", "because": "It asks."}
    known, gone = {"id": "bd-001", **case}, {"id": "bd-9", **case, "use": "nothing"}
    change = Change(
        "examples-changed",
        "intent",
        ("refund",),
        ("refund",),
        {"counterexamples": [gone]},
        {"counterexamples": [known]},
    )
    shown = article(atlas, SOURCE, atlas.edition.timeline[1], a_turn(change))
    assert 'Counterexample <a class="self" href="../labels/billing-dispute.html#bd-001">' in shown
    assert "<blockquote>Where is it?</blockquote>" in shown
    assert "<p><b>Correct label:</b> <del>Mark nothing</del></p>" in shown
    assert "<p><b>Correct label:</b> <ins>Refund</ins></p>" in shown
    assert "<p><b>Why:</b> It asks.</p>" in shown
    assert "content:" not in shown
    assert "use:" not in shown
    alone = change._replace(after={})
    assert "<code>bd-9</code>" in article(atlas, SOURCE, atlas.edition.timeline[1], a_turn(alone))


def test_a_line_leads_to_its_page() -> None:
    atlas = two_versions(an_old_version(), STEPS)
    milestone = atlas.edition.timeline[1]
    shown = line(atlas, "tickets/index", milestone, milestone.turns[0])
    assert 'data-number="2"' in shown
    assert f'href="changes/2.0.0.html#{milestone.turns[0].mark}"' in shown
    assert version_page(atlas, milestone) == SOURCE


def test_home_lists_only_what_readers_act_on() -> None:
    shown = "".join(changed_for_you(two_versions(an_old_version(), STEPS), "tickets/index"))
    assert "boundary moved" in shown
    assert "examples only" not in shown
    assert "Mark as read" in shown
    assert 'class="rest"' not in shown
    assert list(changed_for_you(an_atlas(), "tickets/index")) == []
    unmarked = "".join(changed_for_you(two_versions(rich(version="1.0.0")), "tickets/index"))
    assert "Mark as read" not in unmarked


def test_home_counts_what_it_leaves_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changed, "MOST_ON_HOME", 1)
    shown = "".join(changed_for_you(two_versions(an_old_version(), STEPS), "tickets/index"))
    assert shown.count("<li ") == 1
    numbers = shown.partition('class="rest" data-numbers="')[2].partition('"')[0].split()
    assert set(numbers) == {"2"}
    assert f", {len(numbers)} more<" in shown
