"""A schema or guideline is found by its folder; under another name its releases would be lost."""

from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.validate.subject import GuidelineSubject, SchemaSubject


def check(subject: SchemaSubject | GuidelineSubject) -> Iterator[Finding]:
    """Yield a name that is not the folder's."""
    noun = subject.schema if isinstance(subject, SchemaSubject) else subject.guideline
    if noun.name != subject.name:
        yield Finding(
            ("name",),
            f"the name is `{noun.name}`, and the folder is `{subject.name}`",
            f"write `name: {subject.name}`, or rename the folder to `{noun.name}`",
        )
