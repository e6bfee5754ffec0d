"""A condition that cannot run, or asks a task that is not there, decides no record."""

from collections.abc import Iterator

from schemactl.model.finding import Finding, Pointer
from schemactl.model.migration import Split, Test
from schemactl.model.pattern import compile_pattern
from schemactl.model.similar import nearest
from schemactl.validate.subject import MigrationDraft, SchemaSubject

TASK = "task:"


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every pattern that RE2 does not read, and every task that the last release lacks."""
    last = subject.history.last
    tasks = None if last is None else [task.id for task in last.schema.tasks]
    pending = subject.pending
    for draft in subject.migrations:
        if draft in pending:
            yield from _in_file(draft, tasks)
        elif draft.name not in subject.history.versions:
            # A mapping from another schema, whose tasks are not at hand.
            yield from _in_file(draft, None)


def _in_file(draft: MigrationDraft, tasks: list[str] | None) -> Iterator[Finding]:
    for position, step in enumerate(draft.migration.steps):
        if not isinstance(step, Split):
            continue
        for number, target in enumerate(step.targets):
            here: Pointer = ("steps", position, "to", number, "when")
            for key, test in (target.when or {}).items():
                yield from _task(draft, tasks, (*here, key))
                yield from _patterns(draft, test, (*here, key))


def _task(draft: MigrationDraft, tasks: list[str] | None, pointer: Pointer) -> Iterator[Finding]:
    key = str(pointer[-1])
    task = key.removeprefix(TASK)
    if tasks is None or not key.startswith(TASK) or task in tasks:
        return
    message = f"the release that this migration starts from has no task `{task}`"
    hint = nearest(task, tasks) or f"tasks are {', '.join(tasks)}"
    yield Finding(pointer, message, hint, None, draft.file)


def _patterns(draft: MigrationDraft, test: Test, pointer: Pointer) -> Iterator[Finding]:
    if test.pattern is not None:
        try:
            compile_pattern(test.pattern)
        except ValueError as error:
            message = f"the pattern cannot run: {error}"
            hint = "patterns are read by RE2: no back-references and no looking around"
            yield Finding((*pointer, "pattern"), message, hint, None, draft.file)
    if test.negated is not None:
        yield from _patterns(draft, test.negated, (*pointer, "not"))
