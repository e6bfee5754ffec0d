"""A label that stands under itself is narrower than itself, and no count of its branch ends."""

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

from schemactl.model.finding import Finding
from schemactl.model.taxonomy import Taxonomy
from schemactl.validate.subject import SchemaSubject

# A person mends a few cycles at a time, and each search walks the whole tree.
_MOST_SHOWN = 20


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every `also_under` that closes a circle of parents."""
    for taxonomy in subject.taxonomies:
        if any(place.label.also_under for place in taxonomy.places):
            yield from _cycles(taxonomy)


def _cycles(taxonomy: Taxonomy) -> Iterator[Finding]:
    parents = {label_id: set(above) for label_id, above in taxonomy.parents.items()}
    for _ in range(_MOST_SHOWN):
        try:
            TopologicalSorter(parents).prepare()
        except CycleError as error:
            circle: list[str] = error.args[1]
        else:
            return
        # Each id stands above the next one.
        for parent, child in pairwise(circle):
            place = taxonomy.by_id[child]
            if parent in place.label.also_under:
                break
        else:
            # Nesting alone: an id stands twice, which is reported as such.
            return
        parents[child].discard(parent)
        position = place.label.also_under.index(parent)
        yield Finding(
            (*place.pointer, "also_under", position),
            f"label `{child}` stands under itself: {' > '.join(circle)}",
            "remove the parent that is not broader than the label",
            child,
        )
