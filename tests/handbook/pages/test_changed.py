"""Tests of changed."""

import pytest

from schemactl.diff.wording import Passage
from schemactl.handbook.pages import changed
from schemactl.handbook.pages.changed import (
    article,
    changed_for_you,
    line,
    sentence,
    side_by_side,
    struck,
    version_page,
    word,
)
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
    shown = article(atlas, SOURCE, turn)
    assert f'id="{turn.mark}"' in shown
    assert "<del>bill </del>" in shown
    assert "<ins>charge </ins>" in shown
    assert "Only charges count." in shown
    assert sentence(atlas, turn) == "Billing dispute: definition changed"
    assert struck(turn) == (
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
    assert "—" not in text_of(article(atlas, SOURCE, turn))


def test_a_side_that_is_empty_is_a_dash() -> None:
    assert text_of(side_by_side(Passage("name", "", "<b>"))) == "name Before — Now <b>"


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
