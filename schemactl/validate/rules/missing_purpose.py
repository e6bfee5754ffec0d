"""Who knows which decision the labels serve decides hard cases alike; who does not, guesses."""

from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.validate.subject import SchemaSubject


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield a schema that does not say what it is for."""
    if not subject.schema.purpose:
        yield Finding(
            ("purpose",),
            f"schema `{subject.schema.name}` does not say what it is for",
            "add `purpose:` with the decision that the labels support",
        )
