"""A change of a label that is the same in both versions, with its places."""

from typing import Any

from schemactl.diff.pairing import LabelPair, TaskPair
from schemactl.model.change import Change, Kind, Spot


def label_change(
    pair: TaskPair, labels: LabelPair, kind: Kind, before: Any, after: Any, field: str = ""
) -> Change:
    """Return the change; it stands at the field, or at the label where it has none."""
    inner = (field,) if field else ()
    return Change(
        kind,
        pair.task,
        (labels.old.label.id,),
        (labels.new.label.id,),
        before,
        after,
        Spot((*labels.old.pointer, *inner)),
        Spot((*labels.new.pointer, *inner)),
    )
