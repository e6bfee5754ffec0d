"""Points 1 to 5: the procedure, its steps, what labels were to measure, why, and known gaps."""

from collections.abc import Iterator

from schemactl.audit.concerns import CHECKS
from schemactl.audit.dossier import Dossier
from schemactl.audit.point import Answer, Table
from schemactl.model.label import Label
from schemactl.model.lineage import DatasetVersion
from schemactl.model.migration import Migration
from schemactl.model.release import SchemaRelease
from schemactl.model.taxonomy import taxonomies

NOT_RECORDED = "not recorded"


def procedure(dossier: Dossier) -> Answer:
    """Name the schema and guideline of each batch and dataset; their texts stand at the end."""
    rows = []
    unknown = [
        f"{lack.ref}: no {lack.what} is recorded or present"
        for lack in dossier.lineage.missing
        if lack.what in ("guideline", "release")
    ]
    for rules, refs in dossier.in_force.items():
        for ref in refs or [dossier.ref]:
            pins = (_pinned(dossier, rules.schema), _pinned(dossier, rules.guideline))
            rows.append((ref, rules.schema, pins[0], rules.guideline or NOT_RECORDED, pins[1]))
    head = ("labeled", "schema", "its digest", "guideline", "its digest")
    said = ("The words of each are given in full under “Text in force”.",) if rows else ()
    return Answer(said, (Table("What was in force", head, tuple(rows)),), tuple(unknown))


def _pinned(dossier: Dossier, ref: str | None) -> str:
    one = dossier.recorded.get(ref) if ref else None
    return str(one.entry.content.get("digest")) if one else NOT_RECORDED


def preparation(dossier: Dossier) -> Answer:
    """List datasets in the order in which they were recorded, with what each was made from."""
    rows = []
    unknown = []
    datasets = sorted(dossier.datasets, key=lambda one: dossier.recorded[one[0]].entry.seq)
    for ref, content in datasets:
        entry = dossier.recorded[ref].entry
        made = [
            *(f"derived from {pin.ref}" for pin in content.derived_from),
            *(f"{content.split or 'a'} split of {pin.ref}" for pin in content.split_of),
            *(f"put together from {pin.ref}" for pin in content.part_of),
            *(f"migrated by {pin.ref}" for pin in (content.migrated_by,) if pin),
        ]
        if not made:
            unknown.append(f"{ref}: how its data were collected and cleaned before it was recorded")
        if content.derived_from and content.migrated_by is None:
            unknown.append(f"{ref}: which programs made it from {content.derived_from[0].ref}")
        told = "; ".join(made) or "recorded as it came"
        rows.append((str(entry.seq), entry.at or NOT_RECORDED, ref, told, entry.note or ""))
    head = ("entry", "recorded", "dataset", "made how", "note")
    return Answer(
        (),
        (Table("Datasets in the order of the ledger", head, tuple(rows)), _migrations(dossier)),
        tuple(unknown),
    )


def _migrations(dossier: Dossier) -> Table:
    """Return the steps of the migrations that lead to the schemas in force."""
    rows = [
        (f"{release.ref}", step.change, _named(step.model_dump(by_alias=True)), step.because)
        for release in dossier.schemas.values()
        for step in (release.migration.steps if release.migration else ())
    ]
    return Table("Migrations between schema releases", ("to", "step", "of", "because"), tuple(rows))


def _named(step: dict[str, object]) -> str:
    """Write what a step is about: its labels, attribute or rule, and what becomes of records."""
    ends = [_listed(step[key]) for key in ("from", "to") if step.get(key)]
    about = [str(step[key]) for key in ("label", "attribute", "rule", "task") if step.get(key)]
    rest = [
        f"{key}: {_listed(step[key])}"
        for key in ("effect", "otherwise", "review")
        if step.get(key) is not None
    ]
    return "; ".join([" → ".join(ends) or " ".join(about[:1]), *rest])


def _listed(value: object) -> str:
    if isinstance(value, dict):
        return str(value.get("label") or value.get("use"))
    if isinstance(value, list | tuple):
        return ", ".join(map(_listed, value)) or "none"
    return {"True": "yes", "False": "no"}.get(str(value), str(value))


def measured(dossier: Dossier) -> Answer:
    """Count what explains each label, and name the labels that nothing explains."""
    rows, unknown = [], []
    for release, task, label in _labels(dossier):
        cases = (label.examples, label.counterexamples, label.edge_cases)
        counts = [str(len(part)) for part in (label.include, label.exclude, *cases)]
        shown = "yes" if label.definition else "no"
        rows.append((release.ref, f"{task}/{label.id}", shown, *counts))
        if not label.definition:
            unknown.append(f"{release.ref} {task}/{label.id}: what it means, it has no definition")
    head = ("schema", "label", "definition", "in", "out", "examples", "not", "edge cases")
    purposes = [
        f"{one.ref} is for: {one.schema.purpose}"
        for one in dossier.schemas.values()
        if one.schema.purpose
    ]
    return Answer(
        tuple(purposes), (Table("What explains each label", head, tuple(rows)),), tuple(unknown)
    )


def _labels(dossier: Dossier) -> Iterator[tuple[SchemaRelease, str, Label]]:
    in_force = dict.fromkeys(rules.schema for rules in dossier.in_force)
    for ref in in_force:
        release = dossier.schemas.get(ref)
        if release is not None:
            for taxonomy in taxonomies(release.schema):
                for place in taxonomy.by_id.values():
                    yield release, taxonomy.task.id, place.label


def choices(dossier: Dossier) -> Answer:
    """Show purpose, owners, reasons and approvals of the schemas in force and before."""
    said = ["The reasons for each change stand with its step, under point 2."]
    unknown, approvals, reasons = [], [], []
    for release in dossier.schemas.values():
        entry = dossier.recorded[release.ref].entry
        why = entry.reason or entry.note
        reasons.append((release.ref, why or NOT_RECORDED, ", ".join(release.schema.owners)))
        if not release.schema.purpose:
            unknown.append(f"{release.ref}: the decision that it supports (no purpose)")
        approvals += list(_approvals(release.ref, release.migration))
        said += _contested(release)
    if not approvals and dossier.schemas:
        unknown.append("who approved the schemas: no approval is part of a release")
    head = ("schema", "by", "role", "on", "content")
    tables = (
        Table("Reasons", ("schema", "why it was released", "owners"), tuple(reasons)),
        Table("Approvals", head, tuple(approvals)),
    )
    return Answer(tuple(said), tables, tuple(unknown))


def _approvals(ref: str, migration: Migration | None) -> Iterator[tuple[str, ...]]:
    for one in migration.approvals if migration else ():
        yield ref, one.by, one.role, str(one.at), one.content


def _contested(release: SchemaRelease) -> Iterator[str]:
    for taxonomy in taxonomies(release.schema):
        for place in taxonomy.by_id.values():
            label = place.label
            where = f"{release.ref} {taxonomy.task.id}/{label.id}"
            if label.rationale:
                yield f"{where}: {label.rationale}"
            if label.contested:
                yield f"{where} is contested; chosen: {label.contested.chosen}"


_CHECKED = (f"The entries and releases of this lineage were checked for: {', '.join(CHECKS)}.",)


def gaps(dossier: Dossier) -> Answer:
    """Count annotations by label, and name labels that nobody used."""
    rows: list[tuple[str, ...]] = []
    unknown: list[str] = []
    for ref, content in dossier.datasets:
        rows += _counts(ref, content)
        unknown.append(f"{ref}: how labels differ between annotators")
        if not content.slices:
            unknown.append(f"{ref}: how labels differ between slices of its population")
        unknown += [f"{ref} {name}: never used" for name in _unused(dossier, content)]
        silent = content.annotations - sum(content.origins.values())
        if silent:
            unknown.append(f"{ref}: where {silent} annotations come from, people or models")
        unknown += [f"{ref} is a draft: {reason}" for reason in content.reasons]
    unknown += [
        f"{ref}: what checks would find, since it is gone" for ref in dossier.checked.unread
    ]
    head = ("dataset", "task", "label", "annotations", "share")
    origins = [
        (ref, origin, str(number))
        for ref, content in dossier.datasets
        for origin, number in content.origins.items()
    ]
    tables = (
        Table("Annotations by label", head, tuple(rows)),
        Table("Annotations by origin", ("dataset", "origin", "annotations"), tuple(origins)),
        Table("Annotations by slice", (*head[:3], "slice", "annotations"), tuple(_slices(dossier))),
        _found(dossier),
    )
    return Answer(_CHECKED if rows else (), tables, tuple(unknown))


def _found(dossier: Dossier) -> Table:
    rows = ((one.found.ref, one.name, one.found.message) for one in dossier.checked.concerns)
    return Table("What these checks found", ("of", "check", "what is wrong"), tuple(rows))


def _counts(ref: str, content: DatasetVersion) -> Iterator[tuple[str, ...]]:
    for task in sorted({*content.labels, *content.nones}):
        counted = {**content.labels.get(task, {})}
        if task in content.nones:
            counted["(nothing applies)"] = content.nones[task]
        total = sum(counted.values())
        for label, number in sorted(counted.items(), key=lambda one: (-one[1], one[0])):
            yield ref, task, label, str(number), f"{number / total:.1%}" if total else ""


def _slices(dossier: Dossier) -> Iterator[tuple[str, ...]]:
    for ref, content in dossier.datasets:
        for task, labels in content.slices.items():
            for label, counted in labels.items():
                for name, number in counted.items():
                    yield ref, task, label, name, str(number)


def _unused(dossier: Dossier, content: DatasetVersion) -> Iterator[str]:
    release = dossier.schemas.get(content.labeled_under.ref)
    for taxonomy in taxonomies(release.schema) if release else ():
        used = content.labels.get(taxonomy.task.id, {})
        for label in taxonomy.selectable:
            if not used.get(label.id):
                yield f"{taxonomy.task.id}/{label.id}"
