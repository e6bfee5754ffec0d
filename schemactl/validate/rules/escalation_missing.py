"""A hard case that can be sent to nobody is decided by whoever happens to hold it."""

from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.validate.subject import GuidelineSubject


def check(subject: GuidelineSubject) -> Iterator[Finding]:
    """Yield a guideline that does not say whom to ask."""
    escalation = subject.guideline.escalation
    if escalation is None or not escalation.to.strip():
        yield Finding(
            ("escalation",),
            f"guideline `{subject.guideline.name}` does not say whom an annotator asks",
            "add `escalation:` with `to:`, `how:` and `within:`",
        )
