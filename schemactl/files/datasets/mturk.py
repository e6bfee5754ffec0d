"""mturk: results of Amazon Mechanical Turk as CSV, with pseudonyms for the ids of workers."""

import csv
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from schemactl.files.dataset import Document, Layout, Loss, Record, Shape, Use
from schemactl.files.datasets.csv import read_rows
from schemactl.files.exact_json import write_exactly
from schemactl.files.json_documents import as_text, content_id, with_uses
from schemactl.files.losses import (
    annotation_left_out,
    content_left_out,
    fields_left_out,
    stamps_left_out,
    stamps_of,
)
from schemactl.files.mturk_answer import ANSWER, SEPARATOR, SIDES, answers_in, parts_of
from schemactl.files.mturk_rewriting import MturkRewriting
from schemactl.files.pseudonym import pseudonym, pseudonym_key
from schemactl.files.rewriting import Rewriting
from schemactl.files.separated_rows import Marks, is_formula
from schemactl.model.annotation import Annotation, Content, Problem
from schemactl.model.release import ReleasedSchema

NAME = "mturk"
SHAPE = Shape(is_text=True, is_document=True, is_columnar=True, attributes="none")

_MARKS = Marks(",", csv.QUOTE_MINIMAL)
_WORKER = "WorkerId"
_INPUT = "Input."
# What the elements of a crowd-form add to the name of the question.
_SUFFIXES = (".label", ".labels", ".boundingBoxes", ".entities")
_TIME = "%a %b %d %H:%M:%S %Y"
_HOURS = {"PST": -8, "PDT": -7, "UTC": 0, "GMT": 0}


def read(path: Path, layout: Layout) -> Iterator[Record]:
    """Yield one record per assignment. Raises SchemactlError where there is no key.

    The id of a worker is in `raw` alone. Tasks are the names of the answers; rejected answers
    are reported and not read.
    """
    key = pseudonym_key(layout.folder)
    for record in read_rows(path, layout, _MARKS):
        values = record.values
        if values.get(_WORKER):
            values[_WORKER] = pseudonym(key, str(values[_WORKER]))
        yield with_uses(record, _uses(values))


def _uses(values: dict[str, Any]) -> Iterator[Use | Problem]:
    text = as_text(values.get(f"{_INPUT}text")) or None
    file = as_text(values.get(f"{_INPUT}image_url")) or as_text(values.get(f"{_INPUT}file")) or None
    item = _item(values)
    if values.get("AssignmentStatus") == "Rejected" or values.get("Reject"):
        yield Problem("rejected-answer", item, None, None, "the assignment was rejected")
        return
    bare = Annotation(
        item,
        annotator=values.get(_WORKER) or None,
        at=_time(values.get("SubmitTime")),
        batch=values.get("HITTypeId") or None,
        schema=values.get(f"{_INPUT}schema") or None,
        guideline=values.get(f"{_INPUT}guideline") or None,
        annotation=values.get("AssignmentId") or None,
    )
    content = Content(text=text, file=file)
    for name, answer, way in answers_in(values):
        task = name
        for suffix in _SUFFIXES:
            task = task.removesuffix(suffix)
        for label, region, own in parts_of(answer, way):
            said = bare._replace(task=task, label=label, region=region)
            yield Use(said, (), content, way=own)


def _item(values: dict[str, Any]) -> str:
    for column in ("item", "id"):
        if found := values.get(f"{_INPUT}{column}"):
            return str(found)
    if found := values.get("HITId"):
        return str(found)
    text = values.get(f"{_INPUT}text")
    return content_id(str(text)) if text else ""


def _time(text: Any) -> str | None:
    """Return a time such as `Fri May 01 10:00:00 PDT 2026` as ISO 8601; others stay as they are."""
    if not text:
        return None
    *before, zone, year = str(text).split() if str(text).count(" ") > 1 else ("", "", "")
    if zone not in _HOURS:
        return str(text)
    try:
        # The names of days and months are English in every file.
        found = datetime.strptime(" ".join([*before, year]), _TIME)
    except ValueError:
        return str(text)
    return found.replace(tzinfo=timezone(timedelta(hours=_HOURS[zone]))).isoformat()


_COLUMNS = ("HITId", "HITTypeId", "AssignmentId", _WORKER, "AssignmentStatus", "SubmitTime")
_INPUTS = ("item", "text", "image_url", "schema", "guideline")


def write(path: Path, documents: Iterable[Document], schema: ReleasedSchema) -> Iterator[Loss]:
    """Write one row per item, worker, time and batch, with JSON where an answer has places."""
    tasks = [task.id for task in schema.tasks]
    header = [*_COLUMNS, *(f"{_INPUT}{name}" for name in _INPUTS)]
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\r\n")
        rows.writerow([*header, *(f"{ANSWER}{task}" for task in tasks)])
        for document in documents:
            stamps = stamps_of(document, schema)
            yield from stamps_left_out(document, stamps)
            yield from content_left_out(document, frozenset({"text", "file"}))
            content = document.content
            inputs = [document.item, content.text, content.file, stamps.schema, stamps.guideline]
            for (who, at, batch), annotations in _assignments(document).items():
                answers: dict[str, list[Any]] = {}
                assignment = annotations[0].annotation
                for annotation in annotations:
                    yield from _add(answers, tasks, annotation, assignment)
                told = [document.item, batch, assignment, who, "Submitted", at]
                cells = [*told, *inputs, *(_cell(answers.get(task)) for task in tasks)]
                written = [_safe(cell) for cell in cells]
                if changed := [c for c, w in zip(cells, written, strict=True) if (c or "") != w]:
                    yield Loss("formula", document.item, f"{changed[0]!r} would be a formula")
                rows.writerow(written)


Who = tuple[str | None, str | None, str | None]


def _assignments(document: Document) -> dict[Who, list[Annotation]]:
    found: dict[Who, list[Annotation]] = {}
    for one in document.annotations:
        found.setdefault((one.annotator, one.at, one.batch), []).append(one)
    return found


def _add(
    answers: dict[str, list[Any]], tasks: list[str], annotation: Annotation, assignment: str | None
) -> Iterator[Loss]:
    region, label = annotation.region, annotation.label
    if annotation.task not in tasks:
        yield annotation_left_out(annotation, "the schema has no such task")
        return
    kept = {"annotator", "at", "batch", "region", "value"}
    kept |= {"annotation"} if annotation.annotation == assignment else set()
    said: list[Any] = []
    if label is None and annotation.value is not None:
        if isinstance(annotation.value, list | dict):
            yield annotation_left_out(annotation, "mturk has no such value")
            return
        said = [str(annotation.value)]
    elif label is not None and region is None:
        said = [label]
    elif label is not None and region is not None:
        place = _place(region)
        if place is None:
            yield annotation_left_out(annotation, "mturk has no such place")
            return
        said = [{"label": label, **place}]
    answers.setdefault(annotation.task, []).extend(said)
    yield from fields_left_out(annotation, frozenset(kept))


def _place(region: dict[str, Any]) -> dict[str, Any] | None:
    if set(region) == {"start", "end"}:
        return {"startOffset": region["start"], "endOffset": region["end"]}
    if set(region) == set(SIDES):
        return {theirs: region[side] for side, theirs in SIDES.items()}
    return None


def _cell(answer: list[Any] | None) -> str | None:
    if answer is None:
        return None
    if len(answer) == 1 and isinstance(answer[0], str):
        text: str = answer[0]
        # What would be read as a list of answers is written as one.
        if SEPARATOR not in text and not text.startswith(("[", "{")):
            return text
    return write_exactly(answer).decode()


def _safe(cell: str | None) -> str:
    text = cell or ""
    return f"'{text}" if is_formula(text) else text


def rewriting(path: Path, layout: Layout, schema: ReleasedSchema) -> Rewriting:
    """Return what rewrites the rows of a file."""
    del path, layout
    return MturkRewriting(schema)
