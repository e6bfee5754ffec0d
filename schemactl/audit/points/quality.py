"""Points 9 and 10: how quality was measured, and what happened where labels were wrong."""

from collections.abc import Iterator

from schemactl.audit.dossier import Dossier
from schemactl.audit.point import Answer, Table
from schemactl.audit.points.meaning import NOT_RECORDED
from schemactl.audit.points.practice import demanded
from schemactl.model.lineage import DatasetVersion, QualityReport

_FIRST_CONFUSIONS = 20


def quality(dossier: Dossier) -> Answer:
    """Show what guidelines demand, what was measured of annotators and models, and rulings."""
    rulings = [
        (ref, ruling.id, ruling.use, ruling.by, str(ruling.date), ruling.because)
        for ref, release in dossier.guidelines.items()
        for ruling in release.rulings
    ]
    head = ("guideline", "ruling", "label", "by", "on", "because")
    return Answer(
        (),
        (
            Table("Gates", ("guideline", "task", "label", "asks for"), tuple(demanded(dossier))),
            _agreement(dossier),
            _per_label(dossier),
            _confusions(dossier),
            _metrics(dossier),
            _scores(dossier),
            Table("Rulings on hard items", head, tuple(rulings)),
        ),
        tuple(_unmeasured(dossier)),
    )


def _measured(report: QualityReport) -> str:
    return ", ".join(pin.ref for pin in report.derived_from) or "data that is not recorded"


def _agreement(dossier: Dossier) -> Table:
    rows = [
        (
            ref,
            _measured(report),
            " ".join(filter(None, (one.measure, one.task))),
            one.value or "undefined",
            " to ".join(one.interval) if one.interval else NOT_RECORDED,
            str(one.items),
            str(one.annotators),
            "; ".join(one.warnings),
        )
        for ref, report in dossier.of(QualityReport)
        for one in report.agreements
    ]
    head = ("report", "of", "measure", "value", "interval", "items", "annotators", "warnings")
    return Table("Agreement between annotators", head, tuple(rows))


def _per_label(dossier: Dossier) -> Table:
    rows = [
        (ref, one.measure, label, value or "undefined")
        for ref, report in dossier.of(QualityReport)
        for one in report.agreements
        for label, value in one.per_label.items()
    ]
    return Table("Agreement by label", ("report", "measure", "label", "value"), tuple(rows))


def _confusions(dossier: Dossier) -> Table:
    """Show the pairs of labels that were confused most."""
    rows = [
        (ref, *pair.labels, str(pair.count), pair.share or NOT_RECORDED)
        for ref, report in dossier.of(QualityReport)
        for pair in sorted(report.confusions, key=lambda one: -one.count)[:_FIRST_CONFUSIONS]
    ]
    head = ("report", "one said", "another said", "times", "share")
    return Table(f"Labels confused most (at most {_FIRST_CONFUSIONS})", head, tuple(rows))


def _metrics(dossier: Dossier) -> Table:
    rows = [
        (ref, name, value) for ref, model in dossier.models for name, value in model.metrics.items()
    ]
    return Table("Metrics of models, as stated", ("model", "metric", "value"), tuple(rows))


def _scores(dossier: Dossier) -> Table:
    """Show how models did on their test splits, label by label."""
    rows = [
        (
            ref,
            model.evaluation.dataset,
            f"{task}/{label}",
            *(value or "undefined" for value in (one.precision, one.recall, one.f1)),
            f"{one.right} / {one.wrong} / {one.missed}",
            one.calibration_error or NOT_RECORDED,
        )
        for ref, model in dossier.models
        if model.evaluation
        for task, labels in model.evaluation.labels.items()
        for label, one in labels.items()
    ]
    head = (
        *("model", "test split", "label", "precision", "recall", "F1"),
        *("right / wrong / missed", "calibration error"),
    )
    return Table("Predictions held against test splits", head, tuple(rows))


def _unmeasured(dossier: Dossier) -> Iterator[str]:
    measured = {
        pin.ref
        for _, report in dossier.of(QualityReport)
        if report.agreements
        for pin in report.derived_from
    }
    for ref, one in dossier.datasets:
        parts = {ref, *(pin.ref for pin in (*one.part_of, *one.split_of, *one.derived_from))}
        if not parts & measured:
            yield f"{ref}: agreement between annotators"
        yield f"{ref}: how single disagreements were settled"
    for ref, model in dossier.models:
        if model.evaluation is None:
            yield f"{ref}: how well it does, label by label, on a recorded test split"


def correction(dossier: Dossier) -> Answer:
    """Show what migrations did to annotations, what people still owe, and what depends on it."""
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
    return Answer(
        said,
        (
            _runs(dossier),
            _steps(dossier),
            Table("What depends on it", head, tuple(rows)),
        ),
        (*_unfinished(dossier), *_carried_over(dossier)),
    )


def _runs(dossier: Dossier) -> Table:
    """Show how many annotations each run mapped, queued and dropped, and what people settled."""
    rows = [
        (
            ref,
            " to ".join(pin.ref for pin in run.built_with),
            ", ".join(pin.ref for pin in run.derived_from) or "data that is not recorded",
            "; ".join(f"{name} {number}" for name, number in run.annotations.items()),
            str(run.queue),
            str(run.answered),
            dossier.recorded[ref].entry.actor or NOT_RECORDED,
            run.tool,
        )
        for ref, run in dossier.migrations
    ]
    head = (
        *("run", "from and to", "of", "annotations"),
        *("records asked about", "questions answered", "by", "program"),
    )
    return Table("Migrations of data", head, tuple(rows))


def _steps(dossier: Dossier) -> Table:
    rows = [
        (
            ref,
            step.change,
            " → ".join(", ".join(one) or "none" for one in (step.source, step.target)),
            step.fidelity,
            *map(str, (step.annotations, step.mapped, step.queued, step.dropped)),
        )
        for ref, run in dossier.migrations
        for step in run.steps
    ]
    head = (
        *("run", "step", "of", "fidelity", "annotations"),
        *("mapped", "asked about", "dropped"),
    )
    return Table("What each step did", head, tuple(rows))


def _unfinished(dossier: Dossier) -> Iterator[str]:
    for ref, run in dossier.migrations:
        if run.queue:
            yield (
                f"{ref}: whether its {run.queue} queued records were all settled; "
                f"{run.answered} questions are recorded as answered"
            )


def _carried_over(dossier: Dossier) -> Iterator[str]:
    """Name datasets under another release than their source, of which no run is recorded."""
    datasets: dict[str, DatasetVersion] = dict(dossier.datasets)
    for ref, one in datasets.items():
        for pin in one.derived_from:
            source = datasets.get(pin.ref)
            if source is None or one.migrated_by is not None:
                continue
            if source.labeled_under != one.labeled_under:
                yield f"{ref}: how annotations of {pin.ref} were mapped, queued and dropped"
