"""Cells: what the values of a record say for the fields of an annotation."""

from collections.abc import Mapping
from typing import Any, get_args

import orjson

from schemactl.data.options import DataOptions
from schemactl.files.exact_json import read_exactly
from schemactl.model.annotation import Annotation, Status

_STATUSES = frozenset(get_args(Status))
# The fields after item, task and label, in the order of `Annotation`.
_REST = Annotation._fields[3:]
_AT = {field: position for position, field in enumerate(_REST)}
_REGION, _VALUE, _STATUS = _AT["region"], _AT["value"], _AT["status"]
_ANNOTATOR = _AT["annotator"]
_CITES, _CONFIDENCE = _AT["cites"], _AT["confidence"]
_IN_JSON = tuple(_AT[field] for field in ("region", "value", "attributes", "cites"))
_TEXTS = tuple(_AT[field] for field in ("annotator", "at", "batch", "schema", "guideline"))
# Texts that nothing is told by: what else stands there is read as text.
_WORDS = tuple(
    _AT[field] for field in ("annotation", "note", "origin", "suggested", "suggested_by")
)

_NOWHERE = "\0"

Wrong = list[tuple[str, str]]


class Fields:
    """Reads the fields of an annotation that stand beside its label."""

    def __init__(self, columns: Mapping[str, str], is_text: bool) -> None:
        """Take the column of each role, and whether cells without a type are text."""
        # A role whose own column has another role is read from nowhere.
        self.columns = [columns.get(field, _NOWHERE) for field in _REST]
        self.is_text = is_text

    def read(self, values: Mapping[str, Any]) -> tuple[list[Any], Wrong]:
        """Return the fields after the label, and kind and message of what is wrong in them."""
        rest: list[Any] = [values.get(column) for column in self.columns]
        wrong: Wrong = []
        if self.is_text:
            self._read_text(rest)
        _make_texts(rest, wrong)
        if rest[_STATUS] is None:
            rest[_STATUS] = "final"
        elif type(rest[_STATUS]) is not str or rest[_STATUS] not in _STATUSES:
            known = ", ".join(sorted(_STATUSES))
            wrong.append(("unknown-status", f"status {rest[_STATUS]!r} is none of {known}"))
            rest[_STATUS] = str(rest[_STATUS])
        cites = rest[_CITES]
        listed = cites if type(cites) is list else [cites]
        rest[_CITES] = () if cites is None else tuple(map(str, listed))
        confidence = rest[_CONFIDENCE]
        if confidence is not None and type(confidence) not in (int, float):
            wrong.append(("malformed-field", f"confidence {confidence!r} is no number"))
            rest[_CONFIDENCE] = None
        return rest, wrong

    def _read_text(self, rest: list[Any]) -> None:
        for position, found in enumerate(rest):
            if found == "":
                rest[position] = None
        for position in _IN_JSON:
            rest[position] = self.from_text(rest[position])
        found = rest[_CONFIDENCE]
        rest[_CONFIDENCE] = self.from_text(found)

    @staticmethod
    def from_text(cell: Any) -> Any:
        """Return what a text cell says in JSON; a text that is no JSON stays as it is."""
        if not isinstance(cell, str):
            return cell
        try:
            return read_exactly(cell)
        except orjson.JSONDecodeError:
            return cell

    @staticmethod
    def is_answer(rest: list[Any]) -> bool:
        """Tell whether there is an answer beside the label: a value, a region, or none for once."""
        return rest[_VALUE] is not None or rest[_REGION] is not None or rest[_STATUS] != "final"

    @staticmethod
    def value(rest: list[Any]) -> Any:
        """Return the value among the fields."""
        return rest[_VALUE]

    @staticmethod
    def with_value(rest: list[Any], value: Any) -> list[Any]:
        """Return the fields with another value."""
        return [*rest[:_VALUE], value, *rest[_VALUE + 1 :]]

    @staticmethod
    def with_annotator(rest: list[Any], annotator: str) -> list[Any]:
        """Return the fields with another annotator."""
        return [*rest[:_ANNOTATOR], annotator, *rest[_ANNOTATOR + 1 :]]


def _make_texts(rest: list[Any], wrong: Wrong) -> None:
    for position in _TEXTS:
        found = rest[position]
        if found is not None and type(found) is not str:
            if isinstance(found, list | dict):
                wrong.append(("malformed-field", f"{_REST[position]} {found!r} is no text"))
            rest[position] = str(found)
    for position in _WORDS:
        found = rest[position]
        if found is not None and type(found) is not str:
            rest[position] = str(found)


def label_cells(cell: Any, options: DataOptions, is_text: bool, is_list: bool) -> list[Any]:
    """Return the labels in a cell; None among them says that nothing applies.

    An empty list of cells says that nothing was asked: a null among lists, or an empty text
    cell without `--empty none`.
    """
    if type(cell) is list:
        return cell or [None]
    if cell is None:
        return [] if is_list or (is_text and options.empty != "none") else [None]
    if is_text and type(cell) is str:
        if cell == "":
            return [None] if options.empty == "none" else []
        if options.separator is not None:
            return cell.split(options.separator)
    return [cell]


def lift(values: dict[str, Any], columns: list[str]) -> dict[str, Any]:
    """Return the record with the inner values that dotted columns lead to."""
    lifted = dict(values)
    for column in columns:
        found: Any = values
        for part in column.split("."):
            found = found.get(part, lift) if isinstance(found, dict) else lift
        if found is not lift:
            lifted[column] = found
    return lifted
