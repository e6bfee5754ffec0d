"""Judge the changes of a guideline by the marks in its `changes`."""

from collections.abc import Iterable

from schemactl.diff.advice import missing_mark
from schemactl.diff.judgement import Concerned, Judgement, Verdict, judge_marks, verdict
from schemactl.diff.marks import Mark
from schemactl.model.change import Change
from schemactl.model.guideline import Guideline, MarkedChange

# What an annotator decides by, and what only a person can judge.
_NEEDS_MARK = ("page-changed", "rule-changed", "case-reversed")


def judge_guideline(changes: Iterable[Change], old: Guideline, new: Guideline) -> Verdict:
    """Judge the changes from `old` to `new` by the marks of the new one."""
    return verdict([_judge(change, new.changes) for change in changes], old.version)


def _judge(change: Change, marked: tuple[MarkedChange, ...]) -> Judgement:
    if change.kind not in _NEEDS_MARK:
        return Judgement(change, "patch", "keep")
    page = change.subject if change.kind == "page-changed" else ""
    found = [mark for mark in marked if mark.page is None or (page and mark.page == page)]
    marks = [Mark(mark.effect, None, mark.because) for mark in found]
    # A mark of a guideline names the labels whose records are looked at; none means all.
    labels = tuple(dict.fromkeys(label for mark in found for label in mark.labels))
    judgement = judge_marks(change, marks, Concerned(labels, labels))
    if judgement.declared:
        return judgement
    return judgement._replace(missing=missing_mark(page))
