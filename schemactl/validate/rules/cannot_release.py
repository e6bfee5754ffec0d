"""A draft that cannot be frozen cannot be compared with the last release, nor released."""

import re
from collections.abc import Iterator

from schemactl.model.finding import Finding, Pointer
from schemactl.validate.subject import SchemaSubject

# Reported by the rules of reading, by index-reused and by unknown-reference, where it stands.
_ELSEWHERE = re.compile(r"\S+:[0-9]+:[0-9]+: |label .* states index |task .* shares the labels of ")


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield why the draft cannot be frozen, unless another rule says so at a better place."""
    failure = subject.history.failure
    if failure and not _ELSEWHERE.match(failure) and not subject.missing_files:
        yield Finding(
            _pointer(subject, failure),
            f"the draft cannot be released: {failure}",
            "mend this first; until then nothing can be compared with the last release",
        )


def _pointer(subject: SchemaSubject, failure: str) -> Pointer:
    """Return the shared labels that the failure names, if it names some, else the version."""
    for task_position, task in enumerate(subject.schema.tasks):
        for position, taken in enumerate(task.use):
            if taken.schema_ref not in failure:
                continue
            here = ("tasks", task_position, "use", position)
            for number, label_id in enumerate(taken.labels):
                if repr(label_id) in failure:
                    return (*here, "labels", number)
            return (*here, "schema")
    return ("version",)
