"""Data can be passed on only with its labels, and these only under a license that is known."""

from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.validate.subject import SchemaSubject


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield a schema that does not say under which license it may be used."""
    if not subject.schema.license:
        yield Finding(
            ("license",),
            f"schema `{subject.schema.name}` has no license",
            "add `license:` with an SPDX name such as CC-BY-4.0, or `proprietary`",
        )
