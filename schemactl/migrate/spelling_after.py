"""Spelling after: how labels are written once they are migrated, so that they are read back."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from schemactl.data.options import DataOptions, LabelForm
from schemactl.data.spelling import TaskReading, default_task, task_readings, written_labels
from schemactl.errors import SchemactlError
from schemactl.migrate.compile import CompiledMigration
from schemactl.migrate.hop import Sides
from schemactl.migrate.outcome import Mapped, Place

_NUMBERED: frozenset[LabelForm] = frozenset({"index", "position"})


class SpellingAfter:
    """Spells labels of the last version in the form that the output is to have.

    That is `--out-label-as`; without it, numbers stay numbers, and all else is written as ids.
    A spelling that means the same label in that form stays as it is.
    """

    def __init__(self, migration: CompiledMigration, options: DataOptions) -> None:
        """Index the spellings of the last version."""
        self.migration = migration
        self.form = form_after(options)
        schema = migration.end.schema
        # What is written so that it is read back as the same label stays, unless all is to be
        # written in another form.
        kept = options.out_label_as or options.label_as
        self.tasks: Mapping[str, TaskReading] = task_readings(schema, kept, options.path_separator)
        self.written = {
            task: written_labels(reading.taxonomy, self.form)
            for task, reading in self.tasks.items()
        }

    @cached_property
    def partners(self) -> Mapping[str, str | None]:
        """The task of the last version for each of the first: the same one, or the only target."""
        return partner_tasks(self.migration)

    def means(self, spelling: str, place: Place) -> bool:
        """Tell whether a spelling means a label in the output."""
        task, label = place
        return self.tasks[task].spellings.resolve(spelling) == label

    def write(self, place: Place) -> str:
        """Return how a label is written. Raises SchemactlError where the form has no word."""
        task, label = place
        found = self.written[task].get(str(label))
        if found is None:
            raise SchemactlError(
                f"label {task}/{label} has no {self.form}, and labels are written so",
                "give --out-label-as id",
            )
        return found

    def write_alone(self, place: Place) -> str:
        """Return how a label is written where nothing names its task."""
        text = self.write(place)
        return text if self.means_alone(text, place) else f"{place[0]}/{text}"

    def means_alone(self, spelling: str, place: Place) -> bool:
        """Tell whether a spelling means a label where nothing names its task."""
        tasks = [task for task, one in self.tasks.items() if one.spellings.resolve(spelling)]
        if len(tasks) == 1:
            return tasks == [place[0]] and self.means(spelling, place)
        task, slash, rest = spelling.partition("/")
        return bool(slash) and task == place[0] and self.means(rest, place)


def form_after(options: DataOptions) -> LabelForm:
    """Return the form in which labels stand in the output."""
    if options.out_label_as is not None:
        return options.out_label_as
    return options.label_as if options.label_as in _NUMBERED else "id"


def in_kind_of(text: str, old: Any) -> Any:
    """Return a spelling as a number where a whole number stood, else as text."""
    is_number = isinstance(old, int) and not isinstance(old, bool)
    return int(text) if is_number and text.isdecimal() else text


def partner_tasks(migration: CompiledMigration) -> dict[str, str | None]:
    """Return the task of the last version that asks what each task of the first one asked."""
    found: dict[str, str | None] = {}
    for task in migration.start.schema.tasks:
        partner: str | None = task.id
        for hop in migration.hops:
            partner = None if partner is None else Sides(hop).partners.get(partner)
        targets = set(_targets(migration, task.id))
        found[task.id] = partner or (targets.pop() if len(targets) == 1 else None)
    return found


def _targets(migration: CompiledMigration, task: str) -> Iterator[str]:
    for outcome in migration.settled.get(task, {}).values():
        if isinstance(outcome, Mapped):
            yield outcome.task


def options_after(migration: CompiledMigration, options: DataOptions) -> DataOptions:
    """Return the options with which the output is read under the last version."""
    partners = partner_tasks(migration)
    before = task_readings(migration.start.schema, options.label_as, None)
    task = default_task(before, options)
    columns = tuple(
        column if column.task is None else column._replace(task=partners.get(column.task))
        for column in options.columns
    )
    layouts = tuple(
        one if one.task is None else one._replace(task=partners.get(one.task))
        for one in options.layouts
    )
    return options._replace(
        task=None if task is None else partners.get(task),
        columns=columns,
        layouts=layouts,
        label_as=form_after(options),
        out_label_as=None,
    )
