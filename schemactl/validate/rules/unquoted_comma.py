"""A comma in unquoted one-line prose cuts it in two, and the second half is lost or misread."""

from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.validate.subject import SchemaSubject


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every place where prose in a one-line list or mapping was cut at a comma."""
    yield from subject.cuts
