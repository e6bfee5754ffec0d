"""A label without a definition means whatever each annotator thinks it means."""

from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.validate.subject import SchemaSubject


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every label that is in use and has no definition."""
    for taxonomy in subject.taxonomies:
        for place in taxonomy.places:
            label = place.label
            if label.definition or label.deprecated is not None or label.source is not None:
                continue
            if not subject.is_refused((*place.pointer, "definition")):
                yield Finding(
                    place.pointer,
                    f"label `{label.id}` has no definition",
                    "say in one or two sentences when an item gets this label",
                    label.id,
                )
