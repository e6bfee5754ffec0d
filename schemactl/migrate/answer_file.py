"""Answer file: what people answered to questions, in a table or in the export of a labeling tool.

A table (JSON Lines, CSV, TSV) names the question and the label; an export does so by the item, or
by an attribute `question`, that the queue was sent out with. What says no label is no answer.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from schemactl.data.spelling import spelled
from schemactl.errors import AnswerIsBad, SchemactlError
from schemactl.files.dataset import Layout, Record
from schemactl.files.datasets.catalog import find_format

# What an answer says that takes an annotation out; design: no label has this id.
NOTHING = "nothing"
# The label that a queue gives to what is to be decided; no label can have it.
UNDECIDED = "?"

# The columns that may say a label; the first that is there does.
_LABEL = ("label", "answer")

_KEY = re.compile(r"(?P<run>[0-9a-f]{16})-(?P<ordinal>[0-9]{1,15})-(?P<position>[0-9]{1,15})\Z")
_NUMBER = re.compile(r"[0-9]{1,15}\Z")


class Given(NamedTuple):
    """One answer: to which question, by its run and numbers or by its item, and what it says."""

    line: int
    label: str
    run: str | None = None
    ordinal: int | None = None
    position: int | None = None
    item: str | None = None
    task: str | None = None
    annotator: str | None = None
    at: str | None = None


def key_of(run: str, ordinal: int, position: int) -> str:
    """Return the name of a question, which is all that a labeling tool needs to keep."""
    return f"{run}-{ordinal}-{position}"


def read_answers(
    path: Path, file_format: str | None = None, folder: Path | None = None
) -> Iterator[Given]:
    """Yield the answers in a file; `folder` is that of a `Layout`.

    Raises SchemactlError where it cannot be read.
    """
    found = find_format(path, file_format)
    is_told = found.SHAPE.is_document
    for record in found.read(path, Layout(folder=folder)):
        if found.SHAPE.is_document:
            yield from _of_document(record)
        else:
            is_told = is_told or not record.values.keys().isdisjoint(_LABEL)
            yield from _of_row(path, record)
    if not is_told:
        hint = "name the file that people filled in; answers have `question` and `label`"
        raise SchemactlError(f"{path}: no row has a column `label` or `answer`", hint)


def _of_document(record: Record) -> Iterator[Given]:
    for use in record.uses:
        one = use.annotation
        is_answer = one.status == "final" and one.origin != "model"
        if not is_answer or one.label is None or one.label == UNDECIDED:
            continue
        named = (one.attributes or {}).get("question")
        given = Given(record.line, one.label, task=one.task, annotator=one.annotator, at=one.at)
        yield _about(given, named if isinstance(named, str) else one.item)


def _of_row(path: Path, record: Record) -> Iterator[Given]:
    values = record.values
    label = spelled(next((values[name] for name in _LABEL if name in values), None))
    if not label or label == UNDECIDED or values.get("status") not in (None, "", "final"):
        return
    given = Given(
        record.line,
        label,
        _text(values, "run"),
        _number(path, record, "ordinal"),
        _number(path, record, "position"),
        _text(values, "item"),
        _text(values, "task"),
        _text(values, "annotator"),
        _text(values, "at"),
    )
    question = _text(values, "question")
    given = given if question is None else _about(given, question)
    if given.ordinal is None and given.item is None:
        raise AnswerIsBad(
            f"{path}:{record.line}: the answer names no question",
            "each answer has `question`, or `ordinal` and `position`, or `item`",
        )
    yield given


def _about(given: Given, named: str) -> Given:
    """Return an answer with the question that is named by its key, or by its item."""
    key = _KEY.match(named)
    if key is None:
        return given._replace(item=named)
    ordinal, position = int(key["ordinal"]), int(key["position"])
    return given._replace(run=key["run"], ordinal=ordinal, position=position)


def _text(values: Mapping[str, Any], name: str) -> str | None:
    return spelled(values.get(name)) or None


def _number(path: Path, record: Record, name: str) -> int | None:
    text = _text(record.values, name)
    if text is None:
        return None
    if not _NUMBER.match(text):
        message = f"{path}:{record.line}: `{name}` is no whole number: {text!r}"
        raise AnswerIsBad(message, "copy it from the queue")
    return int(text)
