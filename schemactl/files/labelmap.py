"""labelmap.json: which label each position means, beside data that can only say positions."""

import hashlib
from typing import Any

import orjson

from schemactl.model.label import Label
from schemactl.model.release import ReleasedSchema
from schemactl.model.schema import Task
from schemactl.model.taxonomy import Taxonomy

FILE = "labelmap.json"


def ranked_labels(task: Task) -> list[Label]:
    """Return the labels with an index in its order: the position of a label is its rank."""
    labels = [place.label for place in Taxonomy(task).places if place.label.index is not None]
    return sorted(labels, key=lambda label: label.index or 0)


def labelmap(schema: ReleasedSchema) -> bytes:
    """Return the bytes of labelmap.json: position, index, id and digest of each label by task.

    The digest is the sha256 of the label as canonical JSON without the labels below it, so that
    a changed definition shows.
    """
    tasks: dict[str, list[dict[str, Any]]] = {}
    for task in schema.tasks:
        labels = ranked_labels(task)
        if labels:
            tasks[task.id] = [
                {"position": position, "index": one.index, "id": one.id, "digest": _digest(one)}
                for position, one in enumerate(labels)
            ]
    told = {"schema": f"{schema.name}@{schema.version}", "tasks": tasks}
    return orjson.dumps(told, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _digest(label: Label) -> str:
    told = label.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude={"labels"})
    written = orjson.dumps(told, option=orjson.OPT_SORT_KEYS)
    return f"sha256:{hashlib.sha256(written).hexdigest()}"
