"""Neighbours: the labels beside an edited text, whose annotations may now belong elsewhere."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from schemactl.diff.judgement import Concerned
from schemactl.model.change import Change
from schemactl.model.identifiers import NOTHING, QUESTION_ID
from schemactl.model.schema import Schema
from schemactl.model.taxonomy import Taxonomy, taxonomies

_PAIR = "confusable: "


class Neighbourhood:
    """The labels of the new version, and which of them stand beside each other."""

    def __init__(self, schema: Schema) -> None:
        """Index the tasks of the schema."""
        self._tasks: Mapping[str, Taxonomy] = {t.task.id: t for t in taxonomies(schema)}

    @cached_property
    def _partners(self) -> Mapping[tuple[str, str], list[str]]:
        found: dict[tuple[str, str], list[str]] = {}
        for task_id, taxonomy in self._tasks.items():
            for pair in taxonomy.task.confusable:
                first, second = pair.labels
                found.setdefault((task_id, first), []).append(second)
                found.setdefault((task_id, second), []).append(first)
        return found

    def residual(self, task: str | None) -> str | None:
        """Return the label that takes what no other label of a task does."""
        taxonomy = self._tasks.get(task or "")
        return None if taxonomy is None else taxonomy.task.residual

    def of_labels(self, task: str | None, labels: Iterable[str]) -> Concerned:
        """Return labels with their confusable partners and those that their excludes name."""
        own = tuple(label for label in dict.fromkeys(labels) if label != NOTHING)
        beside: dict[str, None] = {}
        for label in own:
            beside.update(dict.fromkeys(self._partners.get((task or "", label), ())))
            beside.update(dict.fromkeys(self._excluded(task, label)))
        return Concerned(own, tuple(label for label in beside if label not in own))

    def _excluded(self, task: str | None, label: str) -> list[str]:
        taxonomy = self._tasks.get(task or "")
        place = None if taxonomy is None else taxonomy.by_id.get(label)
        clauses = () if place is None else place.label.exclude
        return [c.use for c in clauses if c.use is not None and c.use != NOTHING]

    def of_rule(self, change: Change) -> Concerned:
        """Return the labels that a rule decides between; all of the task for its question."""
        name = change.subject
        if name.startswith(_PAIR):
            labels = tuple(name.removeprefix(_PAIR).split("--", 1))
        else:
            labels = tuple(_named(change.before)) + tuple(_named(change.after))
        known = self._selectable(change.task)
        named = tuple(label for label in dict.fromkeys(labels) if label in known)
        return Concerned(named or known, named or known)

    def _selectable(self, task: str | None) -> tuple[str, ...]:
        taxonomy = self._tasks.get(task or "")
        return () if taxonomy is None else tuple(label.id for label in taxonomy.selectable)


def _named(says: Any) -> list[str]:
    """Return the labels that a tie-break or a decision path names."""
    if isinstance(says, list):
        leaves = [question[answer] for question in says for answer in ("yes", "no")]
        return [leaf for leaf in leaves if leaf != NOTHING and not QUESTION_ID.match(leaf)]
    if isinstance(says, dict) and "over" in says:
        return [says["use"], *says["over"]]
    return []
