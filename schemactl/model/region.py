"""Region: what every task type whose labels stand at places checks about a place."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from schemactl.model.annotation import Annotation, Problem
from schemactl.model.schema import Task
from schemactl.model.task import problem

Region = dict[str, Any]


class RegionForm(NamedTuple):
    """The form of a task type's region.

    `named` has the article, as in "a box"; `wrong` says what is wrong with a region that has
    known keys only, or nothing.
    """

    named: str
    required: tuple[str, ...]
    optional: tuple[str, ...]
    wrong: Callable[[Region, Task], str]


def region_object(form: RegionForm, task: Task, properties: dict[str, Any]) -> dict[str, Any]:
    """Return the JSON Schema of a region; a task of several inputs has one named in it."""
    names = {"enum": list(task.inputs)} if task.inputs else {}
    return {
        "type": "object",
        "properties": {**properties, "input": {"type": "string", **names}},
        "required": [key for key in form.required if key in properties],
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


def _wrong(region: object, task: Task, form: RegionForm) -> str:
    if not isinstance(region, dict):
        return f"{region!r} where {_shape(form)} is expected"
    if unknown := set(region) - {*form.required, *form.optional, "input"}:
        return f"unknown key {min(unknown)!r}"
    if found := form.wrong(region, task):
        return found
    if "input" in region and region["input"] not in task.inputs:
        return f"the task has no input {region['input']!r}"
    return ""


def _shape(form: RegionForm) -> str:
    return f"{{{', '.join(form.required)}}}"
