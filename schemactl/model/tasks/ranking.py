"""ranking: candidates in order, the best first; ties share a place where the task allows them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

from schemactl.model.annotation import Annotation, Problem
from schemactl.model.schema import Task
from schemactl.model.task import problem
from schemactl.model.taxonomy import Taxonomy

NAME = "ranking"
FIELDS = frozenset({"ties", "reasons", "labels", "same_as", "use", "over"})


def region_schema(task: Task) -> dict[str, Any]:
    """Return the JSON Schema of the value: candidate ids, or lists of them where they tie."""
    candidate: dict[str, Any] = {"type": "string"}
    tied = {"type": "array", "items": candidate, "minItems": 1, "uniqueItems": True}
    if not task.ties:
        tied["maxItems"] = 1
    return {"type": "array", "items": {"anyOf": [candidate, tied]}, "minItems": 1}


def check(annotation: Annotation, task: Task, taxonomy: Taxonomy) -> Iterator[Problem]:
    """Yield a problem where the value is missing, no ranking, or names an unknown candidate.

    The candidates are the task's labels; without labels any id may be ranked.
    """
    if annotation.region is not None:
        yield problem("unexpected-region", annotation, "a ranking has no region")
    if annotation.value is None:
        if annotation.status == "final":
            yield problem("missing-value", annotation, "a ranking needs a value")
        return
    if wrong := _wrong(annotation.value, task, taxonomy):
        yield problem("malformed-value", annotation, f"ranking: {wrong}")


def _wrong(value: object, task: Task, taxonomy: Taxonomy) -> str:
    places = _places(value)
    if places is None:
        return "a list of ids is expected, or of lists of ids that tie"
    if not task.ties and any(len(place) > 1 for place in places):
        return "the task does not allow ties"
    counted = Counter(candidate for place in places for candidate in place)
    if twice := [candidate for candidate, count in counted.items() if count > 1]:
        return f"{twice[0]!r} stands there twice"
    if taxonomy.by_id and (unknown := [c for c in counted if c not in taxonomy.by_id]):
        return f"{unknown[0]!r} is no candidate"
    return ""


def _places(value: object) -> list[list[str]] | None:
    if not isinstance(value, list | tuple) or not value:
        return None
    places = [[place] if isinstance(place, str) else place for place in value]
    for place in places:
        if not isinstance(place, list | tuple) or not place:
            return None
        if not all(isinstance(candidate, str) for candidate in place):
            return None
    return [list(place) for place in places]


def distance(first: Sequence[Annotation], second: Sequence[Annotation], task: Task) -> float:
    """Return Kendall's tau distance with ties, over the number of pairs of candidates.

    A pair in opposite order counts 1, a pair that ties in one ranking only counts 1/2: K with
    p = 1/2 of Fagin, Kumar, Mahdian, Sivakumar and Vee 2006, "Comparing Partial Rankings".
    Candidates that one ranking leaves out share its last place, as there. Where only one of
    the two is a ranking, the distance is 1.
    """
    del task
    one, other = _positions(first), _positions(second)
    if not one or not other:
        return 0.0 if not one and not other else 1.0
    candidates = sorted(one.keys() | other.keys())
    if len(candidates) == 1:
        return 0.0
    last = len(candidates)
    apart, pairs = 0.0, 0
    for a, b in combinations(candidates, 2):
        mine = one.get(a, last) - one.get(b, last)
        yours = other.get(a, last) - other.get(b, last)
        pairs += 1
        if mine * yours < 0:
            apart += 1
        elif (mine == 0) != (yours == 0):
            apart += 0.5
    return apart / pairs


def _positions(answer: Sequence[Annotation]) -> dict[str, int]:
    """Return the place of each candidate; of several rankings the first in a fixed order."""
    rankings = sorted(
        places for annotation in answer if (places := _places(annotation.value)) is not None
    )
    if not rankings:
        return {}
    return {candidate: i for i, place in enumerate(rankings[0]) for candidate in place}
