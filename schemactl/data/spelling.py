"""Spellings: which label a value in the data means, exact and case-sensitive."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from schemactl.data.options import DataOptions, LabelForm
from schemactl.model.label import Label
from schemactl.model.release import ReleasedSchema
from schemactl.model.similar import nearest
from schemactl.model.taxonomy import Taxonomy

_MOST_REMEMBERED = 10_000


class Spellings:
    """The spellings of one task's labels in the form that the data uses."""

    def __init__(
        self,
        taxonomy: Taxonomy,
        retired: Mapping[str, str],
        form: LabelForm = "id",
        path_separator: str | None = None,
    ) -> None:
        """Index the spellings; `retired` leads from spellings that are gone to their version."""
        self.taxonomy = taxonomy
        self.retired = retired
        self.form = form
        self.path_separator = path_separator
        self.ids: dict[str, str | None] = _spellings(taxonomy, form)
        if path_separator is not None:
            self.ids |= _paths(taxonomy, form, path_separator)
        self._advice: dict[str, str] = {}

    def resolve(self, spelling: str) -> str | None:
        """Return the label's id; None where no label, or more than one, is written so."""
        return self.ids.get(spelling)

    def is_misplaced(self, spelling: str) -> bool:
        """Tell whether a path ends with a label that does not stand there."""
        if self.path_separator is None or spelling in self.ids:
            return False
        above, separator, last = spelling.rpartition(self.path_separator)
        return bool(above and separator) and last in self.ids

    def resolve_path(self, path: tuple[str, ...]) -> str | None:
        """Return the id of the label to which a way from the root leads, each step as written."""
        found: set[str | None] = {None}
        for step in path:
            found = {
                place.label.id
                for place in self.taxonomy.places
                if place.parent in found and step in self._words(place.label)
            }
        return next(iter(found)) if len(found) == 1 else None

    def _words(self, label: Label) -> tuple[str, ...]:
        named = (label.title,) if self.form == "name" else ()
        return (label.id, *label.aliases, *named)

    def explain(self, spelling: str) -> str:
        """Say why the spelling means no label, with the nearest one that does."""
        if spelling not in self._advice:
            if len(self._advice) >= _MOST_REMEMBERED:
                self._advice.clear()
            self._advice[spelling] = self._explain(spelling)
        return self._advice[spelling]

    def _explain(self, spelling: str) -> str:
        task = self.taxonomy.task.id
        if spelling in self.ids:
            return f"several labels of task `{task}` are named {spelling!r}"
        if spelling in self.retired:
            return f"label {spelling!r} of task `{task}` was retired in {self.retired[spelling]}"
        if self.is_misplaced(spelling):
            last = spelling.rpartition(str(self.path_separator))[2]
            paths = [path for path in self.ids if path.endswith(f"{self.path_separator}{last}")]
            where = f"; `{last}` stands at {', '.join(paths[:3])}" if paths else ""
            return f"no label of task `{task}` stands at {spelling!r}{where}"
        hint = nearest(spelling, list(self.ids))
        unknown = f"task `{task}` has no label {spelling!r}"
        return f"{unknown}; {hint}" if hint else unknown


def _spellings(taxonomy: Taxonomy, form: LabelForm) -> dict[str, str | None]:
    if form in ("index", "position"):
        indexed = sorted(
            (place.label.index, place.label.id)
            for place in taxonomy.places
            if place.label.index is not None
        )
        return {
            str(index if form == "index" else position): label_id
            for position, (index, label_id) in enumerate(indexed)
        }
    found: dict[str, str | None] = dict(taxonomy.spellings)
    if form == "name":
        named: dict[str, str | None] = {}
        for place in taxonomy.places:
            name = place.label.title
            named[name] = None if name in named else place.label.id
        found = named | found
    return found


def written_labels(taxonomy: Taxonomy, form: LabelForm) -> dict[str, str]:
    """Return how data in this form writes each label; a label without an index has no number."""
    if form in ("index", "position"):
        return {str(label_id): text for text, label_id in _spellings(taxonomy, form).items()}
    return {
        place.label.id: place.label.title if form == "name" else place.label.id
        for place in taxonomy.places
    }


def _paths(taxonomy: Taxonomy, form: LabelForm, separator: str) -> dict[str, str | None]:
    """Return the path of each label from the root, in the words of the form."""
    paths: dict[str, str] = {}
    for place in taxonomy.places:
        word = place.label.title if form == "name" else place.label.id
        above = f"{paths[place.parent]}{separator}" if place.parent in paths else ""
        paths[place.label.id] = above + word
    return {path: label_id for label_id, path in paths.items()}


class TaskReading(NamedTuple):
    """A task with what is needed to read its answers."""

    id: str
    has_labels: bool
    spellings: Spellings
    taxonomy: Taxonomy


def task_readings(
    schema: ReleasedSchema, form: LabelForm, path_separator: str | None
) -> dict[str, TaskReading]:
    """Return what is needed to read the answers of each task of a schema."""
    found = {}
    for position, task in enumerate(schema.tasks):
        taxonomy = Taxonomy(task, ("tasks", position))
        retired = {
            spelling: label.retired_in
            for label in schema.tombstones.get(task.id, ())
            for spelling in (label.id, *label.aliases)
        }
        spellings = Spellings(taxonomy, retired, form, path_separator)
        has_labels = bool(taxonomy.places) and task.type != "ranking"
        found[task.id] = TaskReading(task.id, has_labels, spellings, taxonomy)
    return found


def spelled(value: Any) -> str | None:
    """Return a label cell as the text that is looked up; None where it cannot be a label."""
    if isinstance(value, str):
        return value
    # Data often writes the labels 0 and 1, true and false without quotes.
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) else None


def default_task(tasks: Mapping[str, TaskReading], options: DataOptions) -> str | None:
    """Return the task of answers that name none: the one of the options, or the only one."""
    return options.task or (next(iter(tasks)) if len(tasks) == 1 else None)
