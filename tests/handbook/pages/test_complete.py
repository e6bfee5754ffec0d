"""Tests of complete."""

import pytest

from schemactl.handbook.known_labels import UNKNOWN
from schemactl.handbook.links import Atlas
from schemactl.handbook.pages import complete
from schemactl.handbook.pages.complete import printed, render
from schemactl.handbook.pages.guide import Guide
from tests.handbook.editions import PAGES, an_atlas, an_edition, rich, short, text_of


def test_all_labels_stand_on_one_page_and_link_to_each_other_there() -> None:
    shown = render(Guide(an_atlas())).decode()
    assert '<h2 id="billing-dispute">Billing dispute</h2>' in shown
    assert 'href="#refund"' in shown
    assert "labels/refund.html" not in shown


def test_labels_of_two_tasks_do_not_share_an_anchor() -> None:
    data = rich()
    data["tasks"][1] = {"id": "tone", "type": "classification", "labels": [{"id": "other"}]}
    shown = render(Guide(an_atlas(data))).decode()
    assert 'id="intent.other"' in shown
    assert 'id="tone.other"' in shown


def test_there_is_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(complete, "MOST_SINGLE_PAGES", 2)
    shown = render(Guide(an_atlas())).decode()
    assert "too many labels for one page" in shown
    assert 'id="refund"' not in shown


def test_the_page_stands_where_readers_and_printers_look_for_it() -> None:
    guide = Guide(an_atlas())
    assert printed(guide, UNKNOWN) == {"tickets/print.html": render(guide).decode()}


def test_everything_that_is_about_more_than_a_label_is_on_it_too() -> None:
    edition = an_edition(pages=PAGES)
    shown = render(Guide(Atlas(edition))).decode()
    text = text_of(shown)
    for told in (
        *("What does the customer want?", "Choose exactly one label.", "Flag it."),
        *("How urgent?", "1 Calm.", "3 Now."),
        *("Decide", "Is a charge mentioned?", "Rules and tie-breaks", "Contested wins."),
        *("Nobody waits.", "The task", "Read first"),
    ):
        assert told in text, told
    assert '<a class="ref" href="labels/billing-dispute.html#bd-001">' in shown
    assert 'id="Q1"' not in shown
    bare = short("a", question="Which one?")
    assert "Decide" not in text_of(render(Guide(an_atlas(bare))).decode())
