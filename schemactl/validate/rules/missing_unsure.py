"""Annotators who do not know what to do when in doubt each invent something of their own."""

from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.validate.subject import GuidelineSubject


def check(subject: GuidelineSubject) -> Iterator[Finding]:
    """Yield a guideline without advice for the unsure, where a task of its schema has none."""
    newest, unsure = subject.newest, subject.guideline.unsure
    if newest is None or (unsure is not None and (unsure.use or unsure.say)):
        return
    silent = [
        task.id
        for task in newest.tasks
        if task.unsure is None or not (task.unsure.use or task.unsure.say)
    ]
    if silent:
        yield Finding(
            ("unsure",),
            f"nothing says what to do when in doubt about `{'` or `'.join(silent)}`",
            "add `unsure:` with a sentence here, or to each task of the schema",
        )
