"""A setting that the task's type does not have looks as if it did something."""

from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.model.task import SHARED_FIELDS
from schemactl.model.tasks.catalog import TASK_TYPES
from schemactl.validate.subject import SchemaSubject


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every key of a task that its type makes no use of."""
    for taxonomy in subject.taxonomies:
        task = taxonomy.task
        kind = TASK_TYPES.get(task.type)
        if kind is None:
            continue
        for field in type(task).model_fields:
            if field in task.model_fields_set - SHARED_FIELDS - kind.FIELDS:
                key = ("labels", "same_as") if field == "same_as" else (field,)
                others = [name for name, other in TASK_TYPES.items() if field in other.FIELDS]
                yield Finding(
                    (*taxonomy.pointer, *key),
                    f"a {task.type} task makes no use of `{key[0]}`",
                    f"remove it; it is for {', '.join(others)}" if others else "remove it",
                )
