"""Verdicts: an annotation has one outcome, and its record the kind that follows."""

import pytest

from schemactl.data.placed import Placed
from schemactl.data.spelling import task_readings
from schemactl.migrate.outcome import Dropped, Kind, Mapped, Queued, Unchanged
from schemactl.migrate.record import NO_RECORD, FieldRecord
from schemactl.migrate.verdicts import Answers, Judged, Verdict, answered, judge
from schemactl.model.annotation import Annotation
from tests.migrate.runs import a_migration

MIGRATION = a_migration()
TOPIC = task_readings(MIGRATION.start.schema, "id", None)["topic"]


def placed(label: str | None, *, is_known: bool = True) -> Placed:
    """Return an annotation of the only task."""
    return Placed(Annotation("1", "topic", label), 1, TOPIC, is_known)


def judged(*labels: str | None, n: int = 0) -> Verdict:
    """Judge a record with the labels."""
    found = [placed(label) for label in labels]
    view = FieldRecord({"n": n})
    return judge(MIGRATION, found, list(labels), lambda _: view)


@pytest.mark.parametrize(
    ("labels", "kind"),
    [
        (["k", None], "unchanged"),
        ([], "unchanged"),
        (["k", "a"], "mapped"),
        (["k", "d"], "mapped"),
        (["d", "d"], "dropped"),
        (["d", "q"], "queued"),
    ],
)
def test_the_record_has_the_kind_of_its_annotations(labels: list[str | None], kind: Kind) -> None:
    assert judged(*labels).kind == kind


def test_the_record_decides_where_a_condition_asks() -> None:
    assert [judged("s", n=n).judged[0].after for n in (0, 1)] == [("topic", "lo"), ("topic", "hi")]


def test_what_the_schema_lacks_has_no_outcome() -> None:
    unknown = [placed("zz", is_known=False), placed("a")._replace(task=None)]
    verdict = judge(MIGRATION, unknown, ["zz", "a"], lambda _: NO_RECORD)
    assert [one.outcome for one in verdict.judged] == [None, None]
    assert not verdict.is_known
    assert judged("a").is_known


def test_where_an_annotation_goes() -> None:
    assert Judged(placed("k"), Unchanged()).after == ("topic", "k")
    assert Judged(placed("k"), Mapped("topic", "x", reviews=(3,))).after == ("topic", "x")
    assert Judged(placed("k"), Mapped("topic", "x", reviews=(3,))).reviews == (3,)
    assert [one.after for one in judged("q", "d").judged] == [None, None]
    assert judged("q").judged[0].reviews == ()


def test_what_people_answered_is_what_becomes_of_it() -> None:
    labels = ["q", "q", "k", "k"]
    answers: Answers = {0: ("topic", "y"), 1: None, 3: ("topic", "k")}
    verdict = judge(
        MIGRATION, [placed(one) for one in labels], labels, lambda _: NO_RECORD, answers
    )
    assert [one.after for one in verdict.judged] == [
        ("topic", "y"),
        None,
        ("topic", "k"),
        ("topic", "k"),
    ]
    assert verdict.kind == "mapped"


def test_an_answer_leaves_nothing_open() -> None:
    before = ("topic", "k")
    assert answered(Queued("topic", steps=(4,)), before, ("topic", "y")) == Mapped(
        "topic", "y", (4,)
    )
    assert answered(Unchanged((1,), reviews=(2,)), before, before) == Unchanged((1,))
    assert answered(Mapped("topic", "x", (3,), (2,)), before, None) == Dropped((3,))
