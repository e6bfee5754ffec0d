"""doccano: what doccano exports as JSON Lines: labels of texts, spans, relations and shapes."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from schemactl.files.dataset import Document, Layout, Loss, Record, Shape, Use
from schemactl.files.datasets import jsonl
from schemactl.files.doccano_rewriting import DoccanoRewriting
from schemactl.files.exact_json import write_exactly
from schemactl.files.json_documents import (
    as_list,
    as_text,
    content_id,
    malformed,
    with_uses,
)
from schemactl.files.losses import (
    annotation_left_out,
    content_left_out,
    fields_left_out,
    stamps_left_out,
    stamps_of,
    tasks_left_out,
)
from schemactl.files.rewriting import Rewriting
from schemactl.files.signs.doccano import OUTLINES
from schemactl.model.annotation import Annotation, Content, Problem
from schemactl.model.release import ReleasedSchema

NAME = "doccano"
SHAPE = Shape(is_document=True, attributes="none")

_TRIPLE = 3
_SIDES = ("x", "y", "width", "height")

# An annotation without item and stamps, or what is wrong with it.
Found = Annotation | str


def read(path: Path, layout: Layout) -> Iterator[Record]:
    """Yield one record per item.

    The item is `item` among the other columns, else `id`, else the file name, else a digest of
    the text. An empty list says that nothing applies; without a list nothing was asked.
    """
    for record in jsonl.read(path, layout):
        yield with_uses(record, _uses(record.values))


def _uses(values: dict[str, Any]) -> Iterator[Use | Problem]:
    text, file = as_text(values.get("text")), as_text(values.get("filename"))
    item = as_text(values.get("item")) or as_text(values.get("id")) or file or ""
    if not item and text:
        item = content_id(text)
    schema, guideline = as_text(values.get("schema")), as_text(values.get("guideline"))
    bare = Annotation(item, schema=schema, guideline=guideline)
    content = Content(text=text, file=file)
    for key, read_one in _LISTS.items():
        answer = values.get(key)
        if answer is None:
            continue
        if not isinstance(answer, list):
            yield malformed(item, f"`{key}` is no list: {answer!r}")
            continue
        # Nobody looked for relations and categories in particular where there is a list for each.
        if not answer and key in _ALONE:
            yield Use(bare, (), content, way=(key,))
        for at, one in enumerate(answer):
            found = read_one(one)
            if isinstance(found, str):
                yield malformed(item, f"in `{key}`: {found}")
            else:
                own = found._replace(item=item, schema=schema, guideline=guideline)
                yield Use(own, (), content, way=(key, at))


def _label_or_span(one: Any) -> Found:
    if isinstance(one, list):
        return _span(one)
    label = as_text(one)
    return f"{one!r} is neither a label nor [start, end, label]" if label is None else _named(label)


def _span(one: list[Any]) -> Found:
    if len(one) != _TRIPLE or not isinstance(one[2], str):
        return f"{one!r} is not [start, end, label]"
    return _named(one[2], {"start": one[0], "end": one[1]})


def _entity(one: Any) -> Found:
    if isinstance(one, list):
        return _span(one)
    label = as_text(one.get("label")) if isinstance(one, dict) else None
    if label is None:
        return f"{one!r} has no label"
    region = {"start": one.get("start_offset"), "end": one.get("end_offset")}
    return _named(label, region)._replace(annotation=as_text(one.get("id")))


def _relation(one: Any) -> Found:
    label = as_text(one.get("type")) if isinstance(one, dict) else None
    if label is None:
        return f"{one!r} has no type"
    region = {"from": as_text(one.get("from_id")), "to": as_text(one.get("to_id"))}
    return _named(label, region)._replace(annotation=as_text(one.get("id")))


def _box(one: Any) -> Found:
    label = as_text(one.get("label")) if isinstance(one, dict) else None
    return (
        f"{one!r} has no label"
        if label is None
        else _named(label, {side: one.get(side) for side in _SIDES})
    )


def _outline(one: Any) -> Found:
    label = as_text(one.get("label")) if isinstance(one, dict) else None
    if label is None:
        return f"{one!r} has no label"
    points = as_list(one.get("points"))
    if not any(isinstance(point, list) for point in points):
        points = [list(pair) for pair in zip(points[::2], points[1::2], strict=False)]
    return _named(label, {"points": points})


def _named(label: str, region: dict[str, Any] | None = None) -> Annotation:
    return Annotation("", None, label, region)


_LISTS: dict[str, Callable[[Any], Found]] = {
    "label": _label_or_span,
    "labels": _label_or_span,
    "entities": _entity,
    "cats": _label_or_span,
    "relations": _relation,
    "bbox": _box,
    **dict.fromkeys(OUTLINES, _outline),
}
_ALONE = frozenset({"label", "labels", "entities", "bbox", *OUTLINES})


_KEYS = {"classification": "label", "span": "label", "box": "bbox", "polygon": "segmentation"}
_MIXED = {**_KEYS, "classification": "cats", "span": "entities", "relation": "relations"}


def write(path: Path, documents: Iterable[Document], schema: ReleasedSchema) -> Iterator[Loss]:
    """Write the items; a set of spans with anything else gets the keys that tell them apart.

    The item and the stamps are columns of their own, which doccano keeps as they are.
    """
    types = {task.id: task.type for task in schema.tasks}
    is_mixed = "relation" in types.values() or {"classification", "span"} <= set(types.values())
    keys = _MIXED if is_mixed else _KEYS
    for type_name in keys:
        yield from tasks_left_out(schema, type_name)
    with path.open("wb") as file:
        for document in documents:
            stamps = stamps_of(document, schema)
            yield from stamps_left_out(document, stamps)
            yield from content_left_out(document, frozenset({"text", "file"}))
            content = document.content
            values: dict[str, Any] = {"item": document.item, **stamps._asdict()}
            values |= {} if content.file is None else {"filename": content.file}
            values |= {} if content.text is None else {"text": content.text}
            for annotation in document.annotations:
                key = keys.get(types.get(annotation.task or "", ""))
                yield from _add(values, key, annotation)
            if "cats" not in values and "text" in values:
                values["Comments"] = []
            file.write(write_exactly({k: v for k, v in values.items() if v is not None}) + b"\n")


def _add(values: dict[str, Any], key: str | None, annotation: Annotation) -> Iterator[Loss]:
    region = annotation.region or {}
    if key is None:
        yield annotation_left_out(annotation, "doccano has no such task")
        return
    kept = frozenset({"region", "annotation"} if key in ("entities", "relations") else {"region"})
    yield from fields_left_out(annotation, kept)
    if annotation.label is None:
        values.setdefault(key, [])
        if key not in _ALONE:
            yield annotation_left_out(annotation, f"an empty list of {key} says nothing")
        return
    if _WRITES[key] - set(region) and (region or key not in ("label", "cats")):
        yield annotation_left_out(annotation, f"{key} cannot say such a place")
        return
    if extra := set(region) - _WRITES[key]:
        yield Loss("region", annotation.item, f"there is no place for {', '.join(sorted(extra))}")
    answers = values.setdefault(key, [])
    if key in ("label", "cats"):
        span = [region.get("start"), region.get("end"), annotation.label]
        answers.append(span if region else annotation.label)
    else:
        answers.append(_object(key, annotation, region))


_WRITES = {
    **{key: {"start", "end"} for key in ("label", "cats", "entities")},
    "relations": {"from", "to"},
    "bbox": set(_SIDES),
    "segmentation": {"points"},
}


def _object(key: str, annotation: Annotation, region: dict[str, Any]) -> dict[str, Any]:
    match key:
        case "entities":
            ends = {"start_offset": region.get("start"), "end_offset": region.get("end")}
            return {"id": annotation.annotation, "label": annotation.label, **ends}
        case "relations":
            ends = {"from_id": region.get("from"), "to_id": region.get("to")}
            return {"id": annotation.annotation, "type": annotation.label, **ends}
        case "bbox":
            return {side: region.get(side) for side in _SIDES} | {"label": annotation.label}
    points = [number for point in region.get("points", ()) for number in point]
    return {"label": annotation.label, "points": points}


def rewriting(path: Path, layout: Layout, schema: ReleasedSchema) -> Rewriting:
    """Return what rewrites the lines of a file."""
    del path, layout
    return DoccanoRewriting(schema)
