"""Points 11 to 18: versions, history, authority, retention, provenance, people, the unknown."""

from collections.abc import Iterator

from schemactl.audit.dossier import Dossier
from schemactl.audit.point import Answer, Table
from schemactl.audit.points.meaning import NOT_RECORDED
from schemactl.model.lineage import Alias, Erasure
from schemactl.model.shared import Overlap

_UNREAD = "whether data files are still those of these digests: reports are made without them"


def versions(dossier: Dossier) -> Answer:
    """Show three digests of each dataset, and compare the digests of its splits."""
    rows = [
        (ref, content.split or "", str(content.records), *content.digests.model_dump().values())
        for ref, content in dossier.datasets
    ]
    models = [
        (ref, one.artifact or NOT_RECORDED, one.code_revision or NOT_RECORDED)
        for ref, one in dossier.models
    ]
    unknown = [
        f"{ref}: {what}"
        for ref, digest, code in models
        for what, said in (
            ("the digest of the trained model", digest),
            ("the state of the code that trained it", code),
        )
        if said == NOT_RECORDED
    ]
    splits = [(ref, one) for ref, one in dossier.datasets if one.split]
    equal = [
        f"{first} and {second} have the same rows"
        for i, (first, one) in enumerate(splits)
        for second, other in splits[i + 1 :]
        if one.digests.rows == other.digests.rows and one.split != other.split
    ]
    trained = {pin.ref for _, model in dossier.models for pin in model.trained_on}
    unknown += [
        f"{ref}: from which split it was trained"
        for ref, one in dossier.datasets
        if ref in trained and not one.split
    ]
    equal += [_shared(ref, shared) for ref, one in splits for shared in one.overlaps]
    unknown += [
        f"{ref}: whether single records of it stand in another split, too"
        for ref, one in dossier.datasets
        if ref in trained and not one.overlaps
    ]
    head = ("dataset", "split", "records", "bytes", "rows", "labels")
    return Answer(
        tuple(equal),
        (
            Table("Datasets and their digests", head, tuple(rows)),
            Table("Models and their digests", ("model", "artifact", "code"), tuple(models)),
            _elsewhere(dossier),
        ),
        (*unknown, _UNREAD) if rows else tuple(unknown),
    )


def _shared(ref: str, shared: Overlap) -> str:
    """Say what was found when a split was registered."""
    if shared.items is None:
        return f"{ref} was not compared with {shared.other}: its files were gone or unreadable"
    texts = "" if shared.texts is None else f", texts in both, or nearly so: {shared.texts}"
    return f"{ref} compared with {shared.other}: items in both: {shared.items}{texts}"


def _elsewhere(dossier: Dossier) -> Table:
    """Name the same data and trainings in other tools, with the digests of these."""
    known = [(ref, one.known_as) for ref, one in dossier.datasets]
    known += [(ref, one.known_as) for ref, one in dossier.models]
    rows = tuple(
        (ref, one.system, one.kind, one.id, one.digest or "", one.of or "")
        for ref, names in known
        for one in names
    )
    head = ("what", "tool", "kind", "called", "its digest", "here")
    return Table("The same in other tools", head, rows)


def history(dossier: Dossier) -> Answer:
    """Name the root that every proof leads to, and say what it does not prove."""
    point = dossier.checkpoint
    said = (
        f"Up to entry {point.seq} the ledger has the root {point.root}.",
        f"{len(dossier.proofs)} entries are proven to be in it; `python verify_audit.py` in this "
        "folder verifies all of them, with every file, and needs nothing but Python.",
        "Old entries are never changed: a correction is a new entry.",
    )
    unknown = (
        "whether this root is genuine: compare it with a checkpoint that was kept elsewhere, such "
        "as a commit of registry/journal that you hold",
        "whether what was recorded was true: the ledger shows that it was said, and not changed",
    )
    return Answer(said, (), unknown)


def authority(dossier: Dossier) -> Answer:
    """Show who recorded what and why, and each move of an alias."""
    rows, silent = [], 0
    for ref, one in dossier.recorded.items():
        entry = one.entry
        silent += entry.actor is None
        rows.append(
            (
                str(entry.seq),
                ref,
                entry.at or NOT_RECORDED,
                entry.actor or NOT_RECORDED,
                entry.reason or "",
                entry.note or "",
            )
        )
    moves = [
        (ref.removeprefix("alias:"), alias.points_to.ref, dossier.recorded[ref].entry.at or "")
        for ref, alias in dossier.of(Alias)
    ]
    unknown = [f"who recorded {silent} of {len(rows)} entries"] if silent else []
    unknown.append("by what authority actors acted: only their ids are recorded")
    head = ("entry", "what", "recorded", "by", "reason", "note")
    return Answer(
        (),
        (
            Table("Who recorded what", head, tuple(rows)),
            Table("Names that moved", ("alias, move", "to", "on"), tuple(moves)),
        ),
        tuple(unknown),
    )


def retention(dossier: Dossier) -> Answer:
    """Say what is kept; nothing here deletes an entry."""
    asserted = [
        (ref, one.entry.as_of, ", ".join(one.entry.evidence) or "no evidence")
        for ref, one in dossier.recorded.items()
        if one.entry.as_of
    ]
    head = ("what", "said to be so since", "evidence")
    return Answer(
        ("Entries and releases are only added; schemactl has no command that deletes one.",),
        (Table("Asserted later, not observed", head, tuple(asserted)),),
        (
            "how long data files and the trained model are kept, and until when at least",
            "since when the system is on the market, from which the law counts",
            "whether there is a legal hold",
        ),
    )


def provenance(dossier: Dossier) -> Answer:
    """Show every step from the subject back to the releases, and whether any is missing."""
    lineage = dossier.lineage
    steps = [(edge.source, edge.relation.replace("_", " "), edge.target) for edge in lineage.edges]
    ends = [
        (node.ref, node.digest or NOT_RECORDED, str(node.facts.get("entry", "")))
        for node in lineage.nodes
    ]
    said = "Every step is present and verified." if lineage.complete else "Steps are missing."
    unknown = [f"{lack.ref}: its {lack.what} is missing" for lack in lineage.missing]
    unknown += [
        f"{lack.ref}, which depends on it: its {lack.what} is missing"
        for lack in dossier.behind.missing
        if lack not in lineage.missing
    ]
    return Answer(
        (said,),
        (
            Table("Steps", ("what", "step", "from"), tuple(steps)),
            Table("What the steps join", ("what", "digest", "entry"), tuple(ends)),
        ),
        tuple(unknown),
    )


def process(dossier: Dossier) -> Answer:
    """Map what is recorded to the stages of a process for labeling data."""
    stages = (
        ("specify the labels", "schema releases", len(dossier.schemas)),
        ("instruct annotators", "guideline releases", len(dossier.guidelines)),
        ("label", "batches", len(dossier.batches)),
        ("verify and accept", "dataset versions", len(dossier.datasets)),
        ("use", "model versions", len(dossier.models)),
    )
    rows = tuple((stage, kind, str(count)) for stage, kind, count in stages)
    empty = tuple(
        f"“{stage}”: no {kind} are recorded" for stage, kind, count in stages if not count
    )
    head = ("stage", "recorded as", "number")
    unknown = (*empty, "whether an organization follows a published process: none is named")
    return Answer((), (Table("Stages", head, rows),), unknown)


def privacy(dossier: Dossier) -> Answer:
    """Say what is known of people, where names are, and which were erased."""
    erased = [
        (
            content.annotator,
            dossier.recorded[ref].entry.at or NOT_RECORDED,
            dossier.recorded[ref].entry.reason or "",
        )
        for ref, content in dossier.of(Erasure)
    ]
    said = (
        "Annotators appear under random pseudonyms. Names, where any are kept, stand only in "
        "registry/people.db, which is neither part of the ledger nor of this report.",
    )
    return Answer(
        said,
        (Table("Names that were erased", ("pseudonym", "on", "reason"), tuple(erased)),),
        ("on what lawful basis annotators' data are processed",),
    )


def collected(others: Iterator[tuple[int, str]]) -> Answer:
    """Collect what the other points do not know."""
    rows = tuple((str(number), what) for number, what in others)
    return Answer((), (Table("Not known", ("point", "what"), rows),))
