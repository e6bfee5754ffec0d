"""A task without what its type needs cannot be answered: a scale, or labels to choose from."""

import re
from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.model.schema import Scale
from schemactl.model.taxonomy import Taxonomy
from schemactl.validate.subject import SchemaSubject

# One spelling for each whole number; the longer ones are on no scale.
_WHOLE = re.compile(r"(0|-?[1-9][0-9]{0,17})\Z")
# Their answers are values, orders or texts.
_WITHOUT_LABELS = ("rating", "ranking", "text", "number")


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every task that lacks what its type needs."""
    if not subject.schema.tasks:
        message = f"schema `{subject.schema.name}` has no task"
        yield Finding((), message, "add `type:` and `labels:`, or a list of `tasks:`")
    for taxonomy in subject.taxonomies:
        task = taxonomy.task
        if task.type == "rating":
            yield from _rating(taxonomy)
        elif task.type not in _WITHOUT_LABELS:
            yield from _labels(taxonomy)


def _labels(taxonomy: Taxonomy) -> Iterator[Finding]:
    task, here = taxonomy.task, (*taxonomy.pointer, "labels")
    # Whether shared labels exist is another rule's question.
    if task.same_as is not None or task.use:
        return
    if not taxonomy.places:
        message = f"{task.type} task `{task.id}` has no labels"
        hint = "add `labels:`, or share those of another task: `labels: {same_as: TASK}`"
        yield Finding(here, message, hint)
    elif not any(place.label.selectable for place in taxonomy.places):
        message = f"no label of task `{task.id}` can be chosen"
        hint = "remove `selectable: false` from those that annotators may choose"
        yield Finding(here, message, hint)


def _rating(taxonomy: Taxonomy) -> Iterator[Finding]:
    scale = taxonomy.task.scale
    if scale is None:
        message = f"rating task `{taxonomy.task.id}` has no scale"
        yield Finding(taxonomy.pointer, message, "add `scale: {min: 1, max: 5}`")
    elif scale.min >= scale.max:
        message = f"the scale runs from {scale.min} to {scale.max}"
        pointer = (*taxonomy.pointer, "scale", "max")
        yield Finding(pointer, message, "make `max` larger than `min`")
    else:
        yield from _anchors(scale, taxonomy)


def _anchors(scale: Scale, taxonomy: Taxonomy) -> Iterator[Finding]:
    for value in scale.anchors:
        if not _WHOLE.match(value) or not scale.min <= int(value) <= scale.max:
            yield Finding(
                (*taxonomy.pointer, "scale", "anchors", value),
                f"`{value}` is not on the scale, which runs from {scale.min} to {scale.max}",
                "anchor only whole numbers of the scale",
            )
