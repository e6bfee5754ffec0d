"""A pair is named by its labels: of two pairs with one name nobody knows which one holds."""

from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.validate.subject import SchemaSubject


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every pair whose two labels are a pair already, in either order."""
    for taxonomy in subject.taxonomies:
        seen: set[frozenset[str]] = set()
        for position, pair in enumerate(taxonomy.task.confusable):
            both = frozenset(pair.labels)
            if both in seen:
                first, second = pair.labels
                yield Finding(
                    (*taxonomy.pointer, "confusable", position, "labels"),
                    f"`{first}` and `{second}` are a pair already",
                    "join the two entries in one",
                    first,
                )
            seen.add(both)
