"""What people did with a label, as quality reports of the registry say."""

from decimal import Decimal
from typing import Any

from schemactl.handbook.edition import Measured
from schemactl.handbook.links import Atlas
from schemactl.handbook.pages.choosing import confusable
from schemactl.handbook.pages.measured import Confused, confused, percent, source, unwritten
from schemactl.handbook.pages.versus import pairs, render
from schemactl.registry.quality import LabelQuality
from tests.handbook.editions import an_atlas, an_entry, text_of

UNDER = "schema:tickets@1.9.0"


def measured(**said: Any) -> Atlas:
    """Return an atlas whose first label was measured."""
    usual = {
        "report": "quality-report:spring@1",
        "at": "2026-05-04T12:00:00Z",
        "measure": "krippendorff",
        "agreement": "0.8125",
        "confusions": (("intent/refund", 37, "0.123"), ("intent/other", 4, "0.013")),
    }
    found = LabelQuality(**{**usual, **said})
    return an_atlas(measured=Measured(UNDER, {"intent/billing-dispute": found}))


def test_a_confusable_label_says_how_often_people_take_one_for_the_other() -> None:
    atlas = measured()
    shown = text_of(confusable(atlas, an_entry(atlas)))
    assert "Test question People mix them up Refund" in shown
    assert "Would the customer pay? in 12 % of cases" in shown
    assert "Other in 1.3 % of cases" in shown
    assert "Agreement on this label: 0.81 (krippendorff)." in shown
    assert "Measured under schema:tickets@1.9.0, quality-report:spring@1, 2026-05-04." in shown


def test_a_label_that_nobody_measured_has_no_such_column() -> None:
    atlas = measured()
    entry = an_entry(atlas, "refund")
    assert "mix them up" not in confusable(atlas, entry)
    assert (source(atlas, entry), confused(atlas, entry)) == ("", {})


def test_agreement_alone_is_told_without_a_table() -> None:
    atlas = measured(confusions=())
    assert "mix them up" not in confusable(atlas, an_entry(atlas))
    assert "Agreement on this label: 0.81" in confusable(atlas, an_entry(atlas))


def test_the_page_of_a_pair_says_it_too() -> None:
    atlas = measured()
    shown = [text_of(render(atlas, pair)) for pair in pairs(atlas)]
    assert ["People mix them up in 12 % of cases." in one for one in shown] == [True, False]


def test_rare_and_own_confusions_are_left_out() -> None:
    found = (
        ("intent/billing-dispute", 90, "0.9"),
        ("intent/other", 1, "0.0099"),
        ("intent/gone<", 5, None),
        ("intent/nothing", 1, None),
    )
    atlas = measured(confusions=found, agreement=None, measure=None, at=None)
    entry = an_entry(atlas)
    assert list(confused(atlas, entry)) == ["intent/other", "intent/gone<", "intent/nothing"]
    shown = [(name, one.told) for name, one in unwritten(atlas, entry, set())]
    assert shown == [("gone&lt;", "5 times"), ("Nothing marked", "once")]
    assert text_of(source(atlas, entry)) == f"Measured under {UNDER}, quality-report:spring@1."


def test_shares_are_read_at_a_glance() -> None:
    assert [percent(Decimal(one)) for one in ("0.123", "0.0123", "0.05", "1")] == [
        "12 %",
        "1.2 %",
        "5 %",
        "100 %",
    ]
    assert Confused("a/b", 1200, None).told == "1,200 times"
