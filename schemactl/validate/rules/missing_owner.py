"""Where nobody owns a schema, questions about it wait, and edits to it are approved by nobody."""

from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.validate.subject import GuidelineSubject, SchemaSubject


def check(subject: SchemaSubject | GuidelineSubject) -> Iterator[Finding]:
    """Yield a schema or guideline without owners."""
    is_schema = isinstance(subject, SchemaSubject)
    noun = subject.schema if isinstance(subject, SchemaSubject) else subject.guideline
    if not any(owner.strip() for owner in noun.owners):
        yield Finding(
            ("owners",),
            f"{'schema' if is_schema else 'guideline'} `{noun.name}` has no owner",
            "add `owners:` with whom to ask",
        )
