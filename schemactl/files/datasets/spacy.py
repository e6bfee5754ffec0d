"""spacy: the DocBin of spaCy: entities, span groups and categories of texts."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from schemactl.files.dataset import Document, Layout, Loss, Record, Shape, Use
from schemactl.files.doc_bin import BinDoc, BinSpan, read_doc_bin, write_doc_bin
from schemactl.files.losses import (
    annotation_left_out,
    content_left_out,
    fields_left_out,
    stamps_left_out,
    stamps_of,
)
from schemactl.files.rewriting import WholeRewriting
from schemactl.files.spacy_rewriting import APPLIES, SpacyRewriting
from schemactl.model.annotation import Annotation, Content
from schemactl.model.release import ReleasedSchema
from schemactl.model.taxonomy import Taxonomy

NAME = "spacy"
SHAPE = Shape(is_document=True, is_deflated=True, attributes="none")

_TOKENS = re.compile(r"\S+|\s")


def read(path: Path, layout: Layout) -> Iterator[Record]:
    """Yield one record per document; its line is its number, and there are no raw bytes.

    The item is `item` in the user data, else the number. A span group is a task of its name;
    entities and categories have none.
    """
    del layout
    for number, doc in enumerate(read_doc_bin(path), 1):
        told = {key: one for key, one in doc.user_data.items() if isinstance(one, str)}
        values = {
            "words": doc.words,
            "spaces": doc.spaces,
            "columns": doc.columns,
            "spans": {name: [list(one) for one in group] for name, group in doc.groups.items()},
            "cats": doc.cats,
            "told": told,
        }
        bare = Annotation(
            told.get("item") or str(number),
            schema=told.get("schema"),
            guideline=told.get("guideline"),
        )
        content = Content(text=doc.text)
        found = _annotations(doc, bare)
        uses = tuple(Use(one, (), content, types, way) for one, types, way in found)
        yield Record(number, 0, b"", values, uses)


# An annotation, under which type of task nothing was found, and what leads to it.
_Found = tuple[Annotation, dict[str, dict[str, Any] | None], tuple[str | int, ...]]


def _annotations(doc: BinDoc, bare: Annotation) -> Iterator[_Found]:
    starts = _starts(doc.words, doc.spaces)
    if doc.entities is not None:
        yield from _spans(doc, starts, doc.entities, bare, "ents")
    for name, group in doc.groups.items():
        yield from _spans(doc, starts, group, bare._replace(task=name), "spans", name)
    chosen = {label: score for label, score in doc.cats.items() if score >= APPLIES}
    for label, score in chosen.items():
        yield (
            bare._replace(label=label, confidence=score if score < 1 else None),
            {},
            ("cats", label),
        )
    if doc.cats and not chosen:
        yield bare, {"classification": None}, ("cats",)


def _spans(
    doc: BinDoc, starts: Sequence[int], spans: Sequence[BinSpan], bare: Annotation, *way: str
) -> Iterator[_Found]:
    for number, span in enumerate(spans):
        end = starts[span.end - 1] + len(doc.words[span.end - 1])
        region = {"start": starts[span.start], "end": end}
        yield (
            bare._replace(label=span.label, region=region, annotation=span.id or None),
            {},
            (*way, number),
        )
    if not spans:
        yield bare, {"span": None}, way


def _starts(words: Sequence[str], spaces: Sequence[bool]) -> list[int]:
    starts, at = [], 0
    for word, space in zip(words, spaces, strict=True):
        starts.append(at)
        at += len(word) + space
    return starts


def rewriting(path: Path, layout: Layout, schema: ReleasedSchema) -> WholeRewriting:
    """Return what rewrites the documents of a file, all at once."""
    del path
    return SpacyRewriting(schema, layout.has_names)


def write(path: Path, documents: Iterable[Document], schema: ReleasedSchema) -> Iterator[Loss]:
    """Write spans of the only span task as entities, of several as span groups, labels as cats.

    Tokens are what stands between blanks, cut where a span begins or ends; a pipeline that is
    trained on the file may cut in other places.
    """
    docs: list[BinDoc] = []
    for document in documents:
        stamps = stamps_of(document, schema)
        yield from stamps_left_out(document, stamps)
        yield from content_left_out(document, frozenset({"text"}))
        if not document.content.text:
            yield Loss("item", document.item, "there is no document without a text")
            continue
        told = {"item": document.item, **stamps._asdict()}
        doc, losses = _doc(document, schema)
        yield from losses
        docs.append(doc._replace(user_data={k: v for k, v in told.items() if v is not None}))
    write_doc_bin(path, docs)


class _Said(NamedTuple):
    """What is said of a text: its spans by task, scores of labels, and what cannot be said."""

    spans: dict[str, list[Annotation]]
    cats: dict[str, float]
    losses: list[Loss]


def _doc(document: Document, schema: ReleasedSchema) -> tuple[BinDoc, list[Loss]]:
    said = _said(document, schema)
    regions = [one.region or {} for group in said.spans.values() for one in group]
    words, spaces = _tokens(document.content.text or "", regions)
    starts = _starts(words, spaces)
    groups = {task: [_span(one, starts) for one in group] for task, group in said.spans.items()}
    doc = BinDoc(words, spaces, None, groups, said.cats, {}, {})
    if _has_groups(schema) or not groups:
        return doc, said.losses
    [(task, group)] = groups.items()
    entities, lost = _apart(group, said.spans[task])
    return doc._replace(entities=entities, groups={}), [*said.losses, *lost]


def _has_groups(schema: ReleasedSchema) -> bool:
    """Tell whether several tasks have spans, which entities could not tell apart."""
    return sum(task.type == "span" for task in schema.tasks) > 1


def _said(document: Document, schema: ReleasedSchema) -> _Said:
    types = {task.id: task.type for task in schema.tasks}
    said = _Said({}, {}, [])
    for annotation in document.annotations:
        task = annotation.task or ""
        match types.get(task):
            case "span":
                kept = {"region", "annotation"} if _has_groups(schema) else {"region"}
                if _misplaced(annotation, document.content.text or ""):
                    what = annotation_left_out(annotation, "it stands nowhere in the text")
                    said.losses.append(what)
                    continue
                found = said.spans.setdefault(task, [])
                found += [annotation] if annotation.label is not None else []
            case "classification":
                for label, score in _labels(schema, task).items():
                    said.cats.setdefault(label, score)
                sure = annotation.confidence
                is_kept = sure is not None and APPLIES <= sure < 1
                kept = {"confidence"} if is_kept else set()
                if annotation.label is not None:
                    said.cats[annotation.label] = sure if sure is not None and is_kept else 1.0
                elif sum(kind == "classification" for kind in types.values()) > 1:
                    message = f"it is not said that nothing of `{task}` applies"
                    said.losses.append(Loss("task", annotation.item, message))
            case _:
                said.losses.append(annotation_left_out(annotation, "spacy has no such task"))
                continue
        said.losses.extend(fields_left_out(annotation, frozenset(kept)))
    return said


def _labels(schema: ReleasedSchema, task_id: str) -> dict[str, float]:
    task = schema.task(task_id)
    places = Taxonomy(task).places if task is not None else ()
    return {place.label.id: 0.0 for place in places if place.label.index is not None}


def _misplaced(annotation: Annotation, text: str) -> bool:
    region = annotation.region or {}
    start, end = region.get("start"), region.get("end")
    if type(start) is not int or type(end) is not int:
        return annotation.label is not None
    return not 0 <= start < end <= len(text)


def _tokens(text: str, regions: list[dict[str, Any]]) -> tuple[list[str], list[bool]]:
    """Cut a text at blanks and where regions begin and end; a blank after a token is its own."""
    begins = {region["start"] for region in regions}
    ends = {region["end"] for region in regions}
    edges = sorted({*begins, *ends, len(text)})
    words: list[str] = []
    spaces: list[bool] = []
    at = 0
    while at < len(text):
        match = _TOKENS.match(text, at)
        after = min(match.end() if match else at + 1, edges[bisect_right(edges, at)])
        is_blank = text[after : after + 1] == " "
        has_blank = is_blank and after not in begins and after + 1 not in ends
        words.append(text[at:after])
        spaces.append(has_blank)
        at = after + has_blank
    return words, spaces


def _span(annotation: Annotation, starts: list[int]) -> BinSpan:
    region = annotation.region or {}
    start, end = (bisect_left(starts, region[edge]) for edge in ("start", "end"))
    return BinSpan(start, end, str(annotation.label), annotation.annotation or "")


def _apart(spans: list[BinSpan], annotations: list[Annotation]) -> tuple[list[BinSpan], list[Loss]]:
    """Return the spans that do not overlap with one before, and the losses of the others."""
    found: list[BinSpan] = []
    losses: list[Loss] = []
    pairs = zip(spans, annotations, strict=True)
    for span, annotation in sorted(pairs, key=lambda pair: pair[0]):
        if found and span.start < found[-1].end:
            losses.append(annotation_left_out(annotation, "entities do not overlap"))
        else:
            found.append(span)
    return found, losses
