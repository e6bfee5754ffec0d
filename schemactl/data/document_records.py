"""Records of a document become annotations: it says itself what its labels are about."""

from collections.abc import Mapping
from pathlib import Path

from schemactl.data.cells import Fields
from schemactl.data.options import DataOptions
from schemactl.data.placed import Placed
from schemactl.data.spelling import TaskReading, default_task
from schemactl.errors import SchemactlError
from schemactl.files.dataset import Record, Shape, Use
from schemactl.model.annotation import Annotation, Problem

_MOST_REMEMBERED = 10_000
_DOCUMENT = Shape(is_document=True)
# Types of tasks that are answered by a value: where a file has one form for all answers, it is
# written as a label is.
_VALUED = frozenset({"rating", "number", "text"})

# Which types of tasks have regions with these keys.
_TYPES: dict[tuple[str, ...], tuple[str, ...]] = {
    ("start", "end"): ("span", "segment"),
    ("x", "y", "width", "height"): ("box",),
    ("points",): ("polygon", "polyline", "keypoints"),
    ("from", "to"): ("relation",),
    ("center", "size", "rotation"): ("cuboid",),
}

# A name of a task, a label, the way to it, and the task types of its regions.
Key = tuple[str | None, str | None, tuple[str, ...], tuple[str, ...]]
# A task, a label, and the kind and message of what is wrong.
Meaning = tuple[TaskReading | None, str | None, tuple[str, str] | None]


class DocumentRecords:
    """Finds the tasks and labels of the uses in the records of one file."""

    def __init__(
        self, tasks: Mapping[str, TaskReading], options: DataOptions, shape: Shape = _DOCUMENT
    ) -> None:
        """Take the tasks, and with `--column label:TASK=NAME` what the file calls them.

        Columns that are no task's own are left alone.
        """
        self.shape = shape
        self.is_columnar = shape.is_columnar
        self.not_asked: set[str] = set()
        self.is_asked = False
        self.tasks = tasks
        self.default_task = default_task(tasks, options)
        self.renamed = {column.column: str(column.task) for column in options.label_columns}
        self.separator = options.path_separator
        self.meanings: dict[Key, Meaning] = {}

    def check(self, path: Path, first: Record) -> None:
        """Raise SchemactlError where a file of columns has none that a task asks.

        Apart from that, a document need not have a use at all.
        """
        del first
        if self.not_asked and not self.is_asked:
            hint = (
                f"give --column label:TASK=COL; columns found: {', '.join(sorted(self.not_asked))}"
            )
            raise SchemactlError(f"{path}: no column is named as a task", hint)

    def placed(self, record: Record) -> list[Placed]:
        """Return the annotations of a record."""
        if not self.is_columnar:
            return [self._place(use, record.line) for use in record.uses]
        return [self._place(record.uses[at], record.line) for at in self.asked(record)]

    def asked(self, record: Record) -> list[int]:
        """Return the positions of the uses that are annotations: a schema may ask some columns."""
        if not self.is_columnar:
            return list(range(len(record.uses)))
        found = []
        for position, use in enumerate(record.uses):
            name = use.annotation.task
            if name is None or self.renamed.get(name, name) in self.tasks:
                self.is_asked = True
                found.append(position)
            else:
                self.not_asked.add(name)
        return found

    def meaning(self, key: Key) -> Meaning:
        """Return the task and label of uses with a key, and what is wrong with them."""
        meaning = self.meanings.get(key)
        if meaning is None:
            if len(self.meanings) >= _MOST_REMEMBERED:
                self.meanings.clear()
            meaning = self.meanings[key] = self._meaning(*key)
        return meaning

    def _place(self, use: Use, line: int) -> Placed:
        written = use.annotation
        task, label, problem = self.meaning(key_of(use))
        region = written.region
        if use.regions and task is not None:
            region = use.regions.get(task.taxonomy.task.type)
        value = written.value
        if task is not None and task.taxonomy.task.type in _VALUED and value is None:
            is_text = task.taxonomy.task.type == "text"
            value = written.label if is_text else Fields.from_text(written.label)
        name = task.id if task is not None else written.task
        annotation = Annotation(written.item, name, label, region, value, *written[5:])
        problems: tuple[Problem, ...] = ()
        if not written.item:
            message = "an item needs an id"
            problems = (Problem("missing-item", None, line, label, message),)
        if problem is not None:
            kind, message = problem
            problems = (*problems, Problem(kind, written.item, line, label, message))
        can_say = self.shape.attributes
        has_attributes = can_say == "all" or (can_say == "places" and region is not None)
        is_known = problem is None
        return Placed(annotation, line, task, is_known, problems, use.content, has_attributes)

    def _meaning(
        self, name: str | None, label: str | None, path: tuple[str, ...], types: tuple[str, ...]
    ) -> Meaning:
        """Return what a name of a task and a label in the file mean, or what is wrong with them."""
        # A place that cannot be read may be of any type.
        types = tuple(filter(None, types))
        task = self._task(name, label, types)
        if task is None:
            known = f"tasks: {', '.join(self.tasks)}"
            problem = (
                ("missing-task", f"no task is named; give --task ({known})")
                if name is None
                else ("unknown-task", f"the schema has no task {name!r}; {known}")
            )
            return None, label, problem
        if label is None or task.taxonomy.task.type in _VALUED:
            return task, None, None
        label_id = self._resolve(task, label, path)
        if label_id is None:
            where = " > ".join(path)
            if len(path) > 1 and task.spellings.resolve(label) is not None:
                return task, label, ("wrong-parent", f"no label stands at {where}")
            message = task.spellings.explain(label)
            shown = f"{message} (at {where})" if len(path) > 1 else message
            return task, label, ("unknown-label", shown)
        return task, label_id, None

    def _task(
        self, name: str | None, label: str | None, types: tuple[str, ...]
    ) -> TaskReading | None:
        """Return the task by its id or the given name; else the default, for a label only.

        Where nothing names a task, it is the only one with the label, or of the region's types.
        """
        if name is None:
            default = self.tasks.get(self.default_task or "")
            if default is None or (types and default.taxonomy.task.type not in types):
                # A place that the given task cannot have belongs to another.
                return self._only_fit(label, types) or default
            return default
        name = self.renamed.get(name, name)
        if name in self.tasks:
            return self.tasks[name]
        is_only = len(self.tasks) == 1 and label is not None
        return next(iter(self.tasks.values())) if is_only else None

    def _only_fit(self, label: str | None, types: tuple[str, ...]) -> TaskReading | None:
        tasks = self.tasks.values()
        fit = [task for task in tasks if not types or task.taxonomy.task.type in types]
        known = [task for task in fit if label is not None and task.spellings.resolve(label)]
        if len(known) == 1:
            return known[0]
        return fit[0] if types and len(fit) == 1 else None

    def _resolve(self, task: TaskReading, spelling: str, path: tuple[str, ...]) -> str | None:
        if len(path) <= 1:
            return task.spellings.resolve(spelling)
        if self.separator is not None:
            found = task.spellings.resolve(self.separator.join(path))
            if found is not None:
                return found
        return task.spellings.resolve_path(path)


def key_of(use: Use) -> Key:
    """Return what decides of the task and label of a use."""
    written = use.annotation
    types = tuple(use.regions)
    if written.task is None and written.region is not None:
        types = types or _TYPES.get(tuple(written.region), ())
    return written.task, written.label, use.path, types
