"""What a draft must leave alone: ids, aliases and indexes that were given before."""

from collections.abc import Container
from typing import NamedTuple

from schemactl.model.label import Label
from schemactl.model.migration import Migration, Recode
from schemactl.model.release import ReleasedSchema
from schemactl.model.taxonomy import Taxonomy


class Retired(NamedTuple):
    """A label that is gone, and the version that retired it."""

    label: str
    version: str


class Before(NamedTuple):
    """What the last release says of a task: its labels by id, and what is taken for ever.

    `heirs` leads from new ids to old ones; `spellings` and `indexes` to the labels that are
    gone, also to those that only the draft no longer has.
    """

    labels: dict[str, Label]
    heirs: dict[str, str]
    spellings: dict[str, Retired]
    indexes: dict[int, Retired]

    def same(self, label_id: str) -> Label | None:
        """Return the released label that a drafted one continues, if there is one."""
        return self.labels.get(label_id) or self.labels.get(self.heirs.get(label_id, ""))


def before(
    released: ReleasedSchema,
    task_id: str,
    living: Container[str],
    migration: Migration | None,
    version: str,
) -> Before:
    """Return what the last release says of a task; `living` and `version` are the draft's."""
    result = Before({}, _heirs(migration, task_id), {}, {})
    for tomb in released.tombstones.get(task_id, ()):
        _bury(result, Retired(tomb.id, tomb.retired_in), tomb.aliases, tomb.index)
    moved = {old for new, old in result.heirs.items() if new in living}
    task = released.task(task_id)
    for place in () if task is None else Taxonomy(task).places:
        label = place.label
        result.labels[label.id] = label
        if label.id not in living:
            # The index of a recoded label lives on under the new id.
            index = None if label.id in moved else label.index
            _bury(result, Retired(label.id, version), label.aliases, index)
    return result


def _bury(result: Before, gone: Retired, aliases: tuple[str, ...], index: int | None) -> None:
    for spelling in (gone.label, *aliases):
        result.spellings[spelling] = gone
    if index is not None:
        result.indexes[index] = gone


def _heirs(migration: Migration | None, task_id: str) -> dict[str, str]:
    """Return new id to old id of the labels of a task that only change their id."""
    if migration is None:
        return {}
    return {
        step.target: step.source
        for step in migration.steps
        if isinstance(step, Recode) and step.task in (None, task_id)
    }
