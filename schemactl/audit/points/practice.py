"""Points 6 to 8: a managed procedure, who labeled, and what they were told."""

from collections.abc import Iterator

from schemactl.audit.dossier import Dossier
from schemactl.audit.point import Answer, Table
from schemactl.audit.points.meaning import NOT_RECORDED
from schemactl.model.guideline import Gate
from schemactl.model.lineage import Annotator, Batch


def managed(dossier: Dossier) -> Answer:
    """Show owners, states and the gates that a guideline sets."""
    people = [
        (
            release.ref,
            ", ".join(release.guideline.owners) or NOT_RECORDED,
            _escalation(dossier, ref),
        )
        for ref, release in dossier.guidelines.items()
    ]
    states = [(ref, content.state, "; ".join(content.reasons)) for ref, content in dossier.datasets]
    return Answer(
        ("Releases pass the checks of `schemactl release` before they are frozen.",),
        (
            Table("Guidelines", ("guideline", "owners", "questions go to"), tuple(people)),
            Table("Datasets", ("dataset", "state", "because"), tuple(states)),
            Table("Gates", ("guideline", "task", "label", "asks for"), tuple(demanded(dossier))),
        ),
        ("the number of the procedure in a quality management system",),
    )


def _escalation(dossier: Dossier, ref: str) -> str:
    escalation = dossier.guidelines[ref].guideline.escalation
    return escalation.to if escalation else NOT_RECORDED


def demanded(dossier: Dossier) -> Iterator[tuple[str, ...]]:
    """Yield what the gates of guidelines ask for, in rows."""
    for ref, release in dossier.guidelines.items():
        for gate in release.guideline.gates:
            yield ref, gate.task, gate.label or "", _asks(gate)


def _asks(gate: Gate) -> str:
    found = []
    if gate.agreement:
        one = gate.agreement
        found.append(f"{one.measure} of at least {one.minimum} ({one.on})")
    if gate.gold:
        found.append(f"gold accuracy of at least {gate.gold.minimum}")
    if gate.review:
        found.append(f"review above a disagreement of {gate.review.disagreement_above}")
    return "; ".join(found)


def people(dossier: Dossier) -> Answer:
    """Show the pseudonyms of those who labeled, with role and qualifications."""
    known = dossier.annotators
    rows = [
        (
            pseudonym,
            one.role or NOT_RECORDED,
            ", ".join(one.qualifications) or NOT_RECORDED,
            ", ".join(_worked_on(dossier, pseudonym)),
        )
        for pseudonym, one in known.items()
    ]
    head = ("pseudonym", "role", "qualifications", "batches")
    return Answer((), (Table("Annotators", head, tuple(rows)),), tuple(_unknown_people(dossier)))


def _worked_on(dossier: Dossier, pseudonym: str) -> list[str]:
    return [ref for ref, batch in dossier.batches if pseudonym in batch.annotators]


def _unknown_people(dossier: Dossier) -> Iterator[str]:
    for ref, dataset in dossier.datasets:
        if not dataset.part_of and not dataset.derived_from and not dataset.split_of:
            yield f"{ref}: in which batches it was labeled, and so by whom"
    for ref, batch in dossier.batches:
        if not batch.annotators:
            yield f"{ref}: who labeled it"
    for pseudonym, one in dossier.annotators.items():
        lacks = [
            what
            for what, value in (("role", one.role), ("qualifications", one.qualifications))
            if not value
        ]
        if lacks:
            yield f"{pseudonym}: {' and '.join(lacks)}"


def told(dossier: Dossier) -> Answer:
    """Show who acknowledged which guideline when, per batch, and whether they were blinded."""
    rows, unknown = [], []
    for ref, batch in dossier.batches:
        seen = [
            f"{what} {digest}"
            for what, digest in (("tool set-up", batch.tool_setup), ("handbook", batch.handbook))
            if digest
        ]
        if batch.blinded is None:
            unknown.append(f"{ref}: whether annotators saw each other's answers")
        if not seen:
            unknown.append(f"{ref}: which tool configuration and handbook its annotators saw")
        for pseudonym in batch.annotators:
            known = dossier.annotators.get(pseudonym, Annotator())
            guided = batch.guided_by
            when = known.acknowledgement_of(guided.ref if guided else None)
            rows.append(
                (
                    ref,
                    pseudonym,
                    _guideline(batch),
                    when or NOT_RECORDED,
                    batch.since or NOT_RECORDED,
                )
            )
            if when is None:
                unknown.append(f"{ref}: whether {pseudonym} had read {_guideline(batch)}")
            elif batch.since and when[:10] > batch.since[:10]:
                unknown.append(f"{ref}: what {pseudonym} went by before reading it on {when}")
    if dossier.datasets and not dossier.batches:
        unknown.append("what annotators were told: no batch is recorded")
    blinded = [
        (
            ref,
            {True: "yes", False: "no", None: NOT_RECORDED}[batch.blinded],
            "; ".join(_setup(batch)),
        )
        for ref, batch in dossier.batches
    ]
    head = ("batch", "annotator", "guideline", "acknowledged", "batch began")
    return Answer(
        (),
        (
            Table("Acknowledgements", head, tuple(rows)),
            Table("Set-up", ("batch", "blinded to each other", "what they saw"), tuple(blinded)),
        ),
        tuple(unknown),
    )


def _guideline(batch: Batch) -> str:
    return batch.guided_by.ref if batch.guided_by else NOT_RECORDED


def _setup(batch: Batch) -> Iterator[str]:
    if batch.tool:
        yield f"tool {batch.tool}"
    if batch.tool_setup:
        yield f"tool set-up {batch.tool_setup}"
    if batch.handbook:
        yield f"handbook {batch.handbook}"
