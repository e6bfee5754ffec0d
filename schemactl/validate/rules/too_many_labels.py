"""Nobody compares an item with thirty labels at once: those far down the list are not chosen."""

from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.model.taxonomy import Taxonomy
from schemactl.validate.subject import SchemaSubject

_MOST_SIBLINGS = 25
_MOST_LEVELS = 4


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every group of more than 25 labels, and one label per task below the fourth level."""
    for taxonomy in subject.taxonomies:
        if len(taxonomy.places) > _MOST_SIBLINGS:
            yield from _crowded(taxonomy)
        deep = [place for place in taxonomy.places if place.depth > _MOST_LEVELS]
        if deep:
            levels = max(place.depth for place in deep)
            yield Finding(
                (*deep[0].pointer, "id"),
                f"task `{taxonomy.task.id}` has labels on {levels} levels",
                f"annotators find their way on {_MOST_LEVELS} levels; join some of them",
                deep[0].label.id,
            )


def _crowded(taxonomy: Taxonomy) -> Iterator[Finding]:
    siblings = [(None, [p.label.id for p in taxonomy.places if p.parent is None])]
    for parent, children in [*siblings, *taxonomy.children.items()]:
        if len(children) <= _MOST_SIBLINGS:
            continue
        shown = [c for c in children if taxonomy.is_selectable(taxonomy.by_id[c].label)]
        if len(shown) <= _MOST_SIBLINGS:
            continue
        where, pointer = f"task `{taxonomy.task.id}`", (*taxonomy.pointer, "labels")
        if parent is not None and parent in taxonomy.by_id:
            where, pointer = f"label `{parent}`", (*taxonomy.by_id[parent].pointer, "labels")
        yield Finding(
            pointer,
            f"{where} shows {len(shown)} labels side by side",
            f"form groups of at most {_MOST_SIBLINGS}, or ask in two steps",
            parent,
        )
