"""A group that holds nothing and cannot be chosen is a line that annotators read for nothing."""

from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.validate.subject import SchemaSubject


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every label that cannot be chosen and has no label below it."""
    for taxonomy in subject.taxonomies:
        for place in taxonomy.places:
            label = place.label
            # What is deprecated may have lost its labels, and goes soon.
            if label.selectable or label.labels or label.deprecated is not None:
                continue
            if label.id not in taxonomy.children:
                yield Finding(
                    (*place.pointer, "selectable"),
                    f"group `{label.id}` has no labels",
                    "add its labels, remove it, or let annotators choose it",
                    label.id,
                )
