"""The table of task types."""

from schemactl.errors import SchemactlError
from schemactl.model.task import TaskType
from schemactl.model.tasks import box, classification, ranking, rating, segment, span

TASK_TYPES: dict[str, TaskType] = {
    "classification": classification,
    "rating": rating,
    "span": span,
    "box": box,
    "segment": segment,
    "ranking": ranking,
}

# Names that a schema may write and that cannot be used yet.
RESERVED = ("relation", "polygon", "polyline", "mask", "keypoints", "cuboid", "text", "number")


def find_task_type(name: str) -> TaskType:
    """Return a task type. Raises SchemactlError where it is reserved or unknown."""
    if name in TASK_TYPES:
        return TASK_TYPES[name]
    known = f"task types: {', '.join(TASK_TYPES)}"
    if name in RESERVED:
        raise SchemactlError(f"task type {name!r} is not supported yet", known)
    raise SchemactlError(f"no task type {name!r}", known)
