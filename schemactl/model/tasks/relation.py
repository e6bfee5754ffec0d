"""relation: labels on pairs of annotations, which are named by their ids."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from schemactl.model.annotation import Annotation, Problem
from schemactl.model.region import Region, RegionForm, check_region, region_object
from schemactl.model.schema import Task
from schemactl.model.task import LABEL_FIELDS, problem
from schemactl.model.taxonomy import Taxonomy

NAME = "relation"
FIELDS = LABEL_FIELDS | {"complete", "conventions", "joins", "over"}

_ENDS = ("from", "to")

_Triple = tuple[str | None, str, str]


def region_schema(task: Task) -> dict[str, Any]:
    """Return the JSON Schema of a relation: the ids of two annotations of the same item."""
    end = {"type": "string", "minLength": 1}
    return region_object(_FORM, task, {"from": end, "to": end})


def check(annotation: Annotation, task: Task, taxonomy: Taxonomy) -> Iterator[Problem]:
    """Yield a problem where the label has no two ends, or both are the same.

    Whether there are annotations of these ids is for `dangling` to say.
    """
    del taxonomy
    yield from check_region(annotation, task, _FORM)


def _wrong(region: Region, _task: Task) -> str:
    if not all(isinstance(region.get(end), str) and region[end] for end in _ENDS):
        return "from and to are ids of annotations"
    if region["from"] == region["to"]:
        return f"{region['from']!r} is joined with itself"
    return ""


_FORM = RegionForm("a relation", _ENDS, (), _wrong, stands=False)


def tasks_by_id(annotations: Iterable[Annotation]) -> dict[str, str | None]:
    """Return the task of each annotation of an item by its id: what `dangling` looks ends up in."""
    return {one.annotation: one.task for one in annotations if one.annotation is not None}


def dangling(
    relation: Annotation, tasks: Mapping[str, str | None], task: Task
) -> Iterator[Problem]:
    """Yield a problem for each end of a relation that is not there, or that it cannot join.

    `tasks` are those of all annotations of the item. An end is missing where no annotation has its
    id (`dangling-relation`), and wrong where that annotation is of a task which `joins` does not
    name (`misjoined-relation`).
    """
    region = relation.region
    if not isinstance(region, dict) or _wrong(region, task):
        return
    allowed = _allowed(task)
    for end in _ENDS:
        name = region[end]
        if name not in tasks:
            message = f"{end}: the item has no annotation {name!r}"
            yield problem("dangling-relation", relation, message)
        elif allowed and tasks[name] not in allowed[end]:
            legal = ", ".join(sorted(allowed[end]))
            message = f"{end}: {name!r} is of task `{tasks[name]}`, not of {legal}"
            yield problem("misjoined-relation", relation, message)


def _allowed(task: Task) -> dict[str, set[str]]:
    """Return the tasks that each end may be of; nothing where the task does not say it."""
    if task.joins is None:
        return {}
    source, target = set(task.joins.source), set(task.joins.target)
    if not task.joins.directed:
        source = target = source | target
    return {"from": source, "to": target}


def distance(first: Sequence[Annotation], second: Sequence[Annotation], task: Task) -> float:
    """Return 1 - F1 over exact (label, from, to), as strict relation extraction is scored.

    F1 = 2 |A and B| / (|A| + |B|) (Dice 1945). Two annotators give their annotations different
    ids: where an answer also holds the annotations that are joined, an end is what its annotation
    says (task, label, region and value), else it is its id. Such annotations are told by their
    task. Where `joins` is not directed, the order of the ends is no matter. Two empty answers are
    equal.
    """
    one, other = _triples(first, task), _triples(second, task)
    if not one and not other:
        return 0.0
    return 1.0 - 2 * len(one & other) / (len(one) + len(other))


def _triples(answer: Sequence[Annotation], task: Task) -> set[_Triple]:
    said = {
        one.annotation: json.dumps([one.task, one.label, one.region, one.value], sort_keys=True)
        for one in answer
        if one.annotation is not None and one.task not in (None, task.id)
    }
    is_directed = task.joins is None or task.joins.directed
    return {
        _triple(one.label, one.region, said, is_directed)
        for one in answer
        if one.task in (None, task.id) and one.region is not None and not _wrong(one.region, task)
    }


def _triple(
    label: str | None, region: Region, said: Mapping[str, str], is_directed: bool
) -> _Triple:
    source, target = (said.get(region[end], region[end]) for end in _ENDS)
    if not is_directed and source > target:
        source, target = target, source
    return label, source, target
