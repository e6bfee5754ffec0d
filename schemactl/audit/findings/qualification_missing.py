"""qualification-missing: who labeled lacks what a label asks for, or has it from long ago."""

from collections.abc import Iterator

from schemactl.audit.finding import Found
from schemactl.audit.inspected import Inspected, is_before
from schemactl.model.lineage import Annotator, Batch
from schemactl.model.migration import Redefine, RuleStep
from schemactl.model.release import SchemaRelease
from schemactl.model.taxonomy import taxonomies

TITLE = "an annotator lacks a qualification, or has it from before behavior last changed"


def find(record: Inspected) -> Iterator[Found]:
    """Compare what the labels of each batch ask for with what its annotators have."""
    known = record.annotators
    under: dict[str, list[tuple[str, Batch]]] = {}
    for ref, batch in record.batches.items():
        under.setdefault(batch.labeled_under.ref, []).append((ref, batch))
    for schema, batches in under.items():
        release = record.schemas.get(schema)
        asked = _asked(release) if release else []
        changed = _last_change(record, release) if release and asked else None
        for ref, batch in batches:
            for person in batch.annotators:
                for qualification in asked:
                    has = (person, known.get(person, []))
                    yield from _lacks(ref, batch, has, qualification, changed)


def _asked(release: SchemaRelease) -> list[str]:
    found = (
        qualification
        for taxonomy in taxonomies(release.schema)
        for place in taxonomy.by_id.values()
        for qualification in place.label.requires
    )
    return list(dict.fromkeys(found))


def _last_change(record: Inspected, release: SchemaRelease) -> tuple[str, str] | None:
    """Return the last release up to this one that changed what annotators do, and its time."""
    later = {one.ref for one in record.later(release.ref)}
    found = None
    for ref, one in record.schemas.items():
        when = record.when(ref)
        is_ours = one.schema.name == release.schema.name and ref not in later
        if is_ours and when and _changes_behavior(one):
            found = (ref, when)
    return found


def _changes_behavior(release: SchemaRelease) -> bool:
    return any(
        isinstance(step, Redefine | RuleStep) and step.effect != "clarify"
        for step in (release.migration.steps if release.migration else ())
    )


def _lacks(
    ref: str,
    batch: Batch,
    person: tuple[str, list[tuple[str | None, Annotator]]],
    qualification: str,
    changed: tuple[str, str] | None,
) -> Iterator[Found]:
    name, known = person
    since = [when for when, one in known if qualification in one.qualifications]
    if not since:
        yield Found(
            ref,
            f"{name} is not known to have {qualification!r}, which labels of "
            f"{batch.labeled_under.ref} ask for",
            "record it with `schemactl register annotator PSEUDONYM --qualification`",
        )
    elif changed and is_before(since[0], changed[1]):
        yield Found(
            ref,
            f"{name} has {qualification!r} since {since[0]}, before {changed[0]} changed what "
            "annotators do",
            "let them qualify again, and record it under a name of its own",
        )
