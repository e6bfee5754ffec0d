"""Judge the changes of a schema: the version step they ask for, and the fate of annotations."""

from collections.abc import Iterable
from typing import NamedTuple, assert_never

from schemactl.diff.advice import missing_step
from schemactl.diff.judge_labels import judge_lifecycle
from schemactl.diff.judge_tasks import judge_attribute, judge_limit, judge_task
from schemactl.diff.judgement import Judgement, Verdict, judge_marks, verdict
from schemactl.diff.marks import Marks
from schemactl.diff.neighbours import Neighbourhood
from schemactl.model.change import Change
from schemactl.model.migration import Migration
from schemactl.model.release import ReleasedSchema


class _Court(NamedTuple):
    marks: Marks
    neighbours: Neighbourhood


def judge(
    changes: Iterable[Change],
    migration: Migration | None,
    old: ReleasedSchema,
    new: ReleasedSchema,
) -> Verdict:
    """Judge the changes from `old` to `new` by what the migration says about them."""
    court = _Court(Marks(migration), Neighbourhood(new))
    judgements = []
    for change in changes:
        judgement = _judge(change, court)
        if not judgement.declared:
            judgement = judgement._replace(missing=missing_step(change))
        judgements.append(judgement)
    return verdict(judgements, old.version)


def _judge(change: Change, court: _Court) -> Judgement:
    match change.kind:
        case (
            "label-renamed" | "examples-changed" | "synonyms-changed" | "aliases-changed"
            | "hotkey-changed" | "color-changed" | "metadata-changed" | "translation-changed"
            | "ruling-added" | "ruling-changed" | "ruling-removed"
        ):  # fmt: skip
            return Judgement(change, "patch", "keep")
        case "label-deprecated" | "label-restored" | "label-moved":
            return Judgement(change, "minor", "keep", change.target)
        case (
            "definition-changed" | "criteria-changed" | "case-reversed" | "rule-changed"
            | "page-changed"
        ):  # fmt: skip
            return _judge_edit(change, court)
        case "label-added" | "label-recoded" | "label-merged" | "label-split" | "label-retired":
            return judge_lifecycle(change, court.marks, court.neighbours.residual(change.task))
        case "task-added" | "task-removed" | "task-changed":
            return judge_task(change, court.marks)
        case "attribute-added" | "attribute-removed" | "attribute-changed":
            return judge_attribute(change, court.marks)
        case (
            "constraint-added" | "constraint-removed" | "constraint-changed"
            | "input-added" | "input-removed" | "input-changed"
        ):  # fmt: skip
            return judge_limit(change)
        case _:
            assert_never(change.kind)


def _judge_edit(change: Change, court: _Court) -> Judgement:
    task = change.task
    if change.kind == "rule-changed":
        marks = court.marks.of_rules(task, (*change.target, *change.source))
        return judge_marks(change, marks, court.neighbours.of_rule(change))
    labels = _edited_labels(change)
    marks = court.marks.of_labels(task, labels)
    if change.kind == "case-reversed":
        marks += court.marks.of_additions(task, labels)
    about = change.target if change.kind != "case-reversed" else (*change.source, *change.target)
    return judge_marks(change, marks, court.neighbours.of_labels(task, about))


def _edited_labels(change: Change) -> tuple[str, ...]:
    """Return the labels of which a mark covers the edit.

    A reversed case is covered by a mark of the label it stands under or of the one it belongs
    to, before or after.
    """
    if change.kind != "case-reversed":
        return change.target
    sides = (change.before, change.after)
    named = [side.get(key) for side in sides for key in ("label", "use")]
    return tuple(label for label in dict.fromkeys(named) if label)
