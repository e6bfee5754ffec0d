"""Several hops as one: what a label becomes in the end, and what the record says on the way."""

from typing import Any

from schemactl.migrate.outcome import Candidate, Dropped, Mapped, Outcome, Queued, Unchanged
from schemactl.migrate.record import NO_RECORD, FieldRecord
from schemactl.model.schema import Schema
from tests.builders import a_schema, a_task
from tests.migrate.hops import Steps, chained


def recode(source: str, target: str, **fields: Any) -> dict[str, Any]:
    """Return a step that gives a label another id."""
    return {"change": "recode", "from": source, "to": target, **fields}


def split(source: str, *targets: Any, **fields: Any) -> dict[str, Any]:
    """Return a step that splits a label."""
    return {"change": "split", "from": source, "to": list(targets), **fields}


def becomes(
    label: str, first: Schema, *way: Steps | Schema, record: FieldRecord = NO_RECORD
) -> Outcome:
    """Return what becomes of an annotation of task topic over a way."""
    return chained(first, *way).decide("topic", label, record)


A, B, C, D = (a_schema(*labels) for labels in ("a", "b", "c", "d"))


def test_a_label_is_led_from_id_to_id() -> None:
    assert becomes("a", A, [recode("a", "b")], B, [recode("b", "c")], C) == Mapped(
        "topic", "c", (0, 1)
    )


def test_a_hop_without_a_migration_changes_nothing() -> None:
    assert becomes("a", A, [], A, [recode("a", "b")], B, [], B) == Mapped("topic", "b", (0,))
    assert becomes("a", A, [], A, [], A) == Unchanged()


def test_a_label_that_comes_back_is_unchanged() -> None:
    assert becomes("a", A, [recode("a", "b")], B, [recode("b", "a")], A) == Unchanged((0, 1))


def test_what_is_dropped_later_is_dropped() -> None:
    retire = {"change": "retire", "from": "b", "otherwise": "drop"}
    assert becomes("a", A, [recode("a", "b")], B, [retire], C) == Dropped((0, 1))


def test_marks_of_every_hop_are_collected() -> None:
    def narrow(label: str) -> dict[str, Any]:
        return {"change": "redefine", "label": label, "effect": "narrow"}

    way: list[Steps | Schema] = [[narrow("a")], A, [recode("a", "b"), narrow("b")], B]
    assert becomes("a", A, *way) == Mapped("topic", "b", (1,), (0, 2))


BC, BD = a_schema("b", "c"), a_schema("b", "d")


def test_a_merged_label_may_be_split_again() -> None:
    merge = {"change": "merge", "from": ["x", "y"], "to": "a"}
    step = split("a", {"label": "b", "when": {"n": {"minimum": 1}}}, {"label": "c"})
    way: list[Steps | Schema] = [[merge], A, [step], BC]
    first = a_schema("x", "y")
    assert becomes("y", first, *way, record=FieldRecord({"n": 1})) == Mapped("topic", "b", (0, 1))
    asked = Queued("topic", (Candidate("topic", "b"), Candidate("topic", "c")), (0, 1))
    assert becomes("y", first, *way, record=FieldRecord({"n": 0})) == asked


def test_a_queue_offers_labels_of_the_last_version() -> None:
    step = split("a", {"label": "b", "criterion": "One."}, {"label": "c", "criterion": "Two."})
    found = becomes("a", A, [step], BC, [recode("c", "d")], BD)
    offered = (Candidate("topic", "b", "One."), Candidate("topic", "d", "Two."))
    assert found == Queued("topic", offered, (0,))


def test_nobody_is_asked_what_a_later_hop_makes_the_same() -> None:
    merge = {"change": "merge", "from": ["b", "c"], "to": "d"}
    assert becomes("a", A, [split("a", "b", "c")], BC, [merge], D) == Mapped("topic", "d", (0, 1))


def test_what_a_choice_comes_to_may_depend_on_the_record() -> None:
    later = split("c", {"label": "d", "when": {"n": {"minimum": 1}}}, otherwise={"use": "b"})
    way: list[Steps | Schema] = [[split("a", "b", "c")], BC, [later], BD]
    asked = Queued("topic", (Candidate("topic", "b"), Candidate("topic", "d")), (0,))
    assert becomes("a", A, *way, record=FieldRecord({"n": 2})) == asked
    assert becomes("a", A, *way, record=FieldRecord({"n": 0})) == Mapped("topic", "b", (0, 1))


RELABEL = {"change": "retire", "from": "a", "otherwise": "relabel"}
GONE = {"change": "task", "task": "topic", "was": "removed"}
TONES = a_task("x", id="tone")
WITH_TONE = (a_schema(a_task("a", "c"), TONES), a_schema(a_task("b", "c"), TONES))


def test_any_label_stays_any_label_while_its_task_is_asked() -> None:
    any_label = Queued("topic", (), (0,))
    assert becomes("a", A, [RELABEL], B, [recode("b", "c")], C) == any_label
    renamed = a_schema(a_task("b", id="subject"), name="other")
    assert becomes("a", A, [RELABEL], B, [], renamed) == Queued("subject", (), (0,))


def test_any_label_of_a_task_that_ends_is_what_becomes_of_its_labels() -> None:
    """Two labels were to choose from; a label without a task of its own is the rest."""
    tone = a_schema(TONES)
    first, second = WITH_TONE
    assert becomes("a", first, [RELABEL], second, [GONE], tone) == Dropped((0, 1))
    to_tone = GONE | {"otherwise": {"use": "tone/x"}}
    assert becomes("a", first, [RELABEL], second, [to_tone], tone) == Mapped("tone", "x", (0, 1))
    only_one = recode("b", "tone/x", task="topic")
    offered = (Candidate("tone", "x"), Candidate("topic", None))
    assert becomes("a", first, [RELABEL], second, [GONE, only_one], tone) == Queued(
        "tone", offered, (0,)
    )


def test_any_answer_of_a_task_without_labels_ends_with_it() -> None:
    shift = {"change": "task", "task": "urgency", "effect": "shift"}
    gone = {"change": "task", "task": "urgency", "was": "removed"}
    urgency = a_task(id="urgency", type="rating")
    both, rest = a_schema(a_task("a"), urgency), a_schema(a_task("a"))
    found = chained(both, [shift], both, [gone], rest)
    assert found.decide("urgency", None) == Dropped((0, 1))
    assert chained(both, [shift], both).decide("urgency", None) == Queued("urgency", (), (0,))


def test_where_any_task_may_be_meant_it_stays_so() -> None:
    first, tone = WITH_TONE[0], a_schema(TONES)
    anything = GONE | {"otherwise": "relabel"}
    assert becomes("a", first, [anything], tone, [], tone) == Queued(None, (), (0,))


TONE, MOOD = a_task("x", "y", id="tone"), a_task("x", "z", id="tone")
BY_TONE = split("a", {"label": "b", "when": {"task:tone": {"const": "z"}}}, otherwise={"use": "c"})


def test_a_condition_sees_labels_as_they_are_called_before_its_hop() -> None:
    """The second hop asks for `z`, which the record's `y` was called since the first."""
    way: list[Steps | Schema] = [
        [recode("y", "z", task="tone")],
        a_schema(a_task("a"), MOOD),
        [BY_TONE],
        a_schema(a_task("b", "c"), MOOD),
    ]
    first = a_schema(a_task("a"), TONE)
    for answer, label in (("y", "b"), ("x", "c")):
        record = FieldRecord({}, {"tone": [answer], "topic": ["a"]})
        assert becomes("a", first, *way, record=record) == Mapped("topic", label, (1,))
    # What the first version did not have is no label, and a task that was not asked has none.
    unknown: tuple[dict[str, list[str]], ...] = ({"tone": ["unheard-of"]}, {"tone": []}, {})
    for answers in unknown:
        record = FieldRecord({}, answers)
        assert becomes("a", first, *way, record=record) == Mapped("topic", "c", (1,))


def test_a_condition_waits_for_labels_that_people_decide() -> None:
    way: list[Steps | Schema] = [
        [split("y", "x", "z", task="tone")],
        a_schema(a_task("a"), MOOD),
        [BY_TONE],
        a_schema(a_task("b", "c"), MOOD),
    ]
    record = FieldRecord({}, {"tone": ["y"]})
    found = becomes("a", a_schema(a_task("a"), TONE), *way, record=record)
    assert found == Queued("topic", (Candidate("topic", "b"), Candidate("topic", "c")), (1,))


def test_a_condition_of_the_first_hop_sees_labels_as_they_were_written() -> None:
    step = split("a", {"label": "b", "when": {"task:tone": {"const": "y"}}}, otherwise={"use": "c"})
    tone = recode("y", "z", task="tone")
    new = a_schema(a_task("b", "c"), MOOD)
    record = FieldRecord({}, {"tone": ["y"]})
    found = becomes("a", a_schema(a_task("a"), TONE), [step, tone], new, record=record)
    assert found == Mapped("topic", "b", (0,))


def test_fields_are_the_same_at_every_hop() -> None:
    asks = {"task:tone": {"exists": True}, "n": {"const": 1}}
    step = split("a", {"label": "b", "when": asks}, otherwise={"use": "c"})
    first = a_schema(a_task("a"), TONE)
    way: list[Steps | Schema] = [[], first, [step], a_schema(a_task("b", "c"), TONE)]
    record = FieldRecord({"n": 1}, {"tone": []})
    assert becomes("a", first, *way, record=record) == Mapped("topic", "b", (0,))
    assert becomes("a", first, *way, record=record._replace(values={})) == Mapped(
        "topic", "c", (0,)
    )
