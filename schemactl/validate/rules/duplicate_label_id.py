"""Annotations carry the id alone: where two labels share one, nobody knows which was meant."""

from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.model.taxonomy import Taxonomy
from schemactl.validate.subject import SchemaSubject

_HINT = "give one of them another id, or remove it; the one with annotations keeps the id"


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every label whose id another label of its task already has."""
    for taxonomy in subject.taxonomies:
        if len(taxonomy.by_id) < len(taxonomy.places):
            yield from _own(taxonomy)
        if taxonomy.task.use:
            yield from _taken(taxonomy)


def _own(taxonomy: Taxonomy) -> Iterator[Finding]:
    for place in taxonomy.places:
        label_id = place.label.id
        if taxonomy.by_id[label_id] is not place:
            message = f"task `{taxonomy.task.id}` has a label `{label_id}` already"
            yield Finding((*place.pointer, "id"), message, _HINT, label_id)


def _taken(taxonomy: Taxonomy) -> Iterator[Finding]:
    seen = set(taxonomy.by_id)
    for number, taken in enumerate(taxonomy.task.use):
        for position, label_id in enumerate(taken.labels):
            if label_id in seen:
                pointer = (*taxonomy.pointer, "use", number, "labels", position)
                message = f"task `{taxonomy.task.id}` has a label `{label_id}` already"
                yield Finding(pointer, message, "take it from one place only", label_id)
            seen.add(label_id)
