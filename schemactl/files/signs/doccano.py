"""What data of doccano is known by."""

from pathlib import Path
from typing import Any

from schemactl.files.json_documents import (
    as_list,
    first_objects,
)

OUTLINES = ("segmentation", "segments")


def recognise(path: Path, head: bytes) -> bool:
    """Tell by lists that only doccano writes; a list of labels counts beside its comments."""
    del path
    return any(_is_doccano(values) for values in first_objects(head))


def _is_doccano(values: dict[str, Any]) -> bool:
    if "text" not in values:
        inner = [*as_list(values.get("bbox")), *_outlines(values)]
        return "filename" in values and any(isinstance(one, dict) for one in inner)
    if "Comments" in values and any(type(values.get(key)) is list for key in ("label", "labels")):
        return True
    lists = [*as_list(values.get("label")), *as_list(values.get("labels"))]
    entities = as_list(values.get("entities"))
    return any(_is_triple(one) for one in (*lists, *entities)) or any(
        isinstance(one, dict) and "start_offset" in one for one in entities
    )


def _is_triple(value: Any) -> bool:
    return isinstance(value, list) and [type(one) for one in value] == [int, int, str]


def _outlines(values: dict[str, Any]) -> list[Any]:
    return [one for key in OUTLINES for one in as_list(values.get(key))]
