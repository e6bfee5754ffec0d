"""Definitions are read one below the other: sentences of one form are compared faster."""

from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.validate.subject import SchemaSubject


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every definition that starts in lower case, or ends without a full stop."""
    for taxonomy in subject.taxonomies:
        for place in taxonomy.places:
            definition = place.label.definition
            if not definition:
                continue
            # Scripts without capital letters have other full stops, or none.
            first, last = definition[0], definition[-1]
            missing = []
            if first.islower():
                missing.append("starts in lower case")
            if last.isdigit() or last.lower() != last.upper():
                missing.append("has no full stop")
            if missing:
                yield Finding(
                    (*place.pointer, "definition"),
                    f"the definition of label `{place.label.id}` {' and '.join(missing)}",
                    "write one or two whole sentences",
                    place.label.id,
                )
