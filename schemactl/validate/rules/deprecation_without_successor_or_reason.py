"""Who meets a deprecated label must learn what to use instead, or at least why it goes."""

from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.validate.subject import SchemaSubject


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every deprecated label that names neither a successor nor a reason."""
    for taxonomy in subject.taxonomies:
        for place in taxonomy.places:
            deprecated = place.label.deprecated
            if deprecated is not None and not deprecated.replaced_by and not deprecated.reason:
                yield Finding(
                    (*place.pointer, "deprecated"),
                    f"label `{place.label.id}` is deprecated, and nothing says why",
                    "add `replaced_by:` with the label to use instead, or `reason:`",
                    place.label.id,
                )
