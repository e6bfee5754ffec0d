"""What an entry says that a dataset holds: read from its bytes without building nouns.

A hundred thousand entries are read for one answer, so only what is counted is looked at.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import orjson

from schemactl.diff.impact import Scope
from schemactl.registry.ledger import ADVICE, LedgerAltered


class Holding(NamedTuple):
    """A dataset's annotations by task and label, those without a label by task, its records."""

    ref: str
    schema: str
    guideline: str
    labels: dict[str, dict[str, int]]
    nones: dict[str, int]
    records: int
    parents: tuple[str, ...]
    wholes: tuple[str, ...]


class Training(NamedTuple):
    """A model and the datasets that it was trained on."""

    ref: str
    trained_on: tuple[str, ...]


def read_counted(content: bytes) -> Holding | Training | None:
    """Read the bytes of an entry; None where it is about neither a dataset nor a model."""
    try:
        entry: dict[str, Any] = orjson.loads(content)
        said: dict[str, Any] = entry["content"]
        if entry["kind"] == "model":
            return Training(entry["ref"], tuple(_refs(said, "trained_on")))
        if entry["kind"] != "dataset":
            return None
        wholes = tuple(_refs(said, "split_of"))
        return Holding(
            entry["ref"],
            said["labeled_under"]["ref"],
            (said.get("guided_by") or {"ref": ""})["ref"],
            said["labels"],
            said.get("nones", {}),
            said["records"],
            (*_refs(said, "derived_from"), *wholes),
            wholes,
        )
    except (orjson.JSONDecodeError, KeyError, TypeError) as error:
        shown = repr(content[:60])
        raise LedgerAltered(f"an entry of the ledger cannot be read: {shown}", ADVICE) from error


def _refs(said: dict[str, Any], relation: str) -> Iterator[str]:
    for pin in said.get(relation, ()):
        yield pin["ref"]


def records_in(holding: Holding, scope: Scope) -> int | None:
    """Return how many records of a dataset a scope reaches, at most; None where it holds none.

    Annotations are recorded by label: a record with two of them counts twice, but never more
    than there are records.
    """
    if scope.task is None and not scope.labels:
        return holding.records
    tasks = (*holding.labels, *holding.nones) if scope.task is None else (scope.task,)
    annotations = sum(_annotations(holding, task, scope.labels) for task in dict.fromkeys(tasks))
    return min(annotations, holding.records) if annotations else None


def _annotations(holding: Holding, task: str, labels: tuple[str, ...]) -> int:
    held = holding.labels.get(task, {})
    if not labels:
        return sum(held.values()) + holding.nones.get(task, 0)
    return sum(held.get(label, 0) for label in ids_in(task, labels))


def ids_in(task: str, labels: tuple[str, ...]) -> Iterator[str]:
    """Yield labels as a task may call them: a reference is an id, or an address with its task."""
    for label in labels:
        yield label
        if label.startswith(f"{task}/"):
            yield label.removeprefix(f"{task}/")
