"""Random ways: schemas with migrations between them, and records to lead along."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from hypothesis import strategies as st

from schemactl.migrate.hop import Hop
from schemactl.migrate.record import FieldRecord
from schemactl.model.schema import Schema
from tests.builders import a_schema, a_task
from tests.migrate.hops import a_hop

TASKS = ("topic", "tone")
FIRST = {"topic": ("a", "b", "c", "d"), "tone": ("x", "y", "z")}
FIELDS = ("f", "g")

Labels = dict[str, tuple[str, ...]]


class RandomWay(NamedTuple):
    """Schemas with hops between them, and records labeled under the first one."""

    first: Schema
    hops: tuple[Hop, ...]
    records: tuple[FieldRecord, ...]


def of_labels(labels: Labels) -> Schema:
    """Return a schema whose tasks have the labels."""
    tasks = (a_task(*some, id=task, choose="any") for task, some in labels.items())
    return a_schema(*tasks)


@st.composite
def random_ways(draw: st.DrawFn) -> RandomWay:
    """Draw up to three hops over two tasks, with steps of every kind that moves labels."""
    labels: Labels = FIRST
    first = old = of_labels(labels)
    hops = []
    for number in range(draw(st.integers(1, 3))):
        steps, labels = draw(_steps(labels, number))
        new = of_labels(labels)
        hops.append(a_hop(old, new, *steps))
        old = new
    return RandomWay(first, tuple(hops), tuple(draw(st.lists(_records(), min_size=1, max_size=3))))


@st.composite
def _records(draw: st.DrawFn) -> FieldRecord:
    values = st.fixed_dictionaries({}, optional={name: st.integers(0, 2) for name in FIELDS})
    answers = st.fixed_dictionaries(
        {},
        optional={
            task: st.lists(st.sampled_from(labels), unique=True, max_size=3)
            for task, labels in FIRST.items()
        },
    )
    return FieldRecord(draw(values), draw(answers))


@st.composite
def _steps(draw: st.DrawFn, labels: Labels, number: int) -> tuple[list[dict[str, Any]], Labels]:
    """Draw steps for some labels of each task; the rest stays, and one label is always new."""
    steps: list[dict[str, Any]] = []
    after: Labels = {}
    for task, old in labels.items():
        if task == "tone" and draw(st.integers(0, 3)) == 0:
            rest = {"use": f"topic/{draw(st.sampled_from(after['topic']))}"}
            otherwise = draw(st.sampled_from(["drop", rest]))
            gone = {"change": "task", "task": task, "was": "removed", "otherwise": otherwise}
            steps.append(gone)
            continue
        fresh = [f"{task[1]}{number}{letter}" for letter in "mno"]
        moved = draw(st.lists(st.sampled_from(old), unique=True, max_size=len(old)))
        stay = [label for label in old if label not in moved]
        targets = draw(st.lists(st.sampled_from([*stay, *fresh]), min_size=1, max_size=3))
        new = tuple(dict.fromkeys([*stay, *fresh[:1], *targets]))
        for label in moved:
            steps.append({"task": task, **draw(_step(label, new, labels))})
        if stay:
            effect = st.sampled_from(["clarify", "narrow", "shift"])
            named = {"label": draw(st.sampled_from(stay)), "effect": draw(effect)}
            steps.append({"change": "redefine", "task": task, **named})
        after[task] = new
    return draw(st.permutations(steps)), after


@st.composite
def _step(draw: st.DrawFn, label: str, new: Sequence[str], old: Labels) -> dict[str, Any]:
    target = st.sampled_from(new)
    kind = draw(st.sampled_from(["merge", "split", "split", "retire"]))
    otherwise = draw(st.sampled_from(["relabel", "drop"]) | target.map(lambda use: {"use": use}))
    if kind == "merge":
        return {"change": "merge", "from": [label], "to": draw(target)}
    if kind == "retire":
        return {"change": "retire", "from": label, "otherwise": otherwise}
    chosen = draw(st.lists(target, min_size=1, max_size=3, unique=True))
    to = [{"label": one, **draw(_when(old))} for one in chosen]
    return {"change": "split", "from": label, "to": to, "otherwise": otherwise}


@st.composite
def _when(draw: st.DrawFn, old: Labels) -> dict[str, Any]:
    if draw(st.booleans()):
        return {}
    tests: dict[str, Any] = {draw(st.sampled_from(FIELDS)): {"minimum": draw(st.integers(0, 2))}}
    if draw(st.booleans()):
        task = draw(st.sampled_from(sorted(old)))
        asked: Any = st.sampled_from(old[task]).map(lambda label: {"const": label})
        tests = {f"task:{task}": draw(asked | asked.map(lambda test: {"not": test}))}
    return {"when": tests}
