"""Features of Hugging Face datasets: which columns hold labels, and the names of their numbers."""

from typing import Any, Literal, NamedTuple

from schemactl.files.json_documents import as_list, as_object
from schemactl.files.tag_sequence import OUTSIDE, is_tag

_LISTS = ("Sequence", "List", "LargeList")

Form = Literal["one", "several", "tags", "boxes"]


class LabelColumn(NamedTuple):
    """A column with labels: one number, a list of them, a tag per token, or boxes."""

    name: str
    form: Form
    names: tuple[str, ...]
    key: str = ""


def label_columns(features: dict[str, Any]) -> list[LabelColumn]:
    """Return the columns of class labels among the features of a dataset."""
    found = []
    for column, feature in features.items():
        names = _names(feature)
        listed = _names(_inner(feature))
        if names is not None:
            found.append(LabelColumn(column, "one", names))
        elif listed is not None:
            is_tagged = "tokens" in features and _are_tags(listed)
            found.append(LabelColumn(column, "tags" if is_tagged else "several", listed))
        else:
            found += _boxes(column, _inner(feature) or feature)
    return found


def _boxes(column: str, feature: Any) -> list[LabelColumn]:
    """Return the labels of boxes, which stand in a list beside them under some key."""
    inner = as_object(feature)
    if "bbox" not in inner:
        return []
    listed = ((key, _names(_inner(one)) or _names(one)) for key, one in inner.items())
    return [LabelColumn(column, "boxes", names, key) for key, names in listed if names is not None]


def _inner(feature: Any) -> Any:
    """Return what a list consists of; older versions wrote a list of one."""
    if isinstance(feature, list):
        return feature[0] if len(feature) == 1 else None
    told = as_object(feature)
    return told.get("feature") if told.get("_type") in _LISTS else None


def _names(feature: Any) -> tuple[str, ...] | None:
    told = as_object(feature)
    if told.get("_type") != "ClassLabel":
        return None
    names = as_list(told.get("names"))
    return tuple(names) if all(isinstance(name, str) for name in names) else None


def _are_tags(names: tuple[str, ...]) -> bool:
    return OUTSIDE in names and all(is_tag(name) for name in names)
