"""Readers of a version rely on its number: it must rise by as much as the changes ask for."""

from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.model.version import precedence, raised
from schemactl.validate.subject import GuidelineSubject, SchemaSubject

_MOST_NAMED = 3


def check(subject: SchemaSubject | GuidelineSubject) -> Iterator[Finding]:
    """Yield a version that is higher than the last release, and not high enough."""
    history = subject.history
    if history.verdict is None or not history.versions:
        return
    version = (
        subject.schema.version if isinstance(subject, SchemaSubject) else subject.guideline.version
    )
    last, bump = history.versions[-1], history.verdict.minimum_bump
    needed = raised(last, bump)
    if (
        not precedence(last) < precedence(version)
        or precedence(version)[:3] >= precedence(needed)[:3]
    ):
        return
    # An edit that is not marked is reported as such; its mark may well ask for less.
    heaviest = [j.change for j in history.verdict.judgements if j.bump == bump and j.declared]
    if not heaviest:
        return
    named = ", ".join(f"{change.kind} {change.subject}" for change in heaviest[:_MOST_NAMED])
    more = f" and {len(heaviest) - _MOST_NAMED} more" if len(heaviest) > _MOST_NAMED else ""
    yield Finding(
        ("version",),
        f"version {version} is too low: after {last} these changes are {bump} ({named}{more})",
        f"raise `version` to {needed} or higher",
    )
