"""Tests of difference."""

import pytest

from schemactl.handbook.pages import difference
from schemactl.handbook.pages.difference import differences, render
from tests.handbook.editions import STEPS, an_old_version, text_of, two_versions


def test_every_changed_label_has_its_page() -> None:
    atlas = two_versions(an_old_version(), STEPS)
    found = {one.label: one for one in differences(atlas)}
    assert set(found) == {"billing-dispute", "refund", "praise"}
    assert found["refund"].path == "tickets/diff/1.0.0--2.0.0/refund"
    shown = render(atlas, found["billing-dispute"])
    assert "Billing dispute: 1.0.0 → 2.0.0" in text_of(shown)
    assert "<del>bill </del>" in shown
    assert "The label is gone today." in render(atlas, found["praise"])


def test_very_many_stand_on_the_page_of_the_version_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(difference, "MOST_PAGES", 2)
    assert list(differences(two_versions(an_old_version(), STEPS))) == []
