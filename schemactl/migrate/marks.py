"""Marks: the annotations that a person looks at again, and those whose label no longer holds.

What a mark asks for is judged where `diff` judges it, so that both say the same.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from schemactl.diff.comparison import compare
from schemactl.diff.judgement import Concerned, consequence
from schemactl.diff.marks import Mark
from schemactl.diff.neighbours import Neighbourhood
from schemactl.migrate.hop import Sides
from schemactl.migrate.outcome import Place, Steps
from schemactl.model.change import Change
from schemactl.model.migration import Add, AttributeStep, Redefine, RuleStep, Step, TaskStep
from schemactl.model.taxonomy import Taxonomy

Asked = Iterator[tuple[str, Place]]


class Marks(NamedTuple):
    """The steps that ask to look again, by what a label was and by what it is now.

    `shifted` are the new labels that no annotation may have unless a person gives it again.
    """

    was: dict[Place, Steps]
    now: dict[Place, Steps]
    shifted: dict[Place, int]

    def reviews(self, before: Place, after: Place) -> Steps:
        """Return the steps that ask to look at an annotation again."""
        found = self.was.get(before, ()) + self.now.get(after, ())
        return tuple(sorted(set(found))) if found else ()


def read_marks(sides: Sides, first: int) -> Marks:
    """Return the marks of a hop; `first` is the position of its first step in the chain."""
    marks = Marks({}, {}, {})
    migration = sides.hop.migration
    reader = _Reader(sides)
    for position, step in enumerate(() if migration is None else migration.steps, first):
        for side, place in reader.asked(step):
            if side == "shifted":
                marks.shifted.setdefault(place, position)
            else:
                found = marks.was if side == "was" else marks.now
                found[place] = (*found.get(place, ()), position)
    return marks


class _Reader:
    """Reads what steps ask for, with the neighbours of labels and the changes of rules."""

    def __init__(self, sides: Sides) -> None:
        self.sides = sides
        self.beside = Neighbourhood(sides.hop.new.schema)
        self._rules: list[Change] | None = None

    def asked(self, step: Step) -> Asked:
        """Yield what a step asks for: was, now or shifted, and of which label."""
        match step:
            case Add():
                yield from self._named(step.review, step.task)
            case Redefine():
                for task, label in tuple(self.sides.results(step.label, step.task)):
                    concerned = self.beside.of_labels(task, [str(label)])
                    mark = Mark(step.effect, step.review, step.because)
                    yield from self._consequence(mark, concerned, task)
            case RuleStep():
                yield from self._rule(step)
            case TaskStep() | AttributeStep():
                yield from self._whole(step)
            case _:
                return

    def _consequence(self, mark: Mark, concerned: Concerned, task: str) -> Asked:
        asked, labels = consequence(mark, concerned)
        if asked == "relabel":
            yield from (("shifted", (task, label)) for label in labels)
        elif asked == "review":
            named = set(mark.review) if isinstance(mark.review, tuple) else set()
            yield from self._named([label for label in labels if label in named], task)
            yield from (("now", (task, label)) for label in labels if label not in named)

    def _named(self, names: Iterable[str], task: str | None) -> Asked:
        """Yield labels as authors name them: by what they were, or by what they become."""
        for name in names:
            yield from (("was", place) for place in self.sides.sources(name, task))
            yield from (("now", place) for place in self.sides.results(name, task))

    def _rule(self, step: RuleStep) -> Asked:
        if self._rules is None:
            hop = self.sides.hop
            found = compare(hop.old.schema, hop.new.schema, hop.migration)
            self._rules = [change for change in found if change.kind == "rule-changed"]
        for change in self._rules:
            if step.task in (None, change.task) and _is_about(step.rule, change.subject):
                mark = Mark(step.effect, step.review, step.because)
                task = str(change.task)
                yield from self._consequence(mark, self.beside.of_rule(change), task)

    def _whole(self, step: TaskStep | AttributeStep) -> Asked:
        """Yield all answers of a task, or those of the label that an attribute belongs to."""
        task, _, attribute = (
            (step.task, "", "") if isinstance(step, TaskStep) else step.attribute.partition("/")
        )
        taxonomy = self.sides.new.get(task)
        if taxonomy is None:
            return
        label, slash, _ = attribute.rpartition("/")
        labels = (label,) if slash else _all(taxonomy)
        if step.effect == "shift":
            yield from (("shifted", (task, one)) for one in labels)
        elif isinstance(step.review, tuple):
            yield from self._named(step.review, task)
        elif step.review or (step.review is None and step.effect in ("narrow", "widen")):
            yield from (("now", (task, one)) for one in labels)


def _all(taxonomy: Taxonomy) -> tuple[str | None, ...]:
    return (None, *taxonomy.by_id)


def _is_about(rule: str, subject: str) -> bool:
    """Compare the names of rules; the order of a confusable pair says nothing."""
    pair = "confusable: "
    if rule.startswith(pair) and subject.startswith(pair):
        first, second = (set(name.removeprefix(pair).split("--", 1)) for name in (rule, subject))
        return first == second
    return rule == subject
