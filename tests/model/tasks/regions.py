"""Regions at random: mixed from good ones, with a key left out, added or filled with junk."""

from typing import Any

from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from schemactl.model.annotation import Annotation
from schemactl.model.schema import Task
from schemactl.model.task import TaskType
from schemactl.model.taxonomy import Taxonomy

JUNK: list[Any] = [None, True, "~", -1, 1.5, [], {}, [None], [[0, 0], [1]], {"~": [1, 2]}]


@st.composite
def regions(draw: st.DrawFn, good: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a region with at most one thing that is wrong."""
    keys = draw(st.sampled_from(good)).keys()
    region = {key: draw(st.sampled_from([one[key] for one in good if key in one])) for key in keys}
    match draw(st.sampled_from(["good", "less", "more", "junk"])):
        case "less":
            del region[draw(st.sampled_from(sorted(region)))]
        case "more":
            region[draw(st.sampled_from(["label", "frame", "z", "input"]))] = draw(
                st.sampled_from([0, "~", "image"])
            )
        case "junk":
            region[draw(st.sampled_from(sorted(region)))] = draw(st.sampled_from(JUNK))
    return region


def passes(kind: TaskType, task: Task, region: Any) -> bool:
    """Tell whether a region passes check and schema, which agree."""
    found = [
        p.kind for p in kind.check(Annotation("i", label="a", region=region), task, Taxonomy(task))
    ]
    assert found in ([], ["malformed-region"])
    schema = kind.region_schema(task)
    assert schema is not None
    Draft202012Validator.check_schema(schema)
    assert Draft202012Validator(schema).is_valid(region) == (not found), (region, found)
    return not found


def message(kind: TaskType, task: Task, region: Any, label: str | None = "a") -> str:
    """Return what is wrong with a region, in the one problem that it has."""
    [found] = kind.check(Annotation("i", label=label, region=region), task, Taxonomy(task))
    return found.message


def answer(*drawn: tuple[str, dict[str, Any]], **fields: Any) -> list[Annotation]:
    """Return one annotator's answer of labels and regions."""
    return [Annotation("i", label=label, region=region, **fields) for label, region in drawn]
