"""A draft that differs from the last release needs a higher version: releases never change."""

from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.model.version import precedence
from schemactl.validate.subject import GuidelineSubject, SchemaSubject


def check(subject: SchemaSubject | GuidelineSubject) -> Iterator[Finding]:
    """Yield a version that is lower than the last release, or equal though the content differs."""
    noun = subject.schema if isinstance(subject, SchemaSubject) else subject.guideline
    last = subject.history.versions[-1] if subject.history.versions else None
    if last is None:
        return
    if precedence(noun.version) < precedence(last):
        yield Finding(
            ("version",),
            f"version {noun.version} is lower than the released {last}",
            f"raise `version` above {last}",
        )
    elif noun.version == last and subject.history.differs:
        yield Finding(
            ("version",),
            f"version {last} is released, and the content differs from it",
            f"raise `version` above {last}; `registry/` has the text as released",
        )
