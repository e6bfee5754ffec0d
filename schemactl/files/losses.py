"""Losses: what a format has no place for, and the stamps that it has one place for per item."""

from collections.abc import Iterator
from typing import NamedTuple

from schemactl.files.dataset import Document, Loss
from schemactl.model.annotation import Annotation
from schemactl.model.release import ReleasedSchema

_ALWAYS = frozenset({"item", "task", "label", "schema", "guideline"})
_EMPTY = Annotation("")


class Stamps(NamedTuple):
    """What an item was labeled under, in formats that say it once per item."""

    schema: str
    guideline: str | None


def stamps_of(document: Document, schema: ReleasedSchema) -> Stamps:
    """Return the release that is written, and the guideline of the first annotation with one."""
    guidelines = (one.guideline for one in document.annotations if one.guideline is not None)
    return Stamps(f"{schema.name}@{schema.version}", next(guidelines, None))


def stamps_left_out(document: Document, stamps: Stamps | None) -> Iterator[Loss]:
    """Yield a loss for each stamp that is not the item's; None where there is no place at all."""
    for annotation in document.annotations:
        # A reference may be written with its kind.
        own = (annotation.schema or "").removeprefix("schema:") or None
        if own is not None and own != (stamps and stamps.schema):
            yield Loss("schema", document.item, f"there is no place for the stamp {own}")
        guideline = annotation.guideline
        if guideline is not None and guideline != (stamps and stamps.guideline):
            yield Loss("guideline", document.item, f"there is no place for the stamp {guideline}")


def fields_left_out(annotation: Annotation, kept: frozenset[str]) -> Iterator[Loss]:
    """Yield a loss for each field that says something and is not kept; its kind is the field.

    Item, task and label are what an annotation is, and stamps are asked for by themselves. The
    kind `annotation` is that of whole annotations; of their ids it is `annotation-id`.
    """
    for field, value, empty in zip(Annotation._fields, annotation, _EMPTY, strict=True):
        if value != empty and field not in kept and field not in _ALWAYS:
            kind = "annotation-id" if field == "annotation" else field
            yield Loss(kind, annotation.item, f"there is no place for {kind} {value!r}")


def annotation_left_out(annotation: Annotation, reason: str) -> Loss:
    """Return the loss of a whole annotation."""
    named = "no label" if annotation.label is None else f"`{annotation.label}`"
    return Loss("annotation", annotation.item, f"{named} of task `{annotation.task}`: {reason}")


def content_left_out(document: Document, kept: frozenset[str]) -> Iterator[Loss]:
    """Yield a loss for each thing that is known of the item itself and is not kept."""
    for field, value in zip(document.content._fields, document.content, strict=True):
        if value is not None and field not in kept:
            yield Loss(field, document.item, f"there is no place for the {field} of an item")


def tasks_left_out(schema: ReleasedSchema, type_name: str) -> Iterator[Loss]:
    """Yield a loss where several tasks are of a type of which the format knows only one."""
    tasks = [task.id for task in schema.tasks if task.type == type_name]
    if len(tasks) > 1:
        yield Loss("task", None, f"there is no place for which of {', '.join(tasks)} was asked")
