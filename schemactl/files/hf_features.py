"""Features of Hugging Face datasets: which columns hold labels, and the names of their numbers."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from schemactl.files.hf_objects import LABEL_KEYS, MARKS
from schemactl.files.json_documents import as_list, as_object
from schemactl.files.tag_sequence import OUTSIDE, is_tag

_LISTS = ("Sequence", "List", "LargeList")

Form = Literal["one", "several", "ranked", "tags", "objects"]


class LabelColumn(NamedTuple):
    """A column with one answer, a list or a ranking of them, a tag per token, or objects.

    `names` are what numbers stand for; where it is None, cells say themselves what the label or
    the value is. In objects the label stands under `key`.
    """

    name: str
    form: Form
    names: tuple[str, ...] | None
    key: str = ""


def label_columns(features: dict[str, Any]) -> list[LabelColumn]:
    """Return the columns that may answer a task; those that tell of items are for others to know.

    Which of those without classes are answers, the schema decides by their names.
    """
    has_tokens = "tokens" in features
    return [one for name, found in features.items() for one in _columns(name, found, has_tokens)]


def has_classes(features: dict[str, Any]) -> bool:
    """Tell whether a column has numbers that stand for names."""
    return any(column.names is not None for column in label_columns(features))


def features_after(features: dict[str, Any], names: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Return features in which the classes of some columns have other names."""
    keys = {column.name: column.key for column in label_columns(features)}
    return {
        name: _renamed(feature, names[name], keys.get(name, "")) if name in names else feature
        for name, feature in features.items()
    }


def _renamed(feature: Any, names: Sequence[str], key: str) -> Any:
    """Return a feature with other classes; among those of an object, the one under a key."""
    if isinstance(feature, list):
        return [_renamed(one, names, key) for one in feature]
    told = as_object(feature)
    if told.get("_type") == "ClassLabel":
        return {**told, "names": list(names)}
    if told.get("_type") in _LISTS:
        return {**told, "feature": _renamed(told.get("feature"), names, key)}
    if key in told:
        return {**told, key: _renamed(told[key], names, "")}
    return feature


def _columns(name: str, feature: Any, has_tokens: bool) -> Iterator[LabelColumn]:
    inner = _inner(feature)
    if (names := _names(feature)) is not None:
        yield LabelColumn(name, "one", names)
    elif (names := _names(inner)) is not None:
        is_tagged = has_tokens and _are_tags(names)
        yield LabelColumn(name, "tags" if is_tagged else "several", names)
    elif _is_plain(feature):
        yield LabelColumn(name, "one", None)
    elif _is_plain(inner):
        yield LabelColumn(name, "several", None)
    elif _is_plain(_inner(inner)):
        yield LabelColumn(name, "ranked", None)
    else:
        yield from _objects(name, as_object(inner or feature))


def _objects(column: str, inner: dict[str, Any]) -> Iterator[LabelColumn]:
    """Yield the column where an object has a place, and a label under some key."""
    if not MARKS & inner.keys():
        return
    # In an object of lists, each of them has one entry per object.
    single = {key: _inner(one) or one for key, one in inner.items()}
    named = [(key, names) for key, one in single.items() if (names := _names(one)) is not None]
    plain = [(key, None) for key in LABEL_KEYS if _is_plain(single.get(key))]
    for key, names in [*named, *plain][:1]:
        yield LabelColumn(column, "objects", names, key)


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


def _is_plain(feature: Any) -> bool:
    return as_object(feature).get("_type") == "Value"


def _are_tags(names: tuple[str, ...]) -> bool:
    return OUTSIDE in names and all(is_tag(name) for name in names)
