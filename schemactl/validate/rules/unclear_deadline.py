"""A time that only people can read lets no tool say which questions have waited too long."""

from collections.abc import Iterator

from schemactl.model.deadline import parse_term
from schemactl.model.finding import Finding
from schemactl.validate.subject import GuidelineSubject


def check(subject: GuidelineSubject) -> Iterator[Finding]:
    """Yield an `escalation: within` that is no number and unit of time."""
    escalation = subject.guideline.escalation
    if escalation is not None and escalation.within and parse_term(escalation.within) is None:
        yield Finding(
            ("escalation", "within"),
            f"`{escalation.within}` is no time such as `48 hours` or `two working days`",
            "write a number (or a word up to twelve) of minutes, hours, days or weeks first; "
            "conditions go behind a comma",
        )
