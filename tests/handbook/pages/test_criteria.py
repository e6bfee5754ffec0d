"""Tests of criteria."""

from schemactl.handbook.pages.criteria import criteria, definition, facts
from schemactl.handbook.pages.frame import NONE_YET
from tests.handbook.editions import an_atlas, an_entry, short, text_of

OLD = {
    "id": "a",
    "definition": "One.\n\nTwo.",
    "rationale": "It helps.",
    "stakes": "high",
    "prevalence": "rare",
    "requires": ["a driver's licence"],
    "deprecated": {"since": "1.0.0", "reason": "Old.", "replaced_by": "b"},
    "contested": {"views": ["Left", "Right"], "chosen": "Left", "because": "Heart."},
}


def test_facts_name_key_id_and_other_names() -> None:
    atlas = an_atlas()
    shown = text_of(facts(atlas, an_entry(atlas)))
    assert shown == (
        "Hotkey 1 Id billing-dispute Also called chargeback In data BILLING_DISPUTE "
        "Owner labels@example.com Status in force"
    )
    group = text_of(facts(atlas, an_entry(atlas, "money")))
    assert "Hotkey none" in group
    assert "group, not to be chosen" in group


def test_facts_name_the_version_that_changed_the_label() -> None:
    steps = ({"change": "redefine", "label": "refund", "effect": "narrow", "because": "x"},)
    atlas = an_atlas(steps=steps)
    assert "Last changed 2.0.0" in text_of(facts(atlas, an_entry(atlas, "refund")))
    assert "Last changed" not in facts(atlas, an_entry(atlas))


def test_the_definition_comes_with_what_was_contested() -> None:
    atlas = an_atlas(short(OLD, {"id": "b", "rationale": "Why not."}), digest="")
    shown = definition(atlas, an_entry(atlas, "a"))
    assert "<p>One.</p><p>Two.</p>" in shown
    text = text_of(shown)
    assert "Deprecated since 1.0.0. Old. Use instead: b ." in text
    assert "It helps. Left Right Chosen: Left Because: Heart." in text
    status = text_of(facts(atlas, an_entry(atlas, "a")))
    assert "high stakes , rare , deprecated since 1.0.0" in status
    assert "a driver's licence" in status
    other = text_of(definition(atlas, an_entry(atlas, "b")))
    assert other == "No definition yet. Why this label exists Why not."


def test_an_exclusion_names_the_right_label() -> None:
    atlas = an_atlas()
    shown = criteria(atlas, an_entry(atlas))
    text = text_of(shown)
    assert "Charge after cancellation #R2" in text
    assert "The customer changed their mind → Refund" in text
    assert "A picture of a bill → mark nothing" in text
    assert '<li id="R2">' in shown
    assert criteria(atlas, an_entry(atlas, "refund")) == NONE_YET
