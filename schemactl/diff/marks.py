"""Marks: what authors say about their edits, found by the thing that was edited."""

from collections.abc import Iterable
from typing import NamedTuple, assert_never

from schemactl.diff.aspects.rules import pair_name
from schemactl.model.guideline import Effect
from schemactl.model.migration import (
    Add,
    AttributeStep,
    Merge,
    Migration,
    Recode,
    Redefine,
    Retire,
    RuleStep,
    Split,
    Step,
    TaskStep,
)

Key = tuple[str, str | None, str]
_PAIR = "confusable: "


class Mark(NamedTuple):
    """What an edit does to existing annotations, in the words of its author."""

    effect: Effect
    review: bool | tuple[str, ...] | None
    because: str


class Marks:
    """The steps of a migration by what they are about."""

    def __init__(self, migration: Migration | None) -> None:
        """Index the steps once."""
        self._steps: dict[Key, list[Step]] = {}
        for step in () if migration is None else migration.steps:
            for key in _keys(step):
                self._steps.setdefault(key, []).append(step)

    def find(self, what: str, task: str | None, name: str) -> list[Step]:
        """Return the steps about a thing of a task, and those that name no task."""
        named = self._steps.get((what, task, name), [])
        return named if task is None else named + self._steps.get((what, None, name), [])

    def of_labels(self, task: str | None, labels: Iterable[str]) -> list[Mark]:
        """Return the marks of labels."""
        found = [s for label in dict.fromkeys(labels) for s in self.find("label", task, label)]
        return [Mark(s.effect, s.review, s.because) for s in found if isinstance(s, Redefine)]

    def of_additions(self, task: str | None, labels: Iterable[str]) -> list[Mark]:
        """Return what added labels take from others: those are narrower by it."""
        found = [s for label in dict.fromkeys(labels) for s in self.find("add", task, label)]
        return [Mark("narrow", s.review, s.because) for s in found if isinstance(s, Add)]

    def of_rules(self, task: str | None, rules: Iterable[str]) -> list[Mark]:
        """Return the marks of rules."""
        found = [s for rule in dict.fromkeys(rules) for s in self.find("rule", task, rule)]
        return [Mark(s.effect, s.review, s.because) for s in found if isinstance(s, RuleStep)]


def _keys(step: Step) -> list[Key]:
    match step:
        case Redefine():
            return [("label", step.task, step.label)]
        case RuleStep():
            return [("rule", step.task, _rule_name(step.rule))]
        case AttributeStep():
            task, _, name = step.attribute.partition("/")
            return [(f"attribute {step.was}", task, name)]
        case TaskStep():
            return [(f"task {step.was}", step.task, step.task)]
        case Add():
            return [("add", step.task, step.target)]
        case Recode() | Retire() | Split():
            return [(step.change, step.task, step.source)]
        case Merge():
            return [("merge", step.task, step.target)]
        case _:
            assert_never(step)


def _rule_name(rule: str) -> str:
    """Write the name of a confusable pair as its change has it."""
    if not rule.startswith(_PAIR):
        return rule
    first, _, second = rule.removeprefix(_PAIR).partition("--")
    return pair_name(first, second)
