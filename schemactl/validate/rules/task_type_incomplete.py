"""A task without what its type needs cannot be answered: a scale, points, labels to choose from."""

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
    if not subject.schema.tasks and not subject.is_refused(("tasks",)):
        message = f"schema `{subject.schema.name}` has no task"
        yield Finding((), message, "add `type:` and `labels:`, or a list of `tasks:`")
    for taxonomy in subject.taxonomies:
        task = taxonomy.task
        # Labels that could not be read are there, and what is wrong with them is said.
        is_read = not subject.is_refused((*taxonomy.pointer, "labels"))
        if task.type not in _WITHOUT_LABELS and is_read:
            yield from _labels(taxonomy)
        if own := _OWN.get(task.type):
            yield from own(taxonomy)


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


def _relation(taxonomy: Taxonomy) -> Iterator[Finding]:
    joins = taxonomy.task.joins
    if joins is None or not joins.source or not joins.target:
        message = f"relation task `{taxonomy.task.id}` does not say what it joins"
        hint = "name the tasks of both ends: `joins: {from: [TASK], to: [TASK]}`"
        pointer = (*taxonomy.pointer, "joins") if joins is not None else taxonomy.pointer
        yield Finding(pointer, message, hint)


def _keypoints(taxonomy: Taxonomy) -> Iterator[Finding]:
    task = taxonomy.task
    if not task.points:
        message = f"keypoints task `{task.id}` names no points"
        yield Finding(taxonomy.pointer, message, "add `points:`, a list with an `id` each")
    for position, point in enumerate(task.points):
        if point.sigma is not None and point.sigma <= 0:
            pointer = (*taxonomy.pointer, "points", position, "sigma")
            message = f"the sigma of point `{point.id}` is {point.sigma}"
            yield Finding(pointer, message, "a sigma is above 0, such as 0.05; or leave it out")


def _number(taxonomy: Taxonomy) -> Iterator[Finding]:
    low, high = taxonomy.task.minimum, taxonomy.task.maximum
    if low is not None and high is not None and low >= high:
        message = f"the numbers run from {low} to {high}"
        pointer = (*taxonomy.pointer, "maximum")
        yield Finding(pointer, message, "make `maximum` larger than `minimum`")


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


_OWN = {"keypoints": _keypoints, "number": _number, "rating": _rating, "relation": _relation}
