"""Region: what every task type whose labels stand at places checks about a place."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, NamedTuple

from schemactl.model.annotation import Annotation, Problem
from schemactl.model.schema import Task
from schemactl.model.task import problem

Region = dict[str, Any]


class RegionForm(NamedTuple):
    """The form of a task type's region.

    `named` has the article, as in "a box"; `wrong` says what is wrong with a region that has
    known keys only, or nothing. A `framed` region has a frame where the task is over video. A
    region that `stands` in an input may name it.
    """

    named: str
    required: tuple[str, ...]
    optional: tuple[str, ...]
    wrong: Callable[[Region, Task], str]
    framed: bool = False
    stands: bool = True


def region_object(form: RegionForm, task: Task, properties: dict[str, Any]) -> dict[str, Any]:
    """Return the JSON Schema of a region; a task of several inputs has one named in it."""
    properties = dict(properties)
    required = [key for key in form.required if key in properties]
    if form.stands:
        names = {"enum": list(task.inputs)} if task.inputs else {}
        properties["input"] = {"type": "string", **names}
    if _has_frame(form, task):
        properties["frame"] = {"type": "integer", "minimum": 0}
        required.append("frame")
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def check_region(annotation: Annotation, task: Task, form: RegionForm) -> Iterator[Problem]:
    """Yield a problem where the label has no region, or the region is not well formed."""
    region = annotation.region
    if region is None:
        if annotation.label is not None:
            yield problem("missing-region", annotation, f"{form.named} needs {_shape(form)}")
        return
    if annotation.label is None:
        yield problem("missing-label", annotation, f"{form.named} needs a label")
    if wrong := _wrong(region, task, form):
        kind = form.named.rpartition(" ")[2]
        yield problem("malformed-region", annotation, f"{kind}: {wrong}")


def place_of(region: Region, task: Task) -> tuple[Any, ...]:
    """Return where a region stands: its input, the first where none is named, and its frame."""
    return region.get("input", task.inputs[0] if task.inputs else None), region.get("frame")


def _has_frame(form: RegionForm, task: Task) -> bool:
    return form.framed and task.over == "video"


def _wrong(region: object, task: Task, form: RegionForm) -> str:
    if not isinstance(region, dict):
        return f"{region!r} where {_shape(form)} is expected"
    if unknown := region.keys() - _known(form):
        return f"unknown key {min(unknown)!r}"
    if found := form.wrong(region, task) or _wrong_frame(region, task, form):
        return found
    if "input" in region and region["input"] not in task.inputs:
        return f"the task has no input {region['input']!r}"
    return ""


@cache
def _known(form: RegionForm) -> frozenset[str]:
    further = {"input": form.stands, "frame": form.framed}
    named = (key for key, is_known in further.items() if is_known)
    return frozenset((*form.required, *form.optional, *named))


def _wrong_frame(region: Region, task: Task, form: RegionForm) -> str:
    if not _has_frame(form, task):
        named = f"only on video (`over: video`) {form.named} has a frame"
        return named if "frame" in region else ""
    frame = region.get("frame")
    if type(frame) is not int or frame < 0:
        return f"on video {form.named} has its frame, a whole number from 0"
    return ""


def _shape(form: RegionForm) -> str:
    return f"{{{', '.join(form.required)}}}"
