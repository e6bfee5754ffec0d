"""Inputs: what an annotator is shown."""

from collections.abc import Iterator

from schemactl.model.change import Change, Spot
from schemactl.model.schema import Schema


def compare(old: Schema, new: Schema) -> Iterator[Change]:
    """Yield inputs that came, went or have another type."""
    for name, was in old.inputs.items():
        now = new.inputs.get(name)
        before, spot = {"type": was.type}, Spot(("inputs", name))
        if now is None:
            yield Change("input-removed", None, (name,), (), before, None, spot, None)
        elif was != now:
            after = {"type": now.type}
            yield Change("input-changed", None, (name,), (name,), before, after, spot, spot)
    for name, now in new.inputs.items():
        if name not in old.inputs:
            after, spot = {"type": now.type}, Spot(("inputs", name))
            yield Change("input-added", None, (), (name,), None, after, None, spot)
