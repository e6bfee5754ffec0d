"""Annotation: one annotator's use of one label on one item."""

from typing import Any, Literal, NamedTuple

Status = Literal["final", "unsure", "skipped", "escalated"]
Origin = Literal["human", "model", "rule", "synthetic", "imported"]


class Annotation(NamedTuple):
    """One annotation, with the field names of the annotations format.

    `label` None says that nothing applies; a question that was not asked has no annotation.
    `region` and `value` are as the task type defines them.
    """

    item: str
    task: str | None = None
    label: str | None = None
    region: dict[str, Any] | None = None
    value: Any = None
    attributes: dict[str, Any] | None = None
    annotator: str | None = None
    at: str | None = None
    batch: str | None = None
    schema: str | None = None
    guideline: str | None = None
    confidence: float | None = None
    annotation: str | None = None
    status: str = "final"
    note: str | None = None
    cites: tuple[str, ...] = ()
    origin: str | None = None
    suggested: str | None = None
    suggested_by: str | None = None


class Content(NamedTuple):
    """What a file tells of an item itself; None is unknown.

    `width` and `height` are pixels, `duration` is seconds, `frames` a number of frames; `file`
    is the name under which the data knows an image, a recording or a page.
    """

    text: str | None = None
    file: str | None = None
    width: float | None = None
    height: float | None = None
    duration: float | None = None
    frames: int | None = None

    def in_pixels(self) -> "Content":
        """Return the same with sizes that are whole numbers as such: readers of images ask it."""
        return self._replace(width=_whole(self.width), height=_whole(self.height))


# Beyond it a float is one of several whole numbers.
_LARGEST_WHOLE = 2**53


def _whole(side: float | None) -> float | None:
    is_whole = isinstance(side, float) and side.is_integer() and abs(side) <= _LARGEST_WHOLE
    return int(side) if side is not None and is_whole else side


class Problem(NamedTuple):
    """Something wrong with annotations: its kind, where it is, and what it says."""

    kind: str
    item: str | None
    line: int | None
    label: str | None
    message: str
