"""Tally: what a run counts, in one value that adds up, and the check that nothing was lost.

A count has a key: what is counted, and of what. Counts of ranges, processes and partitions are
added key by key.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple, get_args

from schemactl.migrate.compile import CompiledMigration
from schemactl.migrate.outcome import Kind, Outcome, Place, kind_of
from schemactl.migrate.verdicts import Judged, Verdict
from schemactl.model.taxonomy import taxonomies

Key = tuple[str | int | None, ...]
Counts = Counter[Key]

KINDS: tuple[Kind, ...] = get_args(Kind)
RECORDS_IN: Key = ("in", "records")
ANNOTATIONS_IN: Key = ("in", "annotations")
RECORDS_LEFT: Key = ("left",)
FOLDED: Key = ("folded",)
HELD: Key = ("held",)
REVIEWED: Key = ("reviewed",)
ENTRIES: Key = ("entries",)
UNKNOWN: Key = ("unknown",)

_LONGEST_SPELLING = 200
# Whoever keeps what a label counts as keeps it for thousands of them.
_RECORD: Mapping[Kind, Key] = {kind: ("record", kind) for kind in KINDS}
_ANNOTATION: Mapping[Kind, Key] = {kind: ("annotation", kind) for kind in KINDS}


class NotConserved(Exception):
    """A run lost or invented something: a bug, for which nothing is written."""


class Fate(NamedTuple):
    """What a lane did with a record: whether it left, which annotations folded, if it is queued."""

    has_left: bool = False
    folded: Collection[int] = ()
    is_queued: bool = False


class Share:
    """What many records, or annotations, count as alike; it is told from others by identity."""

    __slots__ = ("keys",)

    def __init__(self, keys: Iterable[Key]) -> None:
        """Take the keys, each of which is counted once."""
        self.keys = tuple(keys)


UNCHANGED_RECORD = Share((RECORDS_IN, _RECORD["unchanged"]))
MAPPED_RECORD = Share((RECORDS_IN, _RECORD["mapped"]))


def add_shares(counts: Counts, shares: Iterable[Share]) -> None:
    """Count shares, which may be the same ones many times."""
    for share, times in Counter(shares).items():
        for key in share.keys:
            counts[key] += times


def counts_of(verdict: Verdict, fate: Fate) -> Iterator[Key]:
    """Yield the keys under which a record and its annotations count, each once."""
    yield RECORDS_IN
    yield _RECORD[verdict.kind]
    if fate.has_left:
        yield RECORDS_LEFT
    if fate.is_queued:
        yield ENTRIES
    for position, one in enumerate(verdict.judged):
        yield from _of_annotation(one)
        if one.after is not None:
            yield _stay(one.after, fate, position)


def shares_of(one: Judged) -> Iterator[Key]:
    """Yield the keys under which an annotation counts that stays in its record."""
    yield from _of_annotation(one)
    if one.after is not None:
        yield _stay(one.after, Fate(), 0)


def _of_annotation(one: Judged) -> Iterator[Key]:
    yield ANNOTATIONS_IN
    if one.spelling is not None:
        yield "spelling", one.spelling[:_LONGEST_SPELLING]
    if one.outcome is None:
        yield from _unknown(one)
    else:
        yield from _of_outcome(one, one.outcome)


def _stay(after: Place, fate: Fate, position: int) -> Key:
    """Return under what an annotation counts that is settled: it may wait with its record."""
    if fate.has_left:
        return HELD
    return FOLDED if position in fate.folded else ("after", *after)


def _unknown(one: Judged) -> Iterator[Key]:
    yield UNKNOWN
    annotation = one.placed.annotation
    if one.placed.task is None:
        yield "unknown-task", str(annotation.task or "")[:_LONGEST_SPELLING]
    if annotation.label is not None:
        yield "unknown-label", annotation.label[:_LONGEST_SPELLING]


def _of_outcome(one: Judged, outcome: Outcome) -> Iterator[Key]:
    kind = kind_of(outcome)
    yield _ANNOTATION[kind]
    yield "before", *one.before
    yield "flow", *one.before, kind, *(one.after or (None, None))
    for step in outcome.steps[:-1]:
        yield "step", step, "mapped"
    if outcome.steps:
        yield "step", outcome.steps[-1], kind
    if one.reviews:
        yield REVIEWED
        yield "review", *(one.after or one.before)
        yield from (("review-step", step) for step in one.reviews)


def under(counts: Counts, name: str) -> dict[Key, int]:
    """Return the counts whose key begins with a name, by the rest of the key."""
    return {key[1:]: number for key, number in counts.items() if key[0] == name}


def kinds_under(counts: Counts, name: str) -> dict[str, int]:
    """Return the counts of the four kinds."""
    return {kind: counts[name, kind] for kind in KINDS}


def check_conserved(counts: Counts, migration: CompiledMigration, is_lines: bool) -> None:
    """Raise NotConserved where records or annotations do not add up, or a label does not exist."""
    for name, (one, other) in _sums(counts, is_lines).items():
        if one != other:
            raise NotConserved(f"{name}: {one} are not {other}")
    known = {taxonomy.task.id: taxonomy.by_id for taxonomy in taxonomies(migration.end.schema)}
    for task, label in under(counts, "after"):
        if str(task) not in known or (label is not None and label not in known[str(task)]):
            raise NotConserved(f"{migration.end.ref} has no label {task}/{label}")


def _sums(counts: Counts, is_lines: bool) -> Mapping[str, tuple[int, int]]:
    records, annotations = kinds_under(counts, "record"), kinds_under(counts, "annotation")
    told = counts[ANNOTATIONS_IN] - counts[UNKNOWN]
    kept = annotations["unchanged"] + annotations["mapped"]
    left = records["queued"] + records["dropped"] if is_lines else 0
    return {
        "records": (sum(records.values()), counts[RECORDS_IN]),
        "records that left": (counts[RECORDS_LEFT], left),
        "annotations": (sum(annotations.values()), told),
        "labels before": (sum(under(counts, "before").values()), told),
        "labels after": (
            sum(under(counts, "after").values()) + counts[FOLDED] + counts[HELD],
            kept,
        ),
        "flows": (sum(under(counts, "flow").values()), told),
    }


def places_before(counts: Counts) -> dict[Place, int]:
    """Return the number of annotations by their task and label before."""
    return {(str(task), label_of(label)): n for (task, label), n in under(counts, "before").items()}


def label_of(label: str | int | None) -> str | None:
    """Return a part of a key that is a label."""
    return None if label is None else str(label)
