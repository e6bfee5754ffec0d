"""What a label is called and defined as: name, definition, synonyms, aliases, hotkey, colour."""

from collections.abc import Iterator
from typing import Any

from schemactl.diff.aspects.label_change import label_change
from schemactl.diff.pairing import LabelPair, TaskPair
from schemactl.model.change import Change, Kind

_TEXTS: tuple[tuple[Kind, str], ...] = (
    ("label-renamed", "name"),
    ("definition-changed", "definition"),
    ("hotkey-changed", "hotkey"),
    ("color-changed", "color"),
)
# Their order says nothing.
_SETS: tuple[tuple[Kind, str], ...] = (
    ("synonyms-changed", "synonyms"),
    ("aliases-changed", "aliases"),
)


def compare(pair: TaskPair) -> Iterator[Change]:
    """Yield a change for each text of a label that reads differently."""
    if not pair.shares_labels:
        for labels in pair.edited:
            yield from _of_label(pair, labels)


def _of_label(pair: TaskPair, labels: LabelPair) -> Iterator[Change]:
    for kind, field in _TEXTS:
        before: Any = getattr(labels.old.label, field)
        after: Any = getattr(labels.new.label, field)
        if before != after:
            yield label_change(pair, labels, kind, before, after, field)
    for kind, field in _SETS:
        before, after = getattr(labels.old.label, field), getattr(labels.new.label, field)
        if set(before) != set(after):
            yield label_change(pair, labels, kind, sorted(before), sorted(after), field)
