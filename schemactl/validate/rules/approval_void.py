"""An approval holds for what was read: one line more, and nobody has agreed to the whole."""

from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.validate.subject import SchemaSubject


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every approval of the unreleased migration that names other content."""
    demand, draft = subject.history.demand, subject.migration
    if demand is None or draft is None or draft.name != subject.schema.version:
        return
    for position, approval in enumerate(draft.migration.approvals):
        if approval.content != demand.content:
            yield Finding(
                ("approvals", position, "content"),
                f"the approval by `{approval.by}` ({approval.role}) was given for other content",
                "let them read what is there now; what they approve is then\n"
                f'    content: "{demand.content}"',
                None,
                draft.file,
            )
