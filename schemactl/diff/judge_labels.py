"""Judge labels that came, went or became others."""

from collections.abc import Sequence

from schemactl.diff.judgement import Judgement, undecided
from schemactl.diff.marks import Marks
from schemactl.model.change import Change, Consequence
from schemactl.model.migration import Add, Merge, Otherwise, Retire, Split, Step, Use


def judge_lifecycle(change: Change, marks: Marks, residual: str | None) -> Judgement:
    """Judge an added, recoded, merged, split or retired label."""
    match change.kind:
        case "label-added":
            return _added(change, marks, residual)
        case "label-split":
            return _split(change, marks)
        case "label-retired":
            return _retired(change, marks)
        case _:
            because = _because(_moved_by(change, marks))
            return Judgement(change, "major", "map", change.source, because=because)


def _moved_by(change: Change, marks: Marks) -> list[Step]:
    """Return the steps that recode or merge these labels; others may merge into the same one."""
    if change.kind == "label-recoded":
        return marks.find("recode", change.task, change.source[0])
    found = marks.find("merge", change.task, change.subject)
    moved = set(change.source)
    return [step for step in found if isinstance(step, Merge) and moved <= set(step.sources)]


def _added(change: Change, marks: Marks, residual: str | None) -> Judgement:
    """Judge a new label: in an exhaustive task it takes records from others."""
    steps = [s for s in marks.find("add", change.task, change.subject) if isinstance(s, Add)]
    if not steps:
        return undecided(change, change.target, "minor" if residual is None else "major")
    review = tuple(dict.fromkeys(label for step in steps for label in step.review))
    consequence: Consequence = "review" if review else "keep"
    return Judgement(change, "minor", consequence, review, because=_because(steps))


def _split(change: Change, marks: Marks) -> Judgement:
    found = marks.find("split", change.task, change.source[0])
    steps = [step for step in found if isinstance(step, Split)]
    decides = any(target.when is not None for step in steps for target in step.targets)
    consequence = "map" if decides or not steps else _fate(steps[0].otherwise)
    return Judgement(change, "major", consequence, change.source, because=_because(steps))


def _retired(change: Change, marks: Marks) -> Judgement:
    found = marks.find("retire", change.task, change.source[0])
    steps = [step for step in found if isinstance(step, Retire)]
    if not steps:
        return undecided(change, change.source)
    fate = _fate(steps[0].otherwise)
    return Judgement(change, "major", fate, change.source, because=_because(steps))


def _fate(otherwise: Otherwise) -> Consequence:
    return "map" if isinstance(otherwise, Use) else otherwise


def _because(steps: Sequence[Step]) -> str:
    return " ".join(dict.fromkeys(step.because for step in steps if step.because))
