"""Tests of sides."""

from schemactl.handbook.pages.sides import as_one, side_by_side
from schemactl.handbook.pages.tellers import ITSELF, QUOTE
from schemactl.handbook.pages.telling import Said, Thing
from tests.handbook.editions import text_of

CASE = Thing(
    "Example",
    "e1",
    (
        Said(QUOTE, "Charged <twice>", "Charged <twice>"),
        Said("Why", "Old reason", "New reason"),
        Said("Rule", "", "T1"),
    ),
)


def test_a_side_that_is_empty_is_a_dash() -> None:
    thing = Thing("Name", "", (Said(ITSELF, "", "<b>"),))
    assert text_of(side_by_side(thing)) == "Name Before — Now <b>"


def test_what_is_said_in_data_is_quoted_and_words_are_struck_in_the_changed_field() -> None:
    shown = side_by_side(CASE, "<code>e1</code>")
    assert '<p class="field">Example <code>e1</code></p>' in shown
    before, now = shown.split('<div class="now">')
    assert "<blockquote>Charged &lt;twice&gt;</blockquote>" in before
    assert "<p><b>Why:</b> <del>Old </del>reason</p>" in before
    assert "T1" not in before
    assert "<p><b>Why:</b> <ins>New </ins>reason</p><p><b>Rule:</b> <ins>T1</ins></p>" in now


def test_one_text_holds_both() -> None:
    assert as_one(CASE, "<code>e1</code>") == (
        "<p><b>Example <code>e1</code>:</b> <q>Charged &lt;twice&gt;</q> "
        "<b>Why:</b> <del>Old </del><ins>New </ins>reason <b>Rule:</b> <ins>T1</ins></p>"
    )
    assert as_one(Thing("", "", (Said(ITSELF, "a", "a"),))) == "<p>a</p>"


def test_what_came_is_parted_from_what_went() -> None:
    thing = Thing("", "", (Said(ITSELF, "An old bill", "An old invoice"),))
    assert as_one(thing) == "<p>An old <del>bill</del> <ins>invoice</ins></p>"
    assert "<p>An old <ins>invoice</ins></p>" in side_by_side(thing)


def test_what_people_wrote_can_be_marked() -> None:
    shown = as_one(CASE, mark=lambda text: f"[{text}]")
    assert "<q>[Charged &lt;twice&gt;]</q>" in shown
    assert "<ins>[New ]</ins>[reason]" in shown
    assert "<b>Why:</b>" in shown
    assert "<b>Example:</b>" in shown
    named = CASE._replace(is_ours=False)
    assert "<b>[Example]:</b>" in as_one(named, mark=lambda text: f"[{text}]")
