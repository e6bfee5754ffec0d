"""label-studio: a task per question, the old annotation as a prediction.

What a task shows stands in its data: the `ask`, and `candidates` that a configuration offers with
`<Choices value="$candidates">`. The item is the name of the question.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from schemactl.files.dataset import Loss
from schemactl.files.exact_json import write_exactly
from schemactl.files.label_studio_value import FORMS, Unspeakable
from schemactl.migrate.queues.asking import Ask
from schemactl.model.release import ReleasedSchema
from schemactl.model.schema import Task

NAME = "label-studio"


def write(path: Path, asked: Iterable[Ask], start: ReleasedSchema) -> Iterator[Loss]:
    """Write a JSON list of tasks and yield the old annotations that it cannot show."""
    version = f"{start.name}@{start.version}"
    with path.open("wb") as file:
        file.write(b"[")
        for count, ask in enumerate(asked):
            results: list[dict[str, Any]] = []
            try:
                results = _results(ask, start)
            except Unspeakable as error:
                yield Loss("region", ask.entry.item, str(error))
            prediction = {"model_version": version, "result": results}
            task = {
                "data": _data(ask, start),
                "meta": {"run": ask.run, "question": ask.key},
                "annotations": [],
                "predictions": [prediction] if results else [],
            }
            file.write((b",\n" if count else b"\n") + write_exactly(task))
        file.write(b"\n]\n")


def _data(ask: Ask, start: ReleasedSchema) -> dict[str, Any]:
    shown: dict[str, Any] = dict(ask.entry.content)
    for name, one in start.inputs.items():
        field = "text" if one.type == "text" else "file"
        if field in shown:
            shown.setdefault(name, shown[field])
    candidates = [
        {"value": offer.answer, "hint": offer.criterion, "link": offer.link} for offer in ask.offers
    ]
    return {
        **shown,
        "item": ask.key,
        "about": ask.entry.item,
        "ask": ask.said,
        "old": ask.old,
        "candidates": candidates,
        "link": ask.open.link,
    }


def _results(ask: Ask, start: ReleasedSchema) -> list[dict[str, Any]]:
    """Return the old annotation as a result. Raises Unspeakable."""
    task: Task | None = start.task(ask.open.task)
    form = FORMS.get(task.type) if task is not None else None
    if task is None or form is None:
        raise Unspeakable(f"Label Studio has no such task as {ask.open.task}")
    if ask.open.label is None:
        return []
    written = form.write(ask.annotation, ask.content)
    to_name = task.inputs[0] if task.inputs else "item"
    own = {"type": written.type, "from_name": task.id, "to_name": to_name, **written.beside}
    return [{**own, "value": written.value}]
