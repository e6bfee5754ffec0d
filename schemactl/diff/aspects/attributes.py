"""Attributes of tasks and labels: the further questions about a labeled thing."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from schemactl.diff.pairing import TaskPair
from schemactl.model.change import Change, Spot
from schemactl.model.finding import Pointer
from schemactl.model.label import Attribute
from schemactl.model.taxonomy import Taxonomy


class Asked(NamedTuple):
    """An attribute, and where it stands; its name has the label before it if only that asks it."""

    name: str
    says: dict[str, Any]
    pointer: Pointer


def compare(pair: TaskPair) -> Iterator[Change]:
    """Yield attributes that came, went or ask something else."""
    before = {asked.name: asked for asked in _of_task(pair.old, dict(_new_ids(pair)))}
    after = {asked.name: asked for asked in _of_task(pair.new, {})}
    for name, old in before.items():
        new = after.get(name)
        if new is None:
            spot = Spot(old.pointer)
            yield Change("attribute-removed", pair.task, (name,), (), old.says, None, spot, None)
        elif old.says != new.says:
            yield _changed(pair, old, new)
    for name, new in after.items():
        if name not in before:
            spot = Spot(new.pointer)
            yield Change("attribute-added", pair.task, (), (name,), None, new.says, None, spot)
    yield from _exceptions(pair)


def _exceptions(pair: TaskPair) -> Iterator[Change]:
    """Yield attributes of the task that a label leaves out now, or does not any more."""
    before = {asked.name: asked for asked in _left_out(pair.old, dict(_new_ids(pair)))}
    after = {asked.name: asked for asked in _left_out(pair.new, {})}
    for name, now in after.items():
        if name not in before:
            spot = Spot(now.pointer)
            yield Change("attribute-removed", pair.task, (name,), (), now.says, None, None, spot)
    for name, was in before.items():
        if name not in after:
            spot = Spot(was.pointer)
            yield Change("attribute-added", pair.task, (), (name,), None, was.says, spot, None)


def _left_out(taxonomy: Taxonomy, new_ids: dict[str, str]) -> Iterator[Asked]:
    required = {attribute.id for attribute in taxonomy.task.attributes if attribute.required}
    for place in taxonomy.places:
        for name in place.label.leaves_out:
            says = {"except": name, "required": name in required}
            label_id = new_ids.get(place.label.id, place.label.id)
            yield Asked(f"{label_id}/{name}", says, (*place.pointer, "except"))


def _new_ids(pair: TaskPair) -> Iterator[tuple[str, str]]:
    """Yield old id and new id of each label that stays: only their attributes can differ."""
    yield from ((old, new) for new, old in pair.descent.same.items())


def _changed(pair: TaskPair, old: Asked, new: Asked) -> Change:
    fields = [key for key in {**old.says, **new.says} if old.says.get(key) != new.says.get(key)]
    return Change(
        "attribute-changed",
        pair.task,
        (old.name,),
        (new.name,),
        {field: old.says.get(field) for field in fields},
        {field: new.says.get(field) for field in fields},
        Spot(old.pointer),
        Spot(new.pointer),
    )


def _of_task(taxonomy: Taxonomy, new_ids: dict[str, str]) -> Iterator[Asked]:
    here = (*taxonomy.pointer, "attributes")
    yield from _asked(taxonomy.task.attributes, "", here)
    for place in taxonomy.places:
        label = place.label
        if label.attributes:
            prefix = f"{new_ids.get(label.id, label.id)}/"
            yield from _asked(label.attributes, prefix, (*place.pointer, "attributes"))


def _asked(attributes: Iterable[Attribute], prefix: str, pointer: Pointer) -> Iterator[Asked]:
    for position, attribute in enumerate(attributes):
        says = attribute.model_dump(mode="python", exclude={"id"}, exclude_defaults=True)
        yield Asked(f"{prefix}{attribute.id}", says, (*pointer, position))
