"""Judge tasks, attributes, constraints and inputs."""

from typing import Any

from schemactl.diff.judgement import Concerned, Judgement, judge_marks, undecided
from schemactl.diff.limits import attribute_effects, attribute_text_differs, constraint_direction
from schemactl.diff.marks import Mark, Marks
from schemactl.model.change import Change, Consequence
from schemactl.model.guideline import Effect
from schemactl.model.migration import AttributeStep, TaskStep, Use

# What a task says to people only; `anchors` explain the values of a scale.
_WORDS = frozenset({"definition", "anchors", "unit"})


def judge_task(change: Change, marks: Marks) -> Judgement:
    """Judge a task: a new one asks nothing of old annotations, a changed one says what."""
    was = change.kind.removeprefix("task-")
    found = marks.find(f"task {was}", change.task, change.subject)
    steps = [step for step in found if isinstance(step, TaskStep)]
    because = " ".join(step.because for step in steps if step.because)
    if change.kind == "task-added":
        return Judgement(change, "minor", "keep", because=because)
    if not steps:
        return undecided(change)
    if steps[-1].effect == "clarify" and _is_reworded(change):
        return Judgement(change, "patch", "keep", because=because)
    asked = _asked(change, steps[-1])
    return Judgement(change, "major", asked, because=because)


def _is_reworded(change: Change) -> bool:
    """Tell whether the same values, points or markers are only explained in other words."""
    return bool(change.before and change.after) and (
        _without_words(change.before) == _without_words(change.after)
    )


def _without_words(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: None if key in _WORDS else _without_words(one) for key, one in value.items()}
    return [_without_words(one) for one in value] if isinstance(value, list | tuple) else value


def _asked(change: Change, step: TaskStep) -> Consequence:
    """Return what a step says about the annotations of a removed or changed task."""
    if step.otherwise is not None:
        return "map" if isinstance(step.otherwise, Use) else step.otherwise
    if change.kind == "task-removed":
        return "drop"
    if step.effect == "shift":
        return "relabel"
    if step.review or (step.review is None and step.effect in ("narrow", "widen")):
        return "review"
    return "keep" if step.effect is not None or step.review is not None else "undecided"


def judge_attribute(change: Change, marks: Marks) -> Judgement:
    """Judge an attribute: its limits by code, its words by the author's mark."""
    steps = _attribute_steps(change, marks)
    if change.kind == "attribute-changed":
        return _changed_attribute(change, steps)
    if change.kind == "attribute-removed":
        return _with_review(Judgement(change, "major", "keep"), steps)
    if change.after.get("required"):
        return _with_review(Judgement(change, "major", "review"), steps)
    return _with_review(Judgement(change, "minor", "keep"), steps)


def _attribute_steps(change: Change, marks: Marks) -> list[AttributeStep]:
    """Return the steps about an attribute; of a label's own one also those of the bare id."""
    was = change.kind.removeprefix("attribute-")
    names = dict.fromkeys((change.subject, change.subject.rpartition("/")[2]))
    found = [s for name in names for s in marks.find(f"attribute {was}", change.task, name)]
    return [step for step in found if isinstance(step, AttributeStep)]


def _with_review(judgement: Judgement, steps: list[AttributeStep]) -> Judgement:
    """Follow what the author says about looking at annotations again."""
    because = " ".join(step.because for step in steps if step.because)
    said = next((step.review for step in steps if step.review is not None), None)
    if said is None:
        return judgement._replace(because=because)
    labels = said if isinstance(said, tuple) else ()
    return judgement._replace(
        because=because, labels=labels, annotations="review" if said else "keep"
    )


def _changed_attribute(change: Change, steps: list[AttributeStep]) -> Judgement:
    marked = [Mark(s.effect, s.review, s.because) for s in steps if s.effect is not None]
    judged: list[Effect] = attribute_effects(change.before, change.after)
    if attribute_text_differs(change.before, change.after) and not marked:
        return undecided(change)
    review = next((step.review for step in steps if step.review is not None), None)
    marks = marked + [Mark(effect, review, "") for effect in judged]
    if not marks:
        # Two lists of the same values in another order.
        return Judgement(change, "patch", "keep")
    return judge_marks(change, marks, Concerned(()))


def judge_limit(change: Change) -> Judgement:
    """Judge a constraint or an input: what now forbids more is major."""
    if change.kind.startswith("input-"):
        return Judgement(change, "major", "keep")
    if change.kind == "constraint-added":
        return Judgement(change, "major", "review")
    if change.kind == "constraint-removed":
        return Judgement(change, "minor", "keep")
    match constraint_direction(change.before, change.after):
        case "same":
            return Judgement(change, "patch", "keep")
        case "looser":
            return Judgement(change, "minor", "keep")
        case _:
            return Judgement(change, "major", "review")
