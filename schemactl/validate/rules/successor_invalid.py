"""A successor that is itself on its way out sends annotators to a second move, or in a circle."""

from collections.abc import Iterator, Mapping

from schemactl.model.finding import Finding
from schemactl.model.reference import LabelIndex
from schemactl.model.taxonomy import Place
from schemactl.validate.subject import SchemaSubject

_Labels = Mapping[str, Place | None]


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every `replaced_by` that names the label itself or a deprecated one."""
    for taxonomy in subject.taxonomies:
        moved = [place for place in taxonomy.places if _successor(place)]
        labels = LabelIndex(subject.taxonomies).of(taxonomy.task.id) if moved else {}
        for place in moved:
            label_id, successor = place.label.id, _successor(place)
            if successor == label_id:
                message = f"label `{label_id}` cannot be its own successor"
                hint = "name the label that is used instead, or remove `replaced_by`"
            elif _is_deprecated(labels, successor):
                message = f"`{successor}`, the successor of `{label_id}`, is deprecated too"
                last = _last(labels, label_id)
                hint = f"name `{last}`, to which it leads" if last else "name a label that stays"
            else:
                continue
            yield Finding((*place.pointer, "deprecated", "replaced_by"), message, hint, label_id)


def _successor(place: Place | None) -> str:
    deprecated = None if place is None else place.label.deprecated
    return "" if deprecated is None else deprecated.replaced_by or ""


def _is_deprecated(labels: _Labels, label_id: str) -> bool:
    place = labels.get(label_id)
    return place is not None and place.label.deprecated is not None


def _last(labels: _Labels, label_id: str) -> str | None:
    """Return the label that stays at the end of the successors, if they do not turn back."""
    seen = {label_id}
    current = _successor(labels.get(label_id))
    while _is_deprecated(labels, current) and current not in seen:
        seen.add(current)
        current = _successor(labels.get(current))
    return current if current in labels and not _is_deprecated(labels, current) else None
