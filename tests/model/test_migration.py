"""A migration's steps: each kind, its short ways, and what it refuses."""

from typing import Any

import pytest
from pydantic import ValidationError

from schemactl.model.migration import (
    Migration,
    Redefine,
    Retire,
    RuleStep,
    Split,
    Test,
    Translations,
    Use,
)

HEAD: dict[str, Any] = {
    "schemactl": "1",
    "from": {"schema": "s", "version": "1.0.0"},
    "to": {"schema": "s", "version": "2.0.0"},
}
DIGEST = "sha256:" + "0" * 64


def step(**fields: Any) -> Any:
    """Return the one step of a migration that has it."""
    return Migration.model_validate({**HEAD, "steps": [fields]}).steps[0]


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"change": "recode", "from": "a", "to": "b"}, "Recode"),
        ({"change": "merge", "from": ["a", "b"], "to": "c"}, "Merge"),
        ({"change": "merge", "from": "a", "to": "c"}, "Merge"),
        ({"change": "split", "from": "a", "to": ["b", {"label": "c"}]}, "Split"),
        ({"change": "split", "from": "a", "to": "b"}, "Split"),
        ({"change": "retire", "from": "a", "otherwise": "drop"}, "Retire"),
        ({"change": "add", "to": "a", "review": []}, "Add"),
        ({"change": "redefine", "label": "a", "effect": "narrow"}, "Redefine"),
        ({"change": "task", "task": "t", "was": "added"}, "TaskStep"),
        ({"change": "attribute", "attribute": "t/a"}, "AttributeStep"),
        ({"change": "rule", "rule": "T1", "effect": "clarify"}, "RuleStep"),
    ],
)
def test_each_kind_of_step_is_read(fields: dict[str, Any], kind: str) -> None:
    assert type(step(**fields)).__name__ == kind


@pytest.mark.parametrize(
    "fields",
    [
        {"change": "remap", "from": "a"},
        {"from": "a", "to": "b"},
        {"change": "recode", "from": ["a"], "to": "b"},
        {"change": "retire", "from": "a"},
        {"change": "add", "to": "a"},
        {"change": "redefine", "label": "a", "effect": "shrink"},
        {"change": "redefine", "label": "a", "effect": "narrow", "review": "yes"},
        {"change": "task", "task": "t", "was": "renamed"},
        {"change": "split", "from": "a", "to": "b", "otherwise": "guess"},
        {"change": "split", "from": "a", "to": [{"label": "b", "when": {"text": {"wrds": []}}}]},
    ],
)
def test_a_step_that_is_none_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        step(**fields)


def test_what_else_becomes_of_a_label_is_a_word_or_a_label() -> None:
    retire = step(change="retire", **{"from": "a"}, otherwise={"use": "other"})
    assert isinstance(retire, Retire)
    assert retire.otherwise == Use(use="other")
    split = step(change="split", **{"from": "a"}, to="b")
    assert isinstance(split, Split)
    assert split.otherwise == "relabel"


@pytest.mark.parametrize(
    ("written", "expected"), [("true", True), ("false", False), (["a"], ("a",)), (None, None)]
)
def test_a_review_is_a_flag_or_names_labels(written: object, expected: object) -> None:
    redefine = step(change="redefine", label="a", effect="narrow", review=written)
    assert isinstance(redefine, Redefine)
    assert redefine.review == expected


def test_a_confusable_pair_is_a_rule() -> None:
    one = step(change="rule", rule={"confusable": "a--b"}, effect="clarify")
    other = step(change="rule", rule="confusable: a--b", effect="clarify")
    assert isinstance(one, RuleStep)
    assert one == other


def test_tests_on_fields_take_literal_texts_and_numbers() -> None:
    test = Test.model_validate({"minimum": "0.5", "not": {"const": "yes"}, "ignore_case": "true"})
    assert (test.minimum, test.ignore_case) == (0.5, True)
    assert test.negated == Test(const="yes")


def test_an_approval_is_of_one_content() -> None:
    approval = {"by": "x@example.com", "role": "expert", "at": "2026-11-20", "content": DIGEST}
    assert Migration.model_validate({**HEAD, "approvals": [approval]}).approvals[0].at
    with pytest.raises(ValidationError, match="digest"):
        Migration.model_validate({**HEAD, "approvals": [{**approval, "content": "x"}]})


def test_a_translation_names_the_text_that_it_translates() -> None:
    texts = {"intent/money": {"definition": {"text": "Geld.", "of": DIGEST}}}
    translations = Translations.model_validate({"schemactl": "1", "language": "de", "texts": texts})
    assert translations.texts["intent/money"]["definition"].text == "Geld."
