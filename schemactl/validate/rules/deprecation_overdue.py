"""A deprecated label that stays beyond its date teaches people that such dates mean nothing."""

from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.validate.subject import SchemaSubject


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every deprecated label whose `remove_after` has passed."""
    for taxonomy in subject.taxonomies if subject.today else ():
        for place in taxonomy.places:
            deprecated = place.label.deprecated
            last = None if deprecated is None else deprecated.remove_after
            if last is not None and last < subject.today:
                yield Finding(
                    (*place.pointer, "deprecated", "remove_after"),
                    f"label `{place.label.id}` was to be removed after {last}",
                    "retire or merge it in a migration, or set a later date",
                    place.label.id,
                )
