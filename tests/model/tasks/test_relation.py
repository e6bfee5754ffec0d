"""Tests of relation."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemactl.model.annotation import Annotation
from schemactl.model.schema import Joins, Task
from schemactl.model.task import TaskType
from schemactl.model.tasks import relation
from tests.model.tasks.regions import answer, message, passes, regions

JOINS = Joins(source=("persons",), target=("firms",))
TASK = Task(id="jobs", type="relation", inputs=("text",), joins=JOINS)
MUTUAL = TASK.model_copy(update={"joins": JOINS.model_copy(update={"directed": False})})
KIND: TaskType = relation


def joined(label: str, source: str, target: str) -> Annotation:
    return Annotation("i", "jobs", label, {"from": source, "to": target})


def thing(name: str, task: str, start: int) -> Annotation:
    return Annotation("i", task, "a", {"start": start, "end": start + 1}, annotation=name)


PAIRS = st.permutations(["p1", "p2", "f1"]).map(lambda ids: {"from": ids[0], "to": ids[1]})
ANSWERS = st.lists(st.tuples(st.sampled_from("ab"), PAIRS), max_size=5)


@settings(deadline=None)
@given(first=ANSWERS, second=ANSWERS, task=st.sampled_from([TASK, MUTUAL]))
def test_distance_keeps_the_laws(laws: Any, first: Any, second: Any, task: Task) -> None:
    laws(KIND, task, answer(*first), answer(*second))


def test_distance_is_one_less_f1_of_the_triples() -> None:
    one = [joined("works-for", "p1", "f1"), joined("owns", "p2", "f1")]
    other = [
        joined("works-for", "p1", "f1"),
        joined("works-for", "p2", "f1"),
        joined("owns", "f1", "p2"),
    ]
    assert relation.distance(one, other, TASK) == pytest.approx(1 - 2 * 1 / 5)
    assert relation.distance(one, other, MUTUAL) == pytest.approx(1 - 2 * 2 / 5)
    assert relation.distance(one, [], TASK) == 1
    assert relation.distance([], [Annotation("i", "jobs")], TASK) == 0


def test_ends_are_what_their_annotations_say_where_these_are_given() -> None:
    one = [joined("owns", "x1", "x2"), thing("x1", "persons", 0), thing("x2", "firms", 9)]
    other = [joined("owns", "y7", "y8"), thing("y7", "persons", 0), thing("y8", "firms", 9)]
    elsewhere = [joined("owns", "z7", "z8"), thing("z7", "persons", 1), thing("z8", "firms", 9)]
    assert relation.distance(one, other, TASK) == 0
    assert relation.distance(one, elsewhere, TASK) == 1


GOOD: list[dict[str, Any]] = [{"from": "p1", "to": "f1"}, {"from": "p2", "to": "f2"}]


@pytest.mark.parametrize("region", GOOD)
def test_a_good_region_passes_check_and_schema(region: Any) -> None:
    assert passes(KIND, TASK, region)


@pytest.mark.parametrize(
    "region", [{"from": "p1"}, {"from": "", "to": "f1"}, {**GOOD[0], "input": "text"}, ["p1", "f1"]]
)
def test_a_bad_region_fails_check_and_schema(region: Any) -> None:
    assert not passes(KIND, TASK, region)


@settings(deadline=None)
@given(region=regions(GOOD))
def test_check_and_schema_agree(region: Any) -> None:
    passes(KIND, TASK, region)


def test_label_and_region_go_together() -> None:
    assert message(KIND, TASK, None) == "a relation needs {from, to}"
    assert message(KIND, TASK, GOOD[0], label=None) == "a relation needs a label"
    assert message(KIND, TASK, {"from": "p1", "to": "p1"}) == "relation: 'p1' is joined with itself"


def dangling(*annotations: Annotation, task: Task = TASK) -> list[tuple[str, str]]:
    tasks = relation.tasks_by_id(annotations)
    found = relation.dangling(annotations[-1], tasks, task)
    return [(one.kind, one.message) for one in found]


THINGS = (thing("p1", "persons", 0), thing("f1", "firms", 5))


def test_an_end_is_an_annotation_of_the_item() -> None:
    assert dangling(*THINGS, joined("owns", "p1", "f1")) == []
    assert dangling(*THINGS, joined("owns", "p1", "f2")) == [
        ("dangling-relation", "to: the item has no annotation 'f2'")
    ]


def test_an_end_is_of_a_task_that_is_joined() -> None:
    assert dangling(*THINGS, joined("owns", "f1", "p1")) == [
        ("misjoined-relation", "from: 'f1' is of task `firms`, not of persons"),
        ("misjoined-relation", "to: 'p1' is of task `persons`, not of firms"),
    ]
    assert dangling(*THINGS, joined("owns", "f1", "p1"), task=MUTUAL) == []


def test_what_is_malformed_does_not_dangle() -> None:
    assert dangling(Annotation("i", "jobs", "owns", {"from": 3})) == []
    assert dangling(Annotation("i", "jobs")) == []


def test_without_joins_every_task_may_be_joined() -> None:
    free = Task(id="jobs", type="relation", inputs=("text",))
    assert dangling(*THINGS, joined("owns", "f1", "p1"), task=free) == []


def test_what_is_no_region_dangles_from_nothing() -> None:
    odd: Any = ["from"]
    task = Task(id="knows", type="relation")
    assert not list(relation.dangling(Annotation("1", "knows", "of", odd), {}, task))
