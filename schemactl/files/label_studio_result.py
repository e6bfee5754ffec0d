"""Results of Label Studio: what one annotator, or model, said of one task in one go."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from schemactl.files.dataset import Use
from schemactl.files.json_documents import (
    as_count,
    as_list,
    as_object,
    as_text,
    malformed,
    numbered_objects,
)
from schemactl.files.label_studio_region import Canvas, Misread, regions_of
from schemactl.model.annotation import Annotation, Content, Problem
from schemactl.model.task import number

Way = tuple[str | int, ...]

# Types of results that say something of a region, where they have the id of another result.
OF_REGIONS = ("choices", "rating", "number", "textarea", "datetime", "taxonomy")
VALUES = ("rating", "number", "datetime")
SHAPES = frozenset({"relation", "rectangle", "polygon", "brush", "keypoint", "ellipse"})


class Item(NamedTuple):
    """What a task of Label Studio says of its item."""

    id: str
    data: dict[str, Any]
    content: Content


class Answer(NamedTuple):
    """A label with the way to it, or a value, or neither where nothing applies."""

    label: str | None
    path: tuple[str, ...] = ()
    value: Any = None


def uses_of(item: Item, results: Any, bare: Annotation, way: Way) -> Iterator[Use | Problem]:
    """Yield what results say; `bare` is the annotation without task, label and place.

    `way` leads to whoever says it. That of a use leads on to the result, and ends with the
    position of the label, or value, in it.

    No result at all says that nothing applies, to whatever was asked.
    """
    listed = list(numbered_objects(results))
    if not listed and not as_list(results):
        yield Use(bare, (), item.content, way=way)
    regions = {_id(one) for _, one in listed if one.get("type") not in OF_REGIONS} - {None}
    told: dict[str | None, dict[str, Any]] = {}
    for _, result in listed:
        if result.get("type") in OF_REGIONS and _id(result) in regions:
            told.setdefault(_id(result), {}).update(_attribute(result))
    for at, result in listed:
        name = _id(result)
        if result.get("type") not in OF_REGIONS:
            yield from _result(item, result, bare, told.get(name) or None, (*way, "result", at))
        elif name not in regions:
            yield from _result(item, result, bare, None, (*way, "result", at))


def _id(result: dict[str, Any]) -> str | None:
    found = result.get("id")
    return found if type(found) is str else as_text(found)


def _attribute(result: dict[str, Any]) -> dict[str, Any]:
    """Return what a result says of the region of another one."""
    value = as_object(result.get("value")).get(str(result["type"]))
    alone = value[0] if isinstance(value, list) and len(value) == 1 else value
    return {str(result.get("from_name")): alone}


def _result(
    item: Item,
    result: dict[str, Any],
    bare: Annotation,
    attributes: dict[str, Any] | None,
    way: Way,
) -> Iterator[Use | Problem]:
    content = _content(item, result)
    task = as_text(result.get("from_name"))
    try:
        answers = list(_answers(result))
    except Misread as error:
        yield malformed(item.id, f"result of `{task}`: {error}")
        return
    canvas = Canvas(content.width, content.height, content.text)
    places: list[Any] = []
    try:
        places += regions_of(result, canvas)
    except Misread as error:
        yield Problem("unknown-place", item.id, None, None, f"result of `{task}`: {error}")
        places.append({"": {}})
    rest = (attributes, *bare[6:11], *_said(result, bare), *bare[15:])
    for place in places:
        region = next(iter(place.values()), None) or None
        for at, answer in enumerate(answers):
            # In the order of the fields; the generated constructor would take as long as the rest.
            fields = (bare.item, task, answer.label, region, answer.value, *rest)
            own = tuple.__new__(Annotation, fields)
            yield Use(own, answer.path, content, place, (*way, at))


def _said(result: dict[str, Any], bare: Annotation) -> tuple[float | None, str | None, str, Any]:
    """Return the fields of an annotation from its confidence to its note."""
    confidence = number(result.get("score"))
    notes = as_list(as_object(result.get("meta")).get("text"))
    return (
        bare.confidence if confidence is None else confidence,
        _id(result),
        bare.status,
        "\n".join(map(str, notes)) if notes else bare.note,
    )


def _content(item: Item, result: dict[str, Any]) -> Content:
    """Return what is known of the item, and of the part of it that the result is about."""
    told = item.content
    value = as_object(result.get("value"))
    width, height = number(result.get("original_width")), number(result.get("original_height"))
    duration = number(result.get("original_length")) or number(value.get("duration"))
    frames, text = as_count(value.get("framesCount")), told.text
    if text is None and "start" in value:
        about = item.data.get(str(result.get("to_name")))
        # Segments of a recording start and end, too; what is shown there is a file.
        text = about if isinstance(about, str) and about != told.file else None
    return Content(
        text,
        told.file,
        told.width if width is None else width,
        told.height if height is None else height,
        told.duration if duration is None else duration,
        told.frames if frames is None else frames,
    )


def _answers(result: dict[str, Any]) -> Iterator[Answer]:
    """Yield the labels or values of a result. Raises Misread."""
    kind, value = str(result.get("type")), as_object(result.get("value"))
    if kind == "relation":
        yield from _labels(result.get("labels") or [])
    elif kind in VALUES:
        yield Answer(None, (), value.get(kind))
    elif kind == "textarea":
        texts = value.get("text")
        for text in texts if isinstance(texts, list) else [texts]:
            yield Answer(None, (), text)
    elif kind == "pairwise":
        yield Answer(as_text(value.get("selected")))
    elif kind == "ranker":
        yield Answer(None, (), _ranking(value.get("ranker")))
    elif kind == "taxonomy":
        yield from _paths(value.get("taxonomy"))
    else:
        key = labels_key(kind, value)
        yield from _labels([] if key is None else value[key])


def labels_key(kind: str, value: dict[str, Any]) -> str | None:
    """Return the key of a region's labels: the type of its control tag, or a general one.

    None is that of a shape without a label. Raises Misread for what is neither.
    """
    for key in (kind, "labels"):
        if key in value:
            return key
    if kind in SHAPES:
        return None
    found = next((key for key in value if key.endswith("labels")), None)
    if found is None:
        raise Misread(f"its type {kind!r} is not known, and it has no labels")
    return found


def _labels(labels: Any) -> Iterator[Answer]:
    if not isinstance(labels, list):
        raise Misread(f"{labels!r} where a list of labels is expected")
    if not labels:
        yield Answer(None)
    for label in labels:
        spelled = as_text(label)
        if spelled is None:
            raise Misread(f"{label!r} is no label")
        yield Answer(spelled)


def _paths(paths: Any) -> Iterator[Answer]:
    if not isinstance(paths, list):
        raise Misread(f"{paths!r} where a list of paths is expected")
    if not paths:
        yield Answer(None)
    for path in paths:
        if not isinstance(path, list) or not path or not all(isinstance(p, str) for p in path):
            raise Misread(f"{path!r} is no path of labels")
        yield Answer(path[-1], tuple(path))


def _ranking(value: Any) -> Any:
    """Return the items of the one bucket that is ranked; `_` holds those that were left."""
    buckets = {key: ids for key, ids in as_object(value).items() if key != "_"}
    if len(buckets) != 1 and "_" not in as_object(value):
        raise Misread("a ranking has one bucket")
    return next(iter(buckets.values())) if buckets else as_object(value)["_"]
