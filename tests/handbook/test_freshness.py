"""Freshness: what one of the last two releases changed, and nothing that is older or new."""

from typing import Any

from schemactl.handbook.freshness import Part, freshness
from schemactl.handbook.links import Atlas
from schemactl.handbook.pages.choosing import confusable
from schemactl.handbook.pages.criteria import criteria, definition
from schemactl.handbook.pages.decide import render as render_decide
from schemactl.handbook.pages.examples import cards
from schemactl.handbook.pages.rules import render as render_rules
from schemactl.handbook.pages.versus import pairs
from schemactl.handbook.pages.versus import render as render_versus
from schemactl.handbook.timeline import schema_milestones
from tests.handbook.editions import a_release, an_atlas, an_entry, rich, text_of

RECODED = ({"change": "recode", "from": "dispute", "to": "billing-dispute", "because": "Longer."},)


def label(data: dict[str, Any]) -> dict[str, Any]:
    """Return the first label of the rich schema."""
    found: dict[str, Any] = data["tasks"][0]["labels"][0]["labels"][0]
    return found


def released(*datas: dict[str, Any], steps: tuple[dict[str, Any], ...] = ()) -> Atlas:
    """Return the atlas of the last of some releases."""
    releases = [a_release(data) for data in datas[:-1]] + [a_release(datas[-1], steps)]
    return an_atlas(datas[-1], timeline=schema_milestones(releases, {}))


def versions() -> list[dict[str, Any]]:
    """Return four versions: each changes another part of the first label."""
    found = [rich(version=f"{number}.0.0") for number in (1, 2, 3, 4)]
    for data in found[1:]:
        label(data)["include"].append("A fee that nobody agreed to")
    for data in found[2:]:
        label(data)["definition"] = "The customer says that a charge is not right."
    label(found[3])["examples"].insert(0, {"id": "bd-9", "content": "Why 9 €?"})
    return found


def test_the_last_two_releases_count() -> None:
    address = ("intent", "billing-dispute")
    assert freshness(released(*versions()).edition) == {
        Part(*address, "definition"): "3.0.0",
        Part(*address, "examples", 0): "4.0.0",
    }
    assert freshness(released(*versions()[:3]).edition) == {
        Part(*address, "include", 2): "2.0.0",
        Part(*address, "definition"): "3.0.0",
    }


def test_the_first_release_and_an_edition_without_a_timeline_have_nothing_fresh() -> None:
    assert freshness(released(versions()[0]).edition) == {}
    assert freshness(an_atlas().edition) == {}


def test_a_new_label_is_no_change_and_a_recoded_one_is_compared_with_itself() -> None:
    old = rich(version="1.0.0")
    label(old)["id"] = "dispute"
    label(old)["definition"] = "Was otherwise."
    for part in ("tie_breaks", "confusable", "decide"):
        del old["tasks"][0][part]
    old["tasks"][0]["labels"].pop()
    old["tasks"][0].pop("unsure")
    found = freshness(released(old, rich(), steps=RECODED).edition)
    about = {part for part in found if part.label}
    assert about == {Part("intent", "billing-dispute", "definition")}
    assert {part.field for part in found if not part.label} == {
        "tie_breaks",
        "confusable",
        "decide",
    }


def test_chips_stand_at_what_changed() -> None:
    old = rich(version="1.0.0")
    label(old)["definition"] = "Was otherwise."
    label(old)["include"].pop()
    label(old)["edge_cases"] = []
    task = old["tasks"][0]
    task["tie_breaks"][0]["text"] = "Was otherwise."
    task["confusable"][0]["ask"] = "Was otherwise?"
    task["decide"][1]["ask"] = "Was otherwise?"
    new = rich()
    label(new)["counterexamples"] = []
    atlas = released(old, new)
    entry = an_entry(atlas)
    chip = "changed in 2.0.0"
    for shown in (definition, cards, criteria, confusable):
        assert text_of(shown(atlas, entry)).count(chip) == 1
    assert text_of(criteria(atlas, entry)).count(f"#R2 {chip}") == 1
    assert text_of(cards(atlas, entry)).count(f"Edge case {chip}") == 1
    # An edge case may stand on the page of a pair as what is not the one.
    versus = [text_of(render_versus(atlas, pair)) for pair in pairs(atlas)]
    assert any(chip in one for one in versus)
    for page in (render_rules, render_decide):
        assert text_of(page(atlas)).count(chip) == 1
