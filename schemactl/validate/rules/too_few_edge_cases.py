"""Easy examples teach what everybody knew: the border of a task is learned from its hard cases."""

from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.validate.subject import SchemaSubject

_ENOUGH = 4
# Where there is one label, there is no other to take it for.
_FEWEST_LABELS = 2


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every task with labels to choose between and fewer than four edge cases."""
    for taxonomy in subject.taxonomies:
        if len(taxonomy.selectable) < _FEWEST_LABELS:
            continue
        shown = sum(len(place.label.edge_cases) for place in taxonomy.places)
        if shown < _ENOUGH:
            yield Finding(
                (*taxonomy.pointer, "labels"),
                f"task `{taxonomy.task.id}` shows {shown} edge case{'' if shown == 1 else 's'}",
                f"show at least {_ENOUGH}: items on which people differed, with what decided them",
            )
