"""What decides cases beside a definition: criteria, a contested choice, being no group."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from schemactl.diff.aspects.label_change import label_change
from schemactl.diff.pairing import LabelPair, TaskPair
from schemactl.model.change import Change
from schemactl.model.label import Clause, Label

Side = dict[str, Any]
_FIELDS = ("include", "exclude", "contested", "selectable")


def compare(pair: TaskPair) -> Iterator[Change]:
    """Yield a change for each label whose criteria differ in text or in the label they name."""
    if pair.shares_labels:
        return
    edited = {labels.new.label.id for labels in pair.edited}
    for labels in pair.labels:
        before: Side = {}
        after: Side = {}
        if labels.new.label.id in edited:
            _clauses(pair, labels, before, after)
            _contested(labels, before, after)
        _selectable(pair, labels, before, after)
        if before or after:
            field = next(field for field in _FIELDS if field in before or field in after)
            yield label_change(pair, labels, "criteria-changed", before, after, field)


def _clauses(pair: TaskPair, labels: LabelPair, before: Side, after: Side) -> None:
    """Note the clauses of one side only; their order says nothing, and ids are no meaning."""
    for field in ("include", "exclude"):
        old: tuple[Clause, ...] = getattr(labels.old.label, field)
        new: tuple[Clause, ...] = getattr(labels.new.label, field)
        if old == new:
            continue
        was = [(clause.text, pair.carried(clause.use)) for clause in old]
        now = [(clause.text, clause.use) for clause in new]
        gone, fresh = Counter(was) - Counter(now), Counter(now) - Counter(was)
        if gone:
            before[field] = [_shown(clause) for clause in was if clause in gone]
        if fresh:
            after[field] = [_shown(clause) for clause in now if clause in fresh]


def _shown(clause: tuple[str, str | None]) -> Any:
    text, use = clause
    return text if use is None else {"text": text, "use": use}


def _contested(labels: LabelPair, before: Side, after: Side) -> None:
    old, new = labels.old.label.contested, labels.new.label.contested
    if old != new:
        if old is not None:
            before["contested"] = old.model_dump(mode="json")
        if new is not None:
            after["contested"] = new.model_dump(mode="json")


def _selectable(pair: TaskPair, labels: LabelPair, before: Side, after: Side) -> None:
    """Note a label that an annotation may no longer carry, also where it became a group."""
    was = _may_be_chosen(pair, labels.old.label, is_old=True)
    now = _may_be_chosen(pair, labels.new.label, is_old=False)
    if was != now:
        before["selectable"], after["selectable"] = was, now


def _may_be_chosen(pair: TaskPair, label: Label, *, is_old: bool) -> bool:
    taxonomy = pair.old if is_old else pair.new
    if pair.old.task.hierarchy.choose != pair.new.task.hierarchy.choose:
        # That the whole task changed its rule is one change, and not one of every group.
        return label.selectable
    return taxonomy.is_selectable(label)
