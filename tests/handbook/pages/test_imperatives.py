"""Tests of imperatives: every kind of change tells people what to do now."""

from typing import Any, get_args

import pytest

from schemactl.handbook.pages.imperatives import imperative
from schemactl.handbook.words import shipped, speaker
from schemactl.model.change import Change, Kind

NAMES = {"bug": "Bug", "defect": "Defect", "money": "Money", "refund": "Refund", "other": "Other"}
_CASE = {"id": "bd-1", "part": "edge_cases"}
_ADDED: dict[str, Any] = {"name": "Outage"}


def of(kind: Kind, source: str, target: str, before: Any = None, after: Any = None) -> Change:
    return Change(kind, "intent", tuple(source.split()), tuple(target.split()), before, after)


TOLD = [
    (of("label-recoded", "bug", "defect"), "Use Defect instead of Bug"),
    (of("label-renamed", "bug", "bug", "Bug", "Fault"), "Say Fault instead of Bug"),
    (of("label-renamed", "bug", "bug", None, "Fault"), "Say Fault instead of bug"),
    (of("label-merged", "bug refund", "refund"), "Label Bug as Refund"),
    (of("label-merged", "bug money", "refund"), "Label Bug, Money as Refund"),
    (of("label-merged", "refund", "refund"), "Label Refund as Refund"),
    (of("label-split", "bug", "defect other"), "Choose among Defect, Other for what was Bug"),
    (of("label-moved", "bug", "bug", ["money"], []), "Find Bug at the top, no longer under Money"),
    (of("label-moved", "bug", "bug", [], ["money"]), "Find Bug under Money"),
    (
        of("label-moved", "bug", "bug", ["other"], ["money"]),
        "Find Bug under Money, no longer under Other",
    ),
    (
        of("case-reversed", "bug", "refund", None, _CASE),
        "Label case bd-1 as Refund, no longer as Bug",
    ),
    (of("case-reversed", "bug", "bug", None, _CASE), "Look for case bd-1 of Bug among edge cases"),
    (
        of("case-reversed", "bug", "nothing", None, {"text": "No"}),
        "Mark nothing for case “No”, no longer Bug",
    ),
    (of("label-added", "", "outage", None, _ADDED), "Use Outage, which is new"),
    (of("label-added", "", "refund", None, {}), "Use Refund, which is new"),
    (of("label-retired", "bug", "", {"name": "Bug"}), "Use Bug no longer"),
    (of("label-deprecated", "bug", "bug"), "Use another label than Bug where one fits"),
    (of("label-restored", "bug", "bug"), "Use Bug again"),
    (of("definition-changed", "bug", "defect", "a", "b"), "Read the definition of Defect again"),
    (of("criteria-changed", "bug", "bug"), "Read again what Bug includes and excludes"),
    (of("examples-changed", "bug", "bug"), "Look at the examples of Bug again"),
    (of("synonyms-changed", "bug", "bug"), "See what else Bug is called"),
    (of("aliases-changed", "bug", "bug"), "Expect Bug in data under other names"),
    (of("hotkey-changed", "bug", "bug", "1", "2"), "Press another key for Bug"),
    (of("color-changed", "bug", "bug"), "Look for another color of Bug"),
    (of("metadata-changed", "tickets", "tickets"), "See what else is said of tickets"),
    (of("translation-changed", "bug", "bug"), "Read the translation of Bug again"),
    (of("rule-changed", "", "T1"), "Follow rule T1, which is new"),
    (of("rule-changed", "T1", ""), "Forget rule T1"),
    (of("rule-changed", "T1", "T1"), "Read rule T1 again"),
    (of("rule-changed", "", "decide"), "Follow the decision path, which is new"),
    (of("rule-changed", "question", ""), "Label without a question of the task"),
    (of("rule-changed", "unsure", "unsure"), "Read again what to do when unsure"),
    (of("rule-changed", "draw", "draw"), "Read again how to draw"),
    (
        Change("rule-changed", "intent", (), ("confusable: bug--refund",)),
        "Read how to choose between Bug and Refund, which is new",
    ),
    (of("page-changed", "task", "task"), "Read page task again"),
    (of("task-added", "", "mood"), "Answer question mood, which is new"),
    (of("task-removed", "mood", ""), "Answer question mood no longer"),
    (of("task-changed", "mood", "mood"), "Read question mood again"),
    (of("attribute-added", "", "side"), "Fill in attribute side, which is new"),
    (of("attribute-removed", "side", ""), "Fill in attribute side no longer"),
    (of("attribute-changed", "side", "side"), "Read attribute side again"),
    (of("constraint-added", "", "c1"), "Keep to constraint c1, which is new"),
    (of("constraint-removed", "c1", ""), "Keep to constraint c1 no longer"),
    (of("constraint-changed", "c1", "c1"), "Read constraint c1 again"),
    (of("input-added", "", "text"), "Look at input text, which is new"),
    (of("input-removed", "text", ""), "Expect input text no longer"),
    (of("input-changed", "text", "text"), "Read of input text again"),
    (of("ruling-added", "", "r-1"), "Follow ruling r-1, which is new"),
    (of("ruling-removed", "r-1", ""), "Forget ruling r-1"),
    (of("ruling-changed", "r-1", "r-1"), "Read ruling r-1 again"),
]


@pytest.mark.parametrize(("change", "expected"), TOLD)
def test_a_change_tells_what_to_do(change: Change, expected: str) -> None:
    assert imperative(change, lambda name: NAMES.get(name, name)) == expected


def test_every_kind_of_change_is_told() -> None:
    assert {change.kind for change, _ in TOLD} == set(get_args(Kind))


@pytest.mark.parametrize(("_change", "text"), TOLD)
def test_a_sentence_is_said_in_german(_change: Change, text: str) -> None:
    said = speaker(shipped("de"))(f"{text}.")
    assert said != f"{text}."
    assert said.partition(" ")[0] != text.partition(" ")[0]
