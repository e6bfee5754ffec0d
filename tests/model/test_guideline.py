"""A guideline's settings and a ruling: what they need and what they refuse."""

from typing import Any

import pytest
from pydantic import ValidationError

from schemactl.model.guideline import ANSWER, Guideline, OpenRuling, Ruling

SMALLEST: dict[str, Any] = {
    "schemactl": "1",
    "name": "g",
    "version": "1.0.0",
    "schema": {"name": "s", "versions": ">=1.0,<2"},
}
RULING = {"id": "r-1", "item": "Text 7", "use": "refund", "date": "2026-11-20"}


def test_name_version_and_covered_schema_are_enough() -> None:
    guideline = Guideline.model_validate(SMALLEST)
    assert (guideline.covers.name, guideline.covers.versions) == ("s", ">=1.0,<2")


def test_a_text_says_what_to_do_when_unsure() -> None:
    guideline = Guideline.model_validate({**SMALLEST, "unsure": "Ask."})
    assert guideline == Guideline.model_validate({**SMALLEST, "unsure": {"say": "Ask."}})


def test_an_edit_is_marked_for_all_pages_or_for_one() -> None:
    marks = [
        {"effect": "clarify", "because": "Shorter."},
        {"effect": "narrow", "labels": ["a"], "page": "index.md", "because": "Less."},
    ]
    guideline = Guideline.model_validate({**SMALLEST, "changes": marks})
    assert [change.page for change in guideline.changes] == [None, "index.md"]


def test_a_gate_is_held_to_the_lower_bound() -> None:
    gate = {"task": "t", "agreement": {"measure": "krippendorff", "minimum": "0.7"}}
    agreement = Guideline.model_validate({**SMALLEST, "gates": [gate]}).gates[0].agreement
    assert agreement is not None
    assert (agreement.minimum, agreement.on) == (0.7, "lower_bound")


@pytest.mark.parametrize(
    "wrong",
    [
        {"schema": {"name": "s", "versions": "^1"}},
        {"schema": {"name": "s"}},
        {"schema": None},
        {"pages": ["../index.md"]},
        {"pages": ["Index.md"]},
        {"pages": ["index.html"]},
        {"pages": ["a/b.md"]},
        {"changes": [{"effect": "shrink", "because": "x"}]},
        {"changes": [{"effect": "shift"}]},
        {"gates": [{"task": "t", "gold": {"minimum": "most"}}]},
        {"pagse": []},
    ],
)
def test_what_is_wrong_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Guideline.model_validate({**SMALLEST, **wrong})


def test_a_ruling_says_what_was_decided_about_one_item() -> None:
    ruling = Ruling.model_validate(RULING)
    assert (ruling.use, ruling.folded_into) == ("refund", None)


@pytest.mark.parametrize("key", sorted(RULING))
def test_a_ruling_needs_id_item_label_and_date(key: str) -> None:
    with pytest.raises(ValidationError, match="missing"):
        Ruling.model_validate({k: v for k, v in RULING.items() if k != key})


def test_an_open_ruling_is_a_ruling_without_the_answer() -> None:
    question = {key: RULING[key] for key in ("id", "item", "date")}
    assert OpenRuling.model_validate({**question, "by": "ann-3"}).date == "2026-11-20"
    assert set(ANSWER) == {"use", "because", "because_of", "folded_into"}
    for key in ANSWER:
        with pytest.raises(ValidationError, match=key):
            OpenRuling.model_validate({**question, key: "x"})
