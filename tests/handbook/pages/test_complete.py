"""Tests of complete."""

import pytest

from schemactl.handbook.known_labels import UNKNOWN
from schemactl.handbook.pages import complete
from schemactl.handbook.pages.complete import printed, render
from tests.handbook.editions import an_atlas, rich


def test_all_labels_stand_on_one_page_and_link_to_each_other_there() -> None:
    shown = render(an_atlas()).decode()
    assert '<h2 id="billing-dispute">Billing dispute</h2>' in shown
    assert 'href="#refund"' in shown
    assert "labels/refund.html" not in shown


def test_labels_of_two_tasks_do_not_share_an_anchor() -> None:
    data = rich()
    data["tasks"][1] = {"id": "tone", "type": "classification", "labels": [{"id": "other"}]}
    shown = render(an_atlas(data)).decode()
    assert 'id="intent.other"' in shown
    assert 'id="tone.other"' in shown


def test_there_is_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(complete, "MOST_SINGLE_PAGES", 2)
    shown = render(an_atlas()).decode()
    assert "too many labels for one page" in shown
    assert 'id="refund"' not in shown


def test_the_page_stands_where_readers_and_printers_look_for_it() -> None:
    atlas = an_atlas()
    assert printed(atlas, UNKNOWN) == {"tickets/print.html": render(atlas).decode()}
