"""A criterion without words looks like one that was thought of, and tells the annotator nothing."""

from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.validate.subject import SchemaSubject


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every criterion that has no text."""
    for taxonomy in subject.taxonomies:
        for place in taxonomy.places:
            label = place.label
            for part, clauses in (("include", label.include), ("exclude", label.exclude)):
                for position, clause in enumerate(clauses):
                    if not clause.text:
                        yield Finding(
                            (*place.pointer, part, position),
                            f"an entry of `{part}` of label `{label.id}` says nothing",
                            "write the criterion, or remove the entry",
                            label.id,
                        )
