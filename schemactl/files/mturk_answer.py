"""Answers of Mechanical Turk: labels and regions in the cells of a row, with the ways to them."""

from collections.abc import Iterator
from typing import Any

import orjson

from schemactl.files.exact_json import read_exactly
from schemactl.files.json_documents import as_list, as_object, as_text
from schemactl.files.json_edits import Way

ANSWER = "Answer."
SEPARATOR = "|"
SIDES = {"x": "left", "y": "top", "width": "width", "height": "height"}

# One cell with the answers of all questions.
ALL = f"{ANSWER}taskAnswers"
_FLAGS = {"true": True, "false": False}
_KEYS = ("label", "labels", "boundingBoxes", "entities")

# A label, its region, and the way to it in the answer.
Part = tuple[str | None, dict[str, Any] | None, Way]


def answers_in(values: dict[str, Any]) -> Iterator[tuple[str, Any, Way]]:
    """Yield what was answered, by the name of the question; empty cells were not asked.

    The way begins with the column. Choices that are columns of their own are one answer, whose
    way is the name that their columns begin with.
    """
    flags: dict[str, dict[str, bool]] = {}
    for column, cell in values.items():
        name = column.removeprefix(ANSWER)
        if name == column or cell in ("", None):
            continue
        question, point, choice = name.rpartition(".")
        if column == ALL:
            for at, form in enumerate(as_list(decoded(cell))):
                for key, answer in as_object(form).items():
                    yield key, answer, (column, at, key)
        elif point and str(cell).lower() in _FLAGS:
            flags.setdefault(question, {})[choice] = _FLAGS[str(cell).lower()]
        else:
            yield name, decoded(cell), (column,)
    for question, answer in flags.items():
        yield question, answer, (f"{ANSWER}{question}.",)


def decoded(cell: Any) -> Any:
    """Return what a cell says in JSON, where it is a list or an object."""
    if not isinstance(cell, str) or cell[:1] not in ("[", "{"):
        return cell
    try:
        return read_exactly(cell)
    except orjson.JSONDecodeError:
        return cell


def parts_of(answer: Any, way: Way) -> list[Part]:
    """Return labels and regions of an answer; one pair of None where nothing applies."""
    if isinstance(answer, dict):
        for key in _KEYS:
            if key in answer:
                return parts_of(answer[key], (*way, key))
        chosen = [label for label, is_so in answer.items() if is_so is True]
        return [(str(label), None, (*way, label)) for label in chosen] or [(None, None, way)]
    if isinstance(answer, list):
        found = [_part(one, (*way, at)) for at, one in enumerate(answer)]
        return found or [(None, None, way)]
    if isinstance(answer, str):
        listed = answer.split(SEPARATOR)
        return [(label, None, (*way, at)) for at, label in enumerate(listed)]
    return [_part(answer, way)]


def _part(one: Any, way: Way) -> Part:
    if isinstance(one, dict):
        label = as_text(one.get("label"))
        if "startOffset" in one:
            return label, {"start": one["startOffset"], "end": one.get("endOffset")}, way
        return label, {side: one.get(theirs) for side, theirs in SIDES.items()}, way
    if isinstance(one, bool):
        return "true" if one else "false", None, way
    return str(one), None, way
