"""Tally: counts add up in any cut of the data, and a loss is found."""

from collections import Counter
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemactl.data.placed import Placed
from schemactl.data.spelling import task_readings
from schemactl.migrate.compile import compile_migration
from schemactl.migrate.record import NO_RECORD, FieldRecord
from schemactl.migrate.tally import (
    ANNOTATIONS_IN,
    FOLDED,
    HELD,
    MAPPED_RECORD,
    RECORDS_IN,
    RECORDS_LEFT,
    UNCHANGED_RECORD,
    Counts,
    Fate,
    NotConserved,
    Share,
    add_shares,
    check_conserved,
    counts_of,
    places_before,
    shares_of,
    under,
)
from schemactl.migrate.verdicts import Verdict, judge
from schemactl.model.annotation import Annotation
from tests.migrate.hops import a_station
from tests.migrate.random_ways import RandomWay, random_ways
from tests.migrate.runs import a_migration
from tests.migrate.test_verdicts import judged, placed

MIGRATION = a_migration()
LABELS = st.lists(st.sampled_from(["a", "b", "c", "s", "d", "q", "k", None]), max_size=4)


def shown(record: FieldRecord, of: Placed) -> FieldRecord:
    """Show a record to conditions, whichever annotation they decide on."""
    del of
    return record


def tallied(verdict: Verdict) -> Counts:
    """Count a record as a table does."""
    has_left = verdict.kind in ("queued", "dropped")
    return Counter(counts_of(verdict, Fate(has_left, (), verdict.kind == "queued")))


@given(st.lists(LABELS, max_size=6))
def test_nothing_is_lost(records: list[list[str | None]]) -> None:
    found: Counts = Counter()
    for labels in records:
        found.update(tallied(judged(*labels)))
    check_conserved(found, MIGRATION, is_lines=True)
    assert found[RECORDS_IN] == len(records)
    assert found[ANNOTATIONS_IN] == sum(map(len, records))
    assert sum(places_before(found).values()) == sum(map(len, records))


@settings(deadline=None)
@given(random_ways())
def test_nothing_is_lost_on_random_ways(way: RandomWay) -> None:
    migration = compile_migration(a_station(way.first), way.hops)
    tasks = task_readings(migration.start.schema, "id", None)
    found: Counts = Counter()
    for record in way.records:
        listed = [
            placed(label)._replace(annotation=Annotation("1", task, label), task=tasks[task])
            for task, labels in record.answers.items()
            for label in labels
        ]
        spelled = [None] * len(listed)
        found.update(tallied(judge(migration, listed, spelled, partial(shown, record))))
    check_conserved(found, migration, is_lines=True)


@pytest.mark.parametrize(
    "lost",
    [
        *(RECORDS_IN, ANNOTATIONS_IN, RECORDS_LEFT, FOLDED, HELD),
        *(("record", "mapped"), ("annotation", "mapped")),
        *(("before", "topic", "a"), ("after", "topic", "x")),
    ],
)
def test_a_count_that_is_off_is_found(lost: tuple[str | int | None, ...]) -> None:
    found = tallied(judged("a"))
    found[lost] += 1
    with pytest.raises(NotConserved):
        check_conserved(found, MIGRATION, is_lines=True)


def test_a_label_that_does_not_exist_is_found() -> None:
    found = tallied(judged("a"))
    found["after", "topic", "gone"] += found.pop(("after", "topic", "x"))
    with pytest.raises(NotConserved, match="no label topic/gone"):
        check_conserved(found, MIGRATION, is_lines=True)


def test_documents_keep_their_records() -> None:
    found = Counter(counts_of(judged("q", "a"), Fate(False, (), True)))
    check_conserved(found, MIGRATION, is_lines=False)
    with pytest.raises(NotConserved):
        check_conserved(found, MIGRATION, is_lines=True)


def test_unknown_labels_are_counted_apart() -> None:
    unknown = judge(MIGRATION, [placed("zz", is_known=False)], ["zz"], lambda _: NO_RECORD)
    found = tallied(unknown)
    check_conserved(found, MIGRATION, is_lines=True)
    assert under(found, "unknown-label") == {("zz",): 1}


@given(LABELS)
def test_what_annotations_share_is_what_each_counts_as(labels: list[str | None]) -> None:
    verdict = judged(*labels)
    if verdict.kind not in ("unchanged", "mapped") or not verdict.is_known:
        return
    record = MAPPED_RECORD if verdict.kind == "mapped" else UNCHANGED_RECORD
    found: Counts = Counter()
    add_shares(found, [record, *(Share(shares_of(one)) for one in verdict.judged)])
    assert found == Counter(counts_of(verdict, Fate()))


def test_shares_are_counted_as_often_as_they_are_there() -> None:
    found: Counts = Counter({FOLDED: 1})
    one, other = Share([FOLDED, HELD]), Share([FOLDED])
    add_shares(found, [one, other, one])
    assert found == {FOLDED: 4, HELD: 2}
    assert one != Share(one.keys)
