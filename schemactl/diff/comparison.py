"""Compare two resolved schemas: every semantic difference, aspect by aspect."""

from collections.abc import Callable, Iterator

from schemactl.diff.aspects import (
    attributes,
    constraints,
    criteria,
    examples,
    hierarchy,
    inputs,
    lifecycle,
    metadata,
    rules,
    tasks,
    texts,
)
from schemactl.diff.pairing import TaskPair, pair_tasks
from schemactl.model.change import Change
from schemactl.model.migration import Migration
from schemactl.model.release import ReleasedSchema

_OF_TASKS: tuple[Callable[[TaskPair], Iterator[Change]], ...] = (
    tasks.compare,
    rules.compare,
    attributes.compare,
    lifecycle.compare,
    texts.compare,
    criteria.compare,
    examples.compare,
    hierarchy.compare,
    metadata.compare,
)


def compare(
    old: ReleasedSchema, new: ReleasedSchema, migration: Migration | None = None
) -> tuple[Change, ...]:
    """Return what differs, in a fixed order; labels move as the migration says, never by guess.

    Key order, order within lists of labels, criteria and examples, comments, formatting and
    indexes are no differences.
    """
    pairs = pair_tasks(old, new, migration)
    found = [
        *metadata.compare_schemas(old, new),
        *inputs.compare(old, new),
        *tasks.compare_all(pairs),
    ]
    for pair in pairs.both:
        for compare_aspect in _OF_TASKS:
            found.extend(compare_aspect(pair))
    found.extend(constraints.compare(old, new, pairs.both))
    return tuple(found)
