"""Readers of a version rely on its number: it must rise by as much as the changes ask for."""

from collections.abc import Iterator

from schemactl.diff.judgement import Judgement
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
    # An edit that is not marked is reported as such; its mark may well ask for less. A new label
    # is not: it needs no step where the version says that readers have to act.
    found = [
        j
        for j in history.verdict.judgements
        if j.bump == bump and (j.declared or j.change.kind == "label-added")
    ]
    if not found:
        return
    heaviest = [judgement.change for judgement in found]
    named = ", ".join(f"{change.kind} {change.subject}" for change in heaviest[:_MOST_NAMED])
    more = f" and {len(heaviest) - _MOST_NAMED} more" if len(heaviest) > _MOST_NAMED else ""
    yield Finding(
        ("version",),
        f"version {version} is too low: after {last} these changes are {bump} ({named}{more})",
        f"raise `version` to {needed} or higher{_other_way(subject, found)}",
    )


def _other_way(subject: SchemaSubject | GuidelineSubject, found: list[Judgement]) -> str:
    """Say which steps would do where the changes are large only for want of them."""
    missing = [line for judgement in found for line in judgement.missing]
    if not missing or any(judgement.declared for judgement in found):
        return ""
    file = f"schemas/{subject.name}/migrations/VERSION.yaml"
    lines = "\n".join(missing)
    return f", or say whose records may belong to it, in {file} under `steps:`:\n{lines}"
