"""A chain as one function: every label has an outcome, and it is the one of going hop by hop."""

import gc
import pickle
import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemactl.migrate.compile import CompiledMigration, compile_migration
from schemactl.migrate.hop import Station
from schemactl.migrate.outcome import Candidate, Dropped, Mapped, Outcome, Place, Queued, Unchanged
from schemactl.migrate.record import FieldRecord
from schemactl.model.label import Deprecation
from schemactl.model.schema import Schema
from schemactl.model.taxonomy import taxonomies
from tests.builders import a_label, a_schema, a_task
from tests.migrate.hops import a_station, chained, compiled
from tests.migrate.random_ways import RandomWay, random_ways

REVIEWED = Unchanged((), (0,))
WHEN = {"n": {"minimum": 1}}
ASKED = Queued("topic", (Candidate("topic", "x"), Candidate("topic", "y")), (0,))
AB = a_schema("a", "b")
TWO = a_schema(a_task("a", "b"), a_task("p", id="tone"))


def step(change: str, **fields: Any) -> dict[str, Any]:
    """Return a step; `old` and `new` stand for `from` and `to`."""
    named = {"old": "from", "new": "to"}
    return {"change": change, **{named.get(key, key): value for key, value in fields.items()}}


@pytest.mark.parametrize(
    ("new", "steps", "outcome"),
    [
        pytest.param(a_schema(a_label("a", name="A"), "b"), [], Unchanged(), id="renamed: keep"),
        pytest.param(
            a_schema("b", a_label("a", deprecated=Deprecation(since="2.0.0", reason="Rare."))),
            [],
            Unchanged(),
            id="deprecated, moved: keep",
        ),
        pytest.param(
            AB, [step("redefine", label="a", effect="clarify")], Unchanged(), id="clarify: keep"
        ),
        pytest.param(
            AB, [step("redefine", label="a", effect="narrow")], REVIEWED, id="narrow: review"
        ),
        pytest.param(
            AB,
            [step("redefine", label="b", effect="widen", review=["a"])],
            REVIEWED,
            id="widen: review those with neighbours",
        ),
        pytest.param(
            AB,
            [step("redefine", label="a", effect="shift")],
            Queued("topic", (), (0,)),
            id="shift: relabel",
        ),
        pytest.param(
            a_schema("a", "b", "x"),
            [step("add", new="x", review=["a"])],
            REVIEWED,
            id="added: review the named labels",
        ),
        pytest.param(
            a_schema("x", "b"),
            [step("recode", old="a", new="x")],
            Mapped("topic", "x", (0,)),
            id="recoded: map",
        ),
        pytest.param(
            a_schema("x"),
            [step("merge", old=["a", "b"], new="x")],
            Mapped("topic", "x", (0,)),
            id="merged: map",
        ),
        pytest.param(
            a_schema("x", "y", "b"),
            [step("split", old="a", new=[{"label": "x", "when": WHEN}, "y"])],
            Mapped("topic", "x", (0,)),
            id="split: map where `when` decides",
        ),
        pytest.param(
            a_schema("x", "y", "b"),
            [step("split", old="a", new=[{"label": "x", "when": {"n": {"minimum": 9}}}, "y"])],
            ASKED,
            id="split: else relabel",
        ),
        pytest.param(
            a_schema("b"),
            [step("retire", old="a", otherwise={"use": "b"})],
            Mapped("topic", "b", (0,)),
            id="retired: map",
        ),
        pytest.param(
            a_schema("b"),
            [step("retire", old="a", otherwise="drop")],
            Dropped((0,)),
            id="retired: drop",
        ),
        pytest.param(
            a_schema("b"),
            [step("retire", old="a", otherwise="relabel")],
            Queued("topic", (), (0,)),
            id="retired: relabel",
        ),
        pytest.param(TWO, [step("task", task="tone", was="added")], Unchanged(), id="task added"),
        pytest.param(
            a_schema(a_task("p", id="tone")),
            [step("task", task="topic", was="removed")],
            Dropped((0,)),
            id="task removed: drop",
        ),
        pytest.param(
            a_schema(a_task("a", "b", choose="any")),
            [step("task", task="topic", effect="widen")],
            REVIEWED,
            id="task changed: as the step says",
        ),
        pytest.param(
            AB,
            [step("attribute", attribute="topic/size", was="removed")],
            Unchanged(),
            id="attribute removed: keep",
        ),
        pytest.param(
            AB,
            [step("attribute", attribute="topic/size", was="changed", effect="narrow")],
            REVIEWED,
            id="attribute changed: review",
        ),
    ],
)
def test_what_a_change_means_for_annotations_that_exist(
    new: Schema, steps: list[dict[str, Any]], outcome: Outcome
) -> None:
    assert compiled(AB, new, *steps).decide("topic", "a", FieldRecord({"n": 5})) == outcome


def test_steps_are_numbered_through_the_chain() -> None:
    found = chained(
        a_schema("a"),
        [step("recode", old="a", new="b")],
        a_schema("b"),
        [],
        a_schema("b"),
        [step("add", new="c", review=[]), step("retire", old="b", otherwise="drop")],
        a_schema("c"),
    )
    told = [(one.hop, one.position, one.step.change, one.fidelity) for one in found.steps]
    assert told == [
        (0, 0, "recode", "exact"),
        (2, 0, "add", "exact"),
        (2, 1, "retire", "lossy"),
    ]
    assert found.decide("topic", "a") == Dropped((0, 2))
    assert (found.start.ref, found.end.ref) == ("schema:s@1.0.0", "schema:s@2.0.0")


def test_what_no_record_changes_is_looked_up() -> None:
    found = compiled(
        AB, a_schema("x", "y", "b"), step("split", old="a", new=[{"label": "x", "when": WHEN}, "y"])
    )
    assert found.settled == {"topic": {None: Unchanged(), "b": Unchanged()}}
    assert set(found.open) == {("topic", "a")}
    assert (found.fields, found.asks_labels) == (("n",), False)


def test_it_says_what_it_has_to_see_of_a_record() -> None:
    when = {"text": {"words": ["late"]}, "task:topic": {"const": "b"}}
    splits = [
        [step("split", old="a", new=[{"label": "x", "when": WHEN}, "a"])],
        [step("split", old="b", new=[{"label": "x", "when": when}, "b"])],
    ]
    found = chained(AB, splits[0], a_schema("a", "b", "x"), splits[1], a_schema("a", "b", "x"))
    assert (found.fields, found.asks_labels) == (("n", "text"), True)
    assert compiled(AB, AB).fields == ()


def test_a_label_that_the_first_version_lacks_is_no_question() -> None:
    found = compiled(AB, AB)
    with pytest.raises(KeyError):
        found.decide("topic", "unheard-of")
    with pytest.raises(KeyError):
        found.decide("tone", "a")


def test_without_hops_nothing_changes() -> None:
    found = compile_migration(a_station(AB), [])
    assert found.settled == {"topic": {None: Unchanged(), "a": Unchanged(), "b": Unchanged()}}
    assert found.end == found.start


def test_what_compiling_took_is_let_go_of_at_once() -> None:
    old, new = a_schema("a", "b", "c"), a_schema("x", "c")
    steps: list[dict[str, Any]] = [
        {"change": "recode", "from": "a", "to": "x"},
        {"change": "merge", "from": ["b"], "to": "x"},
    ]
    compiled(old, new, *steps)
    gc.collect()
    gc.disable()
    try:
        found = compiled(old, new, *steps)
        # What only a collection lets go of would stay for as long as a run takes.
        assert gc.collect() == 0
    finally:
        gc.enable()
    assert found.steps


def test_the_digest_changes_with_what_decides_and_with_nothing_else() -> None:
    new = a_schema("x", "b")
    one = compiled(AB, new, step("recode", old="a", new="x"))
    assert one.digest == compiled(AB, new, step("recode", old="a", new="x")).digest
    other = compiled(AB, new, step("retire", old="a", otherwise={"use": "x"}))
    first = Station("schema:s@1.0.0", "sha256:other", one.start.schema)
    moved = compile_migration(first, one.hops)
    assert len({one.digest, other.digest, moved.digest}) == 3


def view(migration: CompiledMigration, record: FieldRecord) -> dict[Place, Outcome]:
    """Return the outcome of each annotation of a record."""
    return {
        (task, label): migration.decide(task, label, record)
        for task, labels in record.answers.items()
        for label in labels or (None,)
    }


@settings(deadline=None, max_examples=60)
@given(random_ways())
def test_every_label_has_one_outcome_and_what_comes_out_exists(way: RandomWay) -> None:
    migration = compile_migration(a_station(way.first), way.hops)
    new = {
        one.task.id: {label.id for label in one.selectable}
        for one in taxonomies(way.hops[-1].new.schema)
    }
    for taxonomy in taxonomies(way.first):
        for label in (None, *taxonomy.by_id):
            task = taxonomy.task.id
            assert (label in migration.settled[task]) is not ((task, label) in migration.open)
            for record in way.records:
                outcome = migration.decide(task, label, record)
                numbers = [*outcome.steps, *getattr(outcome, "reviews", ())]
                assert all(0 <= number < len(migration.steps) for number in numbers)
                match outcome:
                    case Unchanged():
                        results = {(task, label)}
                    case Mapped():
                        results = {(outcome.task, outcome.label)}
                    case Queued():
                        results = {(one.task, one.label) for one in outcome.candidates}
                    case Dropped():
                        results = set()
                assert all(name is None or name in new[of] for of, name in results)


def answered(outcome: Outcome, place: Place, schema: Schema, chance: random.Random) -> Place | None:
    """Return what an annotation is after a person has decided, where one has to."""
    match outcome:
        case Unchanged():
            return place
        case Mapped():
            return outcome.task, outcome.label
        case Dropped():
            return None
        case Queued():
            offered: list[Place] = [(one.task, one.label) for one in outcome.candidates]
            if not offered:
                offered = [
                    (one.task.id, label.id)
                    for one in taxonomies(schema)
                    if one.task.id == outcome.task
                    for label in one.selectable
                ]
            return chance.choice(offered)


def hop_by_hop(
    way: RandomWay, record: FieldRecord, chance: random.Random
) -> tuple[dict[Place, Place | None], bool]:
    """Lead a record through one hop after the other, and say whether people were needed."""
    places: dict[Place, Place | None] = {
        (task, label): (task, label)
        for task, labels in record.answers.items()
        for label in labels or (None,)
    }
    needed = False
    for hop in way.hops:
        single = compile_migration(hop.old, [hop])
        answers: dict[str, list[str]] = {}
        for task, label in (place for place in places.values() if place is not None):
            answers.setdefault(task, []).extend([] if label is None else [label])
        now = record._replace(answers=answers)
        told = {p: single.decide(*p, now) for p in places.values() if p is not None}
        needed = needed or any(isinstance(outcome, Queued) for outcome in told.values())
        after = {p: answered(outcome, p, hop.new.schema, chance) for p, outcome in told.items()}
        places = {start: None if p is None else after[p] for start, p in places.items()}
    return places, needed


@settings(deadline=None, max_examples=60)
@given(random_ways(), st.randoms(use_true_random=False))
def test_a_chain_is_what_its_hops_are_one_after_the_other(
    way: RandomWay, chance: random.Random
) -> None:
    """Whatever people answer on the way, the chain says or offers what comes out of it."""
    migration = compile_migration(a_station(way.first), way.hops)
    for record in way.records:
        ends, needed = hop_by_hop(way, record, chance)
        for place, outcome in view(migration, record).items():
            end = ends[place]
            match outcome:
                case Unchanged():
                    assert end == place
                case Mapped():
                    assert end == (outcome.task, outcome.label)
                case Dropped():
                    assert end is None
                case Queued():
                    assert needed
                    offered = {(one.task, one.label) for one in outcome.candidates}
                    dropped = any(one.label is None for one in outcome.candidates)
                    assert not offered or end in offered or (end is None and dropped)


@settings(deadline=None, max_examples=60)
@given(random_ways())
def test_equal_input_gives_equal_outcomes_in_every_process(way: RandomWay) -> None:
    migration = compile_migration(a_station(way.first), way.hops)
    again = pickle.loads(pickle.dumps(migration))
    assert (again.digest, again.settled, again.steps) == (
        migration.digest,
        migration.settled,
        migration.steps,
    )
    for record in way.records:
        assert view(again, record) == view(migration, record)


@settings(deadline=None, max_examples=60)
@given(random_ways())
def test_an_identity_hop_at_either_end_says_nothing_new(way: RandomWay) -> None:
    migration = compile_migration(a_station(way.first), way.hops)
    last = way.hops[-1].new
    same = way.hops[0].old
    front = way.hops[0]._replace(old=same, new=same, migration=None)
    back = way.hops[-1]._replace(old=last, new=last, migration=None)
    longer = compile_migration(same, [front, *way.hops, back])
    assert longer.settled == migration.settled
    for record in way.records:
        assert view(longer, record) == view(migration, record)
