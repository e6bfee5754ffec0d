"""Points 6 to 10: a managed procedure, who labeled, what they were told, quality, correction."""

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
            Table("Gates", ("guideline", "task", "label", "asks for"), tuple(_gates(dossier))),
        ),
        ("the number of the procedure in a quality management system",),
    )


def _escalation(dossier: Dossier, ref: str) -> str:
    escalation = dossier.guidelines[ref].guideline.escalation
    return escalation.to if escalation else NOT_RECORDED


def _gates(dossier: Dossier) -> Iterator[tuple[str, ...]]:
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
            when = acknowledged(known, batch)
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


def acknowledged(annotator: Annotator, batch: Batch) -> str | None:
    """Return when somebody acknowledged the guideline of a batch, or None."""
    if batch.guided_by is None:
        return None
    times = [one.at for one in annotator.acknowledged if one.guideline.ref == batch.guided_by.ref]
    return min(times, default=None)


def quality(dossier: Dossier) -> Answer:
    """Show what guidelines demand and what models measured; agreement where it is recorded."""
    metrics = [
        (ref, name, value) for ref, model in dossier.models for name, value in model.metrics.items()
    ]
    rulings = [
        (ref, ruling.id, ruling.use, ruling.by, str(ruling.date), ruling.because)
        for ref, release in dossier.guidelines.items()
        for ruling in release.rulings
    ]
    unknown = [
        f"{ref}: agreement between annotators, and how disagreements were settled"
        for ref, _ in dossier.datasets
    ]
    unknown += [f"{ref}: how well it does" for ref, model in dossier.models if not model.metrics]
    head = ("guideline", "ruling", "label", "by", "on", "because")
    return Answer(
        (),
        (
            Table("Gates", ("guideline", "task", "label", "asks for"), tuple(_gates(dossier))),
            Table("Metrics of models", ("model", "metric", "value"), tuple(metrics)),
            Table("Rulings on hard items", head, tuple(rulings)),
        ),
        tuple(unknown),
    )


def correction(dossier: Dossier) -> Answer:
    """Show what was relabeled by which reviewed steps, and what depends on it."""
    behind = dossier.behind
    rows = [
        (node.kind, node.ref, node.at or NOT_RECORDED)
        for nodes in (behind.batches, behind.datasets, behind.models, behind.deployments)
        for node in nodes
    ]
    said = (
        "A correction is a new dataset version that names the one it was derived from; nothing "
        "that was recorded is overwritten.",
        "Which labels were to be mapped and which reviewed stands with the steps of point 2.",
    )
    head = ("kind", "what", "recorded")
    unknown = ["how many annotations each migration mapped, queued and dropped"]
    return Answer(
        said,
        (Table("What depends on it", head, tuple(rows)),),
        tuple(unknown if dossier.datasets else ()),
    )
