"""A link that leads nowhere stops an annotator who needed help at that very place."""

from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from schemactl.model.finding import Finding
from schemactl.model.reference import LabelIndex, example_ids, rule_ids
from schemactl.model.schema import Schema
from schemactl.model.similar import Proposals
from schemactl.model.taxonomy import taxonomies
from schemactl.validate.subject import GuidelineSubject, Mention


class _Targets(NamedTuple):
    """What links may lead to in one version of a schema."""

    version: str
    labels: LabelIndex
    others: set[str]


def check(subject: GuidelineSubject) -> Iterator[Finding]:
    """Yield every `[[link]]` that leads nowhere in the draft or a release of the schema."""
    if not subject.links or not subject.schemas:
        return
    rulings = {draft.ruling.id for draft in subject.rulings}
    covered = [_targets(schema, rulings) for schema in subject.schemas]
    proposals = Proposals(
        chain(covered[0].labels.names(), sorted(covered[0].others)),
        "name a label, an example, a rule or a ruling",
    )
    for link in subject.links:
        yield from _follow(subject, link, covered, proposals)


def _follow(
    subject: GuidelineSubject, link: Mention, covered: list[_Targets], proposals: Proposals
) -> Iterator[Finding]:
    name = subject.guideline.covers.name
    for version, labels, others in covered:
        if link.target in others:
            continue
        found = labels.find(link.target)
        if len(found) > 1:
            message = f"[[{link.target}]] is a label of several tasks of {name} {version}"
            hint = f"write one of [[{']], [['.join(found)}]]"
        elif not found:
            message = f"[[{link.target}]] leads nowhere in {name} {version}"
            hint = _newer(link.target, covered) or proposals.hint(link.target)
        else:
            continue
        yield Finding((), message, hint, None, link.file, link.region)
        return


def _newer(target: str, covered: list[_Targets]) -> str:
    """Say which of the covered versions have the target, if some have it."""
    having = [
        version
        for version, labels, others in covered
        if target in others or len(labels.find(target)) == 1
    ]
    if not having:
        return ""
    return f"it is in {', '.join(having)}: narrow `versions:` to them, or link to something else"


def _targets(schema: Schema, rulings: set[str]) -> _Targets:
    found = taxonomies(schema)
    others = set(chain(rulings, rule_ids(found), example_ids(found)))
    others.update(question.id for task in schema.tasks for question in task.decide)
    others.update(constraint.id for constraint in schema.constraints)
    return _Targets(schema.version, LabelIndex(found), others)
