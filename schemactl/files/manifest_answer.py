"""Answers in augmented manifests: what a label attribute says together with its metadata."""

from collections.abc import Callable, Iterator
from typing import Any, Literal, NamedTuple

from schemactl.files.json_documents import as_object, as_text, objects_in
from schemactl.model.annotation import Annotation
from schemactl.model.task import number as as_number

METADATA = "-metadata"
SEGMENTS = "semantic-segmentation"
COLORS = "internal-color-map"

_BACKGROUND = "BACKGROUND"
_SIDES = {"x": "left", "y": "top", "width": "width", "height": "height"}


class Answer(NamedTuple):
    """One label with its place and confidence; `number` is what stood for the label."""

    label: str | None
    region: dict[str, Any] | None = None
    confidence: float | None = None
    number: str | None = None


# What is wrong stands among the answers as text.
Answers = Iterator[Answer | str]


def attributes_of(values: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each label attribute of a line with its metadata."""
    for key, metadata in values.items():
        name = key.removesuffix(METADATA)
        if name != key and isinstance(metadata, dict) and name in values:
            yield name, metadata


def kind_of_job(metadata: dict[str, Any]) -> str:
    """Return the type of the job that answered."""
    return str(metadata.get("type", "")).rpartition("/")[2]


def answers_of(value: Any, metadata: dict[str, Any]) -> Answers:
    """Yield the answers of a label attribute, by the type of its job.

    Numbers are led to names by the class map beside them, never by their position. Each class,
    box or span is one answer, or what is wrong with it.
    """
    kind = kind_of_job(metadata)
    read_one = _KINDS.get(kind)
    if read_one is None:
        yield f"annotations of type {kind!r} are not read"
        return
    yield from read_one(value, metadata)


def _classification(value: Any, metadata: dict[str, Any]) -> Answers:
    name = as_text(metadata.get("class-name"))
    if name is None:
        yield f"the class {value!r} has no `class-name`"
    else:
        yield Answer(name, None, as_number(metadata.get("confidence")), as_text(value))


def _multilabel(value: Any, metadata: dict[str, Any]) -> Answers:
    if not isinstance(value, list):
        yield f"{value!r} where a list of classes is expected"
        return
    confidences = as_object(metadata.get("confidence-map"))
    names = as_object(metadata.get("class-map"))
    for index in value:
        yield _by_index(index, names, None, as_number(confidences.get(str(index))))
    if not value:
        yield Answer(None)


def _boxes(value: Any, metadata: dict[str, Any]) -> Answers:
    boxes = as_object(value).get("annotations")
    if not isinstance(boxes, list):
        yield "an object detection has no list `annotations`"
        return
    objects = objects_in(metadata.get("objects"))
    names = as_object(metadata.get("class-map"))
    for position, box in enumerate(boxes):
        if not isinstance(box, dict):
            yield f"{box!r} is no box"
            continue
        told = objects[position] if position < len(objects) else {}
        region = {side: box.get(theirs) for side, theirs in _SIDES.items()}
        yield _by_index(box.get("class_id"), names, region, as_number(told.get("confidence")))
    if not boxes:
        yield Answer(None)


def _segments(value: Any, metadata: dict[str, Any]) -> Answers:
    """Yield the classes that are painted; where, only the picture says."""
    colors = colors_of(metadata)
    for key in colors:
        told = as_object(metadata[COLORS][key])
        yield Answer(as_text(told["class-name"]), None, as_number(told.get("confidence")))
    yield f"the masks are in the picture {value!r}, which a manifest only names"


def colors_of(metadata: dict[str, Any]) -> list[str]:
    """Return the keys of the colours of labels in a segmentation; the background is none."""
    if kind_of_job(metadata) != SEGMENTS:
        return []
    return [
        key
        for key, told in as_object(metadata.get(COLORS)).items()
        if as_text(as_object(told).get("class-name")) not in (None, _BACKGROUND)
    ]


def _by_index(
    index: Any, names: dict[str, Any], region: dict[str, Any] | None, confidence: float | None
) -> Answer | str:
    name = as_text(names.get(str(index)))
    if name is None:
        return f"the class {index!r} is not in the `class-map`"
    return Answer(name, region, confidence, str(index))


def _spans(value: Any, metadata: dict[str, Any]) -> Answers:
    entities = as_object(as_object(value).get("annotations")).get("entities")
    if not isinstance(entities, list):
        yield "a text span has no list `annotations.entities`"
        return
    told = objects_in(metadata.get("entities"))
    for position, entity in enumerate(entities):
        label = as_text(as_object(entity).get("label"))
        if label is None:
            yield f"{entity!r} has no label"
            continue
        region = {"start": entity.get("startOffset"), "end": entity.get("endOffset")}
        own = told[position] if position < len(told) else {}
        yield Answer(label, region, as_number(own.get("confidence")))
    if not entities:
        yield Answer(None)


_KINDS: dict[str, Callable[[Any, dict[str, Any]], Answers]] = {
    "image-classification": _classification,
    "text-classification": _classification,
    "image-classification-multilabel": _multilabel,
    "text-classification-multilabel": _multilabel,
    "object-detection": _boxes,
    "text-span": _spans,
    SEGMENTS: _segments,
}


class Job(NamedTuple):
    """What a label attribute is written with: type of task, classes by name, and over what."""

    type_name: str
    is_multilabel: bool
    indexes: dict[str, int]
    over: Literal["image", "text"]


Written = tuple[Any, dict[str, Any]]


def write_answer(job: Job, annotations: list[Annotation]) -> Written | None:
    """Return value and metadata of a label attribute; None where a manifest cannot say it."""
    told = [one for one in annotations if one.label is not None]
    kind = "multilabel" if job.type_name == "classification" and job.is_multilabel else ""
    write_one = _WRITERS.get(kind or job.type_name)
    if write_one is None or any(one.label not in job.indexes for one in told):
        return None
    written = write_one(job, annotations, told)
    if written is None:
        return None
    value, metadata = written
    return value, {**metadata, "type": f"groundtruth/{metadata['type']}"}


def _write_one(job: Job, annotations: list[Annotation], told: list[Annotation]) -> Written | None:
    if len(told) != 1 or len(annotations) != 1:
        return None
    label = str(told[0].label)
    metadata = {"class-name": label, "confidence": told[0].confidence}
    return job.indexes[label], {**metadata, "type": f"{job.over}-classification"}


def _write_several(job: Job, _: list[Annotation], told: list[Annotation]) -> Written | None:
    indexes = [job.indexes[str(one.label)] for one in told]
    confidences = {
        str(index): one.confidence
        for index, one in zip(indexes, told, strict=True)
        if one.confidence is not None
    }
    metadata = {"class-map": _names(job, told), "confidence-map": confidences}
    return indexes, {**metadata, "type": f"{job.over}-classification-multilabel"}


def _write_boxes(job: Job, _: list[Annotation], told: list[Annotation]) -> Written | None:
    boxes = []
    for one in told:
        region = one.region or {}
        if set(region) != set(_SIDES):
            return None
        sides = {theirs: region[side] for side, theirs in _SIDES.items()}
        boxes.append({"class_id": job.indexes[str(one.label)], **sides})
    metadata = {"class-map": _names(job, told), "objects": _confidences(told)}
    return {"annotations": boxes}, {**metadata, "type": "object-detection"}


def _write_spans(_job: Job, _: list[Annotation], told: list[Annotation]) -> Written | None:
    entities = []
    for one in told:
        region = one.region or {}
        if set(region) != {"start", "end"}:
            return None
        ends = {"startOffset": region["start"], "endOffset": region["end"]}
        entities.append({"label": one.label, **ends})
    metadata = {"entities": _confidences(told), "type": "text-span"}
    return {"annotations": {"entities": entities}}, metadata


def _names(job: Job, told: list[Annotation]) -> dict[str, str]:
    return {str(job.indexes[str(one.label)]): str(one.label) for one in told}


def _confidences(told: list[Annotation]) -> list[dict[str, float | None]]:
    return [{"confidence": one.confidence} for one in told]


_WRITERS: dict[str, Callable[[Job, list[Annotation], list[Annotation]], Written | None]] = {
    "classification": _write_one,
    "multilabel": _write_several,
    "box": _write_boxes,
    "span": _write_spans,
}
