"""Facts that decide no case: titles, owners, equivalents, stakes, where labels were taken from."""

from collections.abc import Iterator
from typing import Any

from schemactl.diff.aspects.label_change import label_change
from schemactl.diff.pairing import LabelPair, TaskPair
from schemactl.model.change import Change, Kind, Spot
from schemactl.model.label import Label
from schemactl.model.schema import Schema

_OF_SCHEMA = ("title", "summary", "purpose", "language", "license", "owners")
_OF_LABEL = (
    "rationale", "mappings", "stakes", "prevalence", "requires", "review_by", "source",
)  # fmt: skip


def compare_schemas(old: Schema, new: Schema) -> Iterator[Change]:
    """Yield one change with every fact about the schema that differs."""
    before = old.model_dump(mode="python", include=set(_OF_SCHEMA))
    after = new.model_dump(mode="python", include=set(_OF_SCHEMA))
    fields = [field for field in _OF_SCHEMA if before[field] != after[field]]
    if fields:
        yield Change(
            "metadata-changed",
            None,
            (old.name,),
            (new.name,),
            {field: before[field] for field in fields},
            {field: after[field] for field in fields},
            Spot((fields[0],)),
            Spot((fields[0],)),
        )


def compare(pair: TaskPair) -> Iterator[Change]:
    """Yield changes of the task's and its labels' facts, and labels deprecated or restored."""
    yield from _of_task(pair)
    if not pair.shares_labels:
        for labels in pair.edited:
            yield from _of_label(pair, labels)
            yield from _deprecation(pair, labels)


def _of_task(pair: TaskPair) -> Iterator[Change]:
    """Yield a change where the labels come from another task or another schema's release."""
    old, new = pair.old.task, pair.new.task
    before: dict[str, Any] = {
        "same_as": old.same_as, "use": [use.model_dump(by_alias=True) for use in old.use]
    }  # fmt: skip
    after: dict[str, Any] = {
        "same_as": new.same_as, "use": [use.model_dump(by_alias=True) for use in new.use]
    }  # fmt: skip
    fields = [field for field in before if before[field] != after[field]]
    if fields:
        yield Change(
            "metadata-changed",
            pair.task,
            (old.id,),
            (new.id,),
            {field: before[field] for field in fields},
            {field: after[field] for field in fields},
            Spot((*pair.old.pointer, fields[0])),
            Spot((*pair.new.pointer, fields[0])),
        )


def _of_label(pair: TaskPair, labels: LabelPair) -> Iterator[Change]:
    old, new = labels.old.label, labels.new.label
    before, after = _facts(old), _facts(new)
    if old.deprecated is not None and new.deprecated is not None:
        before["deprecated"], after["deprecated"] = _deprecated(pair, old), _deprecated(None, new)
    fields = [field for field in before if before[field] != after[field]]
    if fields:
        was = {field: before[field] for field in fields}
        now = {field: after[field] for field in fields}
        yield label_change(pair, labels, "metadata-changed", was, now, fields[0])


def _facts(label: Label) -> dict[str, Any]:
    facts = label.model_dump(mode="python", include=set(_OF_LABEL))
    return {**facts, "clause_ids": sorted(c.id for c in label.include + label.exclude if c.id)}


def _deprecated(pair: TaskPair | None, label: Label) -> dict[str, Any] | None:
    """Return what a deprecation says; of the old side, as the new one would write it."""
    if label.deprecated is None:
        return None
    says = label.deprecated.model_dump(mode="python")
    successor = label.deprecated.replaced_by
    return {**says, "replaced_by": successor if pair is None else pair.carried(successor)}


def _deprecation(pair: TaskPair, labels: LabelPair) -> Iterator[Change]:
    old, new = labels.old.label, labels.new.label
    if (old.deprecated is None) == (new.deprecated is None):
        return
    kind: Kind = "label-restored" if new.deprecated is None else "label-deprecated"
    before, after = _deprecated(pair, old), _deprecated(None, new)
    yield label_change(pair, labels, kind, before, after, "deprecated")
