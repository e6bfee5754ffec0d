"""Records of a document become annotations: it says itself what its labels are about."""

from collections.abc import Mapping
from pathlib import Path

from schemactl.data.options import DataOptions
from schemactl.data.placed import Placed
from schemactl.data.spelling import TaskReading, default_task
from schemactl.errors import SchemactlError
from schemactl.files.dataset import Record, Use
from schemactl.model.annotation import Annotation, Problem


class DocumentRecords:
    """Finds the tasks and labels of the uses in the records of one file."""

    def __init__(
        self, tasks: Mapping[str, TaskReading], options: DataOptions, is_columnar: bool = False
    ) -> None:
        """Take the tasks, and with `--column label:TASK=NAME` what the file calls them.

        Columns that are no task's own are left alone.
        """
        self.is_columnar = is_columnar
        self.not_asked: set[str] = set()
        self.is_asked = False
        self.tasks = tasks
        self.default_task = default_task(tasks, options)
        self.renamed = {column.column: str(column.task) for column in options.label_columns}
        self.separator = options.path_separator

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
        uses = self._asked(record.uses) if self.is_columnar else record.uses
        return [self._place(use, record.line) for use in uses]

    def _asked(self, uses: tuple[Use, ...]) -> list[Use]:
        found = []
        for use in uses:
            name = use.annotation.task
            if name is None or self.renamed.get(name, name) in self.tasks:
                self.is_asked = True
                found.append(use)
            else:
                self.not_asked.add(name)
        return found

    def _place(self, use: Use, line: int) -> Placed:
        written = use.annotation
        task = self._task(written)
        if task is None:
            known = f"tasks: {', '.join(self.tasks)}"
            problem = (
                Problem(
                    "missing-task", None, None, None, f"no task is named; give --task ({known})"
                )
                if written.task is None
                else Problem(
                    "unknown-task",
                    None,
                    None,
                    None,
                    f"the schema has no task {written.task!r}; {known}",
                )
            )
            return self._placed(use, written, line, None, problem)
        annotation = written._replace(task=task.id)
        if written.label is None:
            return self._placed(use, annotation, line, task)
        label_id = self._resolve(task, written.label, use.path)
        if label_id is None:
            message = task.spellings.explain(written.label)
            problem = Problem("unknown-label", None, None, None, message)
            return self._placed(use, annotation, line, task, problem)
        return self._placed(use, annotation._replace(label=label_id), line, task)

    def _placed(
        self,
        use: Use,
        annotation: Annotation,
        line: int,
        task: TaskReading | None,
        problem: Problem | None = None,
    ) -> Placed:
        problems: tuple[Problem, ...] = ()
        if not annotation.item:
            message = "an item needs an id"
            problems = (Problem("missing-item", None, line, annotation.label, message),)
        if problem is not None:
            own = problem._replace(item=annotation.item, line=line, label=annotation.label)
            problems = (*problems, own)
        is_known = problem is None
        return Placed(annotation, line, task, is_known, problems, use.content)

    def _task(self, written: Annotation) -> TaskReading | None:
        """Return the task by its id or the given name; else the default, for a label only."""
        name = written.task
        if name is None:
            return self.tasks.get(self.default_task or "")
        name = self.renamed.get(name, name)
        if name in self.tasks:
            return self.tasks[name]
        is_only = len(self.tasks) == 1 and written.label is not None
        return next(iter(self.tasks.values())) if is_only else None

    def _resolve(self, task: TaskReading, spelling: str, path: tuple[str, ...]) -> str | None:
        if len(path) > 1 and self.separator is not None:
            return task.spellings.resolve(self.separator.join(path))
        return task.spellings.resolve(spelling)
