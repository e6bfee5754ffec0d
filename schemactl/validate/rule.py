"""Rule: a module with `check`, which turns a subject into findings."""

from collections.abc import Iterator
from typing import Protocol

from schemactl.model.finding import Finding
from schemactl.validate.subject import GuidelineSubject, SchemaSubject


class SchemaRule(Protocol):
    """A rule about a schema, its migrations and translations."""

    def check(self, subject: SchemaSubject) -> Iterator[Finding]:
        """Yield what is wrong."""
        ...


class GuidelineRule(Protocol):
    """A rule about a guideline, its pages and rulings."""

    def check(self, subject: GuidelineSubject) -> Iterator[Finding]:
        """Yield what is wrong."""
        ...
