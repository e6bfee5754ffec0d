"""References: what a label id, an address or the id of a rule or example may lead to."""

from collections.abc import Iterable, Iterator, Mapping

from schemactl.model.address import split_label_address
from schemactl.model.taxonomy import Place, Taxonomy


class LabelIndex:
    """The labels of a schema's tasks by id, with those that a task shares or takes."""

    def __init__(self, taxonomies: Iterable[Taxonomy]) -> None:
        """Index the tasks; nothing is copied for tasks that have only labels of their own."""
        own = {taxonomy.task.id: taxonomy.by_id for taxonomy in taxonomies}
        self._tasks: dict[str, Mapping[str, Place | None]] = {}
        for taxonomy in taxonomies:
            task = taxonomy.task
            # Two tasks of one id are reported as such; together they have all their labels.
            parts: list[Mapping[str, Place | None]] = [self._tasks.get(task.id, {})]
            parts.append(dict.fromkeys(label_id for use in task.use for label_id in use.labels))
            parts.append(own.get(task.same_as or "", {}))
            others = [part for part in parts if part]
            merged = {key: place for part in others for key, place in part.items()}
            self._tasks[task.id] = {**merged, **taxonomy.by_id} if others else taxonomy.by_id

    @property
    def tasks(self) -> tuple[str, ...]:
        """The ids of the tasks."""
        return tuple(self._tasks)

    def of(self, task_id: str) -> Mapping[str, Place | None]:
        """Return the labels of a task by id; a label taken from elsewhere has no place."""
        return self._tasks.get(task_id, {})

    def find(self, reference: str, home: str | None = None) -> tuple[str, ...]:
        """Return the addresses a reference may mean: none, the one, or several to choose from.

        In a task, `home`, its own labels come first; else a bare id is tried before an address.
        """
        if home is not None and reference in self.of(home):
            return (f"{home}/{reference}",)
        found = tuple(
            f"{task_id}/{reference}"
            for task_id, labels in self._tasks.items()
            if reference in labels
        )
        if found:
            return found
        task_id, label_id = split_label_address(reference, self.tasks)
        return (reference,) if task_id is not None and label_id in self.of(task_id) else ()

    def names(self) -> Iterator[str]:
        """Yield everything that a reference may say, for proposals: bare ids, and addresses."""
        seen: dict[str, str] = {}
        for task_id, labels in self._tasks.items():
            for label_id in labels:
                if label_id in seen:
                    yield f"{task_id}/{label_id}"
                seen.setdefault(label_id, task_id)
        yield from seen


def rule_ids(taxonomies: Iterable[Taxonomy]) -> list[str]:
    """Return the ids of tie-breaks, conventions and clauses, as often as they are given."""
    found: list[str] = []
    for taxonomy in taxonomies:
        found += [rule.id for rule in taxonomy.task.tie_breaks]
        found += [convention.id for convention in taxonomy.task.conventions]
        found += [
            clause.id
            for place in taxonomy.places
            for clause in place.label.include + place.label.exclude
            if clause.id is not None
        ]
    return found


def example_ids(taxonomies: Iterable[Taxonomy]) -> list[str]:
    """Return the ids of examples, counterexamples and edge cases, as often as they are given."""
    return [case.id for taxonomy in taxonomies for case in taxonomy.cases if case.id is not None]
