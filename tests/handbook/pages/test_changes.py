"""Tests of changes."""

import re
from html import unescape

from schemactl.handbook.pages.changes import milestones, render, render_version
from tests.handbook.editions import STEPS, an_atlas, an_old_version, text_of, two_versions


def test_all_versions_are_listed_newest_first() -> None:
    atlas = two_versions(an_old_version(), STEPS)
    shown = render(atlas, {"schema:tickets@1.0.0": "tickets/v/1.0.0/index"})
    text = text_of(shown)
    assert text.index("schema:tickets@2.0.0") < text.index("schema:tickets@1.0.0")
    assert "2026-11-09" in text
    assert 'href="v/1.0.0/index.html"' in shown


def test_a_version_shows_all_its_changes_and_those_to_act_on_first() -> None:
    atlas = two_versions(an_old_version(), STEPS)
    milestone = milestones(atlas)[1]
    shown = render_version(atlas, milestone, {"refund": "tickets/diff/1.0.0--2.0.0/refund"})
    marks = re.findall(r'<article class="card change" id="([0-9a-f]{12})"', shown)
    assert sorted(marks) == sorted(turn.mark for turn in milestone.turns)
    behaviour = {turn.mark: turn.is_behaviour for turn in milestone.turns}
    order = [behaviour[mark] for mark in marks]
    assert order == sorted(order, reverse=True)
    assert "Side by side: Refund" in text_of(shown)


def test_a_first_release_and_a_draft_have_nothing_to_compare() -> None:
    atlas = two_versions(an_old_version(), STEPS)
    assert "First release." in render_version(atlas, milestones(atlas)[0], {})
    assert "None yet." in render(an_atlas(), {})


def test_what_changes_nothing_for_annotations_stands_under_a_name_of_its_own() -> None:
    old = an_old_version()
    old["tasks"][0]["labels"][1]["id"] = "rest"
    recode = {"change": "recode", "from": "rest", "to": "other", "because": "It says more."}
    atlas = two_versions(old, (*STEPS, recode))
    shown = render_version(atlas, milestones(atlas)[1], {})
    names = [unescape(name) for name in re.findall(r"^## (.*)$", shown, re.MULTILINE)]
    assert {"Renamed (1)", "Renamed, annotations stay (1)"} <= set(names)
    assert len(names) == len(set(names))


def test_the_feed_is_found_on_the_page_and_by_what_reads_feeds() -> None:
    atlas = two_versions(an_old_version(), STEPS)
    shown = render(atlas, {})
    assert '<a href="feed.xml">feed of releases</a>' in shown
    assert '"feed": "tickets/feed.xml"' in shown
    assert '"feed"' not in render_version(atlas, milestones(atlas)[1], {})
