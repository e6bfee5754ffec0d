"""Citations: what an annotator copied from the handbook, held against the releases it names.

A citation reads `schema:NAME@VERSION task/label #clause guideline:NAME@VERSION sha256:… read DATE`;
label, clause and guideline may be missing. The digest is that of the schema's release.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from schemactl.errors import SchemactlError
from schemactl.model.address import DRAFT, Ref, parse_ref, slug
from schemactl.model.identifiers import DATE, DIGEST
from schemactl.model.label import Label
from schemactl.model.release import GuidelineRelease, SchemaRelease
from schemactl.model.schema import Task
from schemactl.model.taxonomy import taxonomies
from schemactl.model.version import admits, precedence
from schemactl.registry.store import Store
from schemactl.releases.read import read_guideline, read_schema, versions
from schemactl.workspace import Workspace

_FORM = re.compile(
    r"(?P<schema>schema:\S+)(?: (?P<label>(?!guideline:|sha256:)[^\s#]\S*))?(?: #(?P<clause>\S+))?"
    r"(?: (?P<guideline>guideline:\S+))? (?P<digest>\S+) read (?P<read>\S+)"
)
# A part of a page, such as its table of confusable labels, is no clause.
_PART = "_"


class Citation(NamedTuple):
    """What was cited, and on which day it was read."""

    schema: Ref
    label: str | None
    clause: str | None
    guideline: Ref | None
    digest: str
    read: str


class Confirmed(NamedTuple):
    """What a citation leads to: the words, what is wrong with it, what was newer on its day."""

    citation: Citation
    text: str
    problems: tuple[str, ...]
    newer: tuple[str, ...]


def parse_citation(text: str) -> Citation:
    """Read a citation. Raises SchemactlError where it is none, or was copied from a draft."""
    found = _FORM.fullmatch(" ".join(text.split()))
    if found is None or not DATE.match(found["read"]):
        raise SchemactlError(
            f"{text[:200]!r} is no citation",
            "paste what `Copy citation` gave: schema:NAME@VERSION … sha256:… read YYYY-MM-DD",
        )
    if found["digest"] == DRAFT or not DIGEST.match(found["digest"]):
        raise SchemactlError(
            f"{found['digest'][:80]!r} is no digest of a release",
            "a draft may change, so nothing that was read in it can be confirmed",
        )
    guideline = found["guideline"]
    return Citation(
        parse_ref(found["schema"]),
        found["label"],
        found["clause"],
        parse_ref(guideline) if guideline else None,
        found["digest"],
        found["read"],
    )


def confirm(workspace: Workspace, store: Store, citation: Citation) -> Confirmed:
    """Hold a citation against the releases. Raises SchemactlError where one is not there."""
    schema = read_schema(workspace, citation.schema.name, citation.schema.version)
    named = citation.guideline
    guideline = None if named is None else read_guideline(workspace, named.name, named.version)
    text, problems = _cited(citation, schema, guideline)
    problems += list(_wrong(store, citation, schema, guideline))
    return Confirmed(citation, text, tuple(problems), tuple(_newer(workspace, store, citation)))


def _wrong(
    store: Store, citation: Citation, schema: SchemaRelease, guideline: GuidelineRelease | None
) -> Iterator[str]:
    if schema.digest != citation.digest:
        yield f"{schema.ref} has the digest {schema.digest}, not {citation.digest}"
    if guideline is not None:
        covers = guideline.guideline.covers
        if covers.name != citation.schema.name or not admits(
            covers.versions, citation.schema.version
        ):
            yield f"{guideline.ref} does not explain {schema.ref}"
    for ref in filter(None, (citation.schema, citation.guideline)):
        since = _since(store, ref)
        if since and citation.read < since:
            yield f"{ref} was recorded on {since}, after it is said to have been read"


def _since(store: Store, ref: Ref) -> str:
    """Return the day on which a release was recorded, where the ledger knows it."""
    sealed = store.find(str(ref))
    return (sealed.entry.at or "")[:10] if sealed is not None else ""


def _newer(workspace: Workspace, store: Store, citation: Citation) -> Iterator[str]:
    """Yield later releases that were there already on the day of the citation."""
    for ref in filter(None, (citation.schema, citation.guideline)):
        for version in versions(workspace, ref.kind, ref.name):
            later = ref._replace(version=version)
            since = _since(store, later)
            if precedence(version) > precedence(ref.version) and since and since <= citation.read:
                yield f"{later} since {since}"


def _cited(
    citation: Citation, schema: SchemaRelease, guideline: GuidelineRelease | None
) -> tuple[str, list[str]]:
    """Return the words that are cited, and what of it there is not."""
    problems = []
    text = ""
    if citation.label is not None:
        found = _labels(schema).get(citation.label)
        if found is None:
            problems.append(f"{schema.ref} has no label {citation.label}")
        else:
            text = found.definition
    clause = citation.clause
    if clause is not None and not clause.startswith(_PART):
        clauses = dict(_clauses(schema, guideline))
        if clause not in clauses:
            problems.append(f"there is no clause #{clause} in it")
        text = clauses.get(clause, text)
    return text, problems


def _labels(schema: SchemaRelease) -> dict[str, Label]:
    return {
        f"{taxonomy.task.id}/{place.label.id}": place.label
        for taxonomy in taxonomies(schema.schema)
        for place in taxonomy.places
    }


def _clauses(
    schema: SchemaRelease, guideline: GuidelineRelease | None
) -> Iterator[tuple[str, str]]:
    """Yield anchor and words of everything that has an id; what comes later is meant first."""
    for ruling in guideline.rulings if guideline is not None else ():
        yield ruling.id, f"{ruling.item} → {ruling.use}. {ruling.because}".strip()
    for constraint in schema.schema.constraints:
        yield constraint.id, constraint.because
    for address, label in _labels(schema).items():
        task_id = address.partition("/")[0]
        yield f"{task_id}.{slug(label.id)}", label.definition
        yield slug(label.id), label.definition
        yield from _of_label(label)
    for task in schema.schema.tasks:
        yield from _of_task(task)


def _of_label(label: Label) -> Iterator[tuple[str, str]]:
    for clause in (*label.include, *label.exclude):
        if clause.id:
            yield clause.id, clause.text
    for case in (*label.examples, *label.counterexamples, *label.edge_cases):
        if case.id:
            yield case.id, case.content or case.alt or case.because


def _of_task(task: Task) -> Iterator[tuple[str, str]]:
    for question in task.decide:
        yield f"{task.id}.{question.id}", question.ask
        yield question.id, question.ask
    for rule in task.tie_breaks:
        yield rule.id, rule.text
    for convention in task.conventions:
        yield convention.id, convention.text
