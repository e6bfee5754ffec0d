"""The table of task types."""

from schemactl.errors import SchemactlError
from schemactl.model.task import TaskType
from schemactl.model.tasks import (
    box,
    classification,
    cuboid,
    keypoints,
    mask,
    number,
    polygon,
    polyline,
    ranking,
    rating,
    relation,
    segment,
    span,
    text,
)

TASK_TYPES: dict[str, TaskType] = {
    "classification": classification,
    "rating": rating,
    "span": span,
    "box": box,
    "segment": segment,
    "ranking": ranking,
    "relation": relation,
    "polygon": polygon,
    "polyline": polyline,
    "mask": mask,
    "keypoints": keypoints,
    "cuboid": cuboid,
    "text": text,
    "number": number,
}


def find_task_type(name: str) -> TaskType:
    """Return a task type. Raises SchemactlError where it is unknown."""
    if name in TASK_TYPES:
        return TASK_TYPES[name]
    raise SchemactlError(f"no task type {name!r}", f"task types: {', '.join(TASK_TYPES)}")
