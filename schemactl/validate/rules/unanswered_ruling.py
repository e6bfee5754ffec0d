"""A question that stays open beyond the promised time is decided by each annotator alone."""

from collections.abc import Iterator

from schemactl.model.deadline import last_day, parse_term
from schemactl.model.finding import Finding
from schemactl.validate.subject import GuidelineSubject


def check(subject: GuidelineSubject) -> Iterator[Finding]:
    """Yield every open ruling for which the time of `escalation: within` has passed."""
    escalation = subject.guideline.escalation
    term = None if escalation is None else parse_term(escalation.within)
    if escalation is None or term is None or not subject.today:
        return
    for draft in subject.open_rulings:
        due = last_day(draft.ruling.date, term)
        if due < subject.today:
            yield Finding(
                ("date",),
                f"`{draft.ruling.id}` was asked on {draft.ruling.date} and is not answered; "
                f"`within: {escalation.within}` ended on {due}",
                "decide: add `use` and `because`, and set `by` and `date` to who decided and when",
                None,
                draft.file,
            )
