"""A drafted step says CHOOSE where its author decides; until then nobody has decided."""

from collections.abc import Iterator
from typing import Any

from schemactl.model.finding import Finding, Pointer
from schemactl.model.migration import UNDECIDED
from schemactl.validate.subject import SchemaSubject


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every place in a pending migration that still says CHOOSE."""
    for draft in subject.pending:
        for position, step in enumerate(draft.migration.steps):
            for pointer in _undecided(step.model_dump(by_alias=True), ("steps", position)):
                yield Finding(
                    pointer,
                    f"`{pointer[-1] if isinstance(pointer[-1], str) else pointer[-2]}` of this "
                    f"{step.change} is not decided yet",
                    f"replace {UNDECIDED}",
                    None,
                    draft.file,
                )


def _undecided(value: Any, pointer: Pointer) -> Iterator[Pointer]:
    if value == UNDECIDED:
        yield pointer
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _undecided(inner, (*pointer, key))
    elif isinstance(value, tuple | list):
        for position, inner in enumerate(value):
            yield from _undecided(inner, (*pointer, position))
