"""Freshness: which parts of labels and which rules the last two releases changed, for a chip."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from schemactl.handbook.edition import Edition
from schemactl.handbook.timeline import Milestone
from schemactl.model.label import Label
from schemactl.model.schema import Schema, Task
from schemactl.model.taxonomy import taxonomies

RELEASES = 2
DEFINITION = "definition"
_LISTS = ("include", "exclude", "examples", "counterexamples", "edge_cases")
_RULES = ("tie_breaks", "decide", "conventions", "confusable")

_Address = tuple[str, str]


class Part(NamedTuple):
    """A part of a label, or of a task where `label` is empty, by its position in its list."""

    task: str
    label: str
    field: str
    position: int = 0


def freshness(edition: Edition) -> dict[Part, str]:
    """Return the version that last changed each part which the last two releases changed.

    A label that is new is no change of its parts. Parts are told by their position, so that the
    texts of a translation stand for those of the release.
    """
    shown = edition.milestone
    if shown is None or shown.schema is None:
        return {}
    known = {one.number: one for one in edition.timeline}
    former: dict[_Address, str] = {}
    found: dict[Part, str] = {}
    for number in range(shown.number, max(shown.number - RELEASES, 1), -1):
        now, was = known[number], known[number - 1]
        former = _earlier(now, former)
        if was.schema is None:
            continue
        touched = _changed(shown.schema.schema, was.schema.schema, former)
        # What a newer release changed too was met before.
        found |= {part: now.version for part in touched if part not in found}
    return found


def _earlier(now: Milestone, former: dict[_Address, str]) -> dict[_Address, str]:
    """Return the ids that labels of today had before a release, from those that they had in it."""
    found = dict(former)
    in_it = {(task, then): (task, today) for (task, today), then in former.items()}
    for turn in now.turns:
        change = turn.judgement.change
        if change.kind == "label-recoded":
            address = (change.task or "", change.target[0])
            found[in_it.get(address, address)] = change.source[0]
    return found


def _changed(now: Schema, was: Schema, former: dict[_Address, str]) -> Iterator[Part]:
    """Yield what of a schema differs from an earlier one, which comes cheap where nothing does."""
    before = _labels(was)
    for (task, label_id), label in _labels(now).items():
        old = before.get((task, former.get((task, label_id), label_id)))
        if old is None or old == label:
            continue
        if old.definition != label.definition:
            yield Part(task, label_id, DEFINITION)
        for field in _LISTS:
            for position in _news(getattr(old, field), getattr(label, field)):
                yield Part(task, label_id, field, position)
    rules = {task.id: task for task in was.tasks}
    for one in now.tasks:
        if one.id in rules:
            yield from _changed_rules(rules[one.id], one)


def _changed_rules(was: Task, now: Task) -> Iterator[Part]:
    for field in _RULES:
        for position in _news(getattr(was, field), getattr(now, field)):
            yield Part(now.id, "", field, position)


def _labels(schema: Schema) -> dict[_Address, Label]:
    return {
        (taxonomy.task.id, place.label.id): place.label
        for taxonomy in taxonomies(schema)
        for place in taxonomy.places
    }


def _news(was: tuple[Any, ...], now: tuple[Any, ...]) -> Iterator[int]:
    """Yield the positions of what was not there before."""
    if was != now:
        yield from (position for position, one in enumerate(now) if one not in was)
