"""Cards of Hugging Face datasets are rewritten: the classes that the header of README.md names.

The library believes the header before it believes the data files.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from schemactl.errors import SchemactlError
from schemactl.files.hf_folder import CARD, CLASSES
from schemactl.files.yaml_edit import scalar_fix
from schemactl.files.yaml_entries import entry_fixes
from schemactl.files.yaml_tree import Document
from schemactl.model.finding import Fix

_HEADER = re.compile(rb"(?:\xef\xbb\xbf)?---[ \t]*\r?\n(.*?\r?\n)---", re.DOTALL)
_INFO = "dataset_info"

_Way = tuple[str | int, ...]


def card_after(raw: bytes, names: Mapping[str, Sequence[str]], renamed: Mapping[str, str]) -> bytes:
    """Return a card with the classes of columns, and with what columns are called.

    Raises SchemactlError where the header cannot be read, or names classes of another column.
    """
    header = _HEADER.match(raw)
    if header is None or CLASSES not in header[1]:
        return raw
    document = Document(CARD, header[1])
    for problem in document.problems:
        where = f"{CARD}:{(problem.region.line or 1) + 1}"
        raise SchemactlError(f"{where}: {problem.message}", problem.hint)
    text = document.text
    for start, end, new in sorted(_fixes(document, names, renamed), reverse=True):
        text = text[:start] + new + text[end:]
    return raw[: header.start(1)] + text.encode() + raw[header.end(1) :]


def _fixes(
    document: Document, names: Mapping[str, Sequence[str]], renamed: Mapping[str, str]
) -> Iterator[Fix]:
    data = document.data if isinstance(document.data, dict) else {}
    for way, feature in _features(data.get(_INFO), (_INFO,)):
        column = str(feature.get("name"))
        for place in _classes(feature, way):
            if column not in names:
                what = f"{CARD}: its header names classes of {column!r}, which the data does not"
                raise SchemactlError(what, "make both say the same first")
            numbered = {str(number): name for number, name in enumerate(names[column])}
            yield from entry_fixes(document, (*place, "names"), numbered)
        if column in renamed:
            yield scalar_fix(document, (*way, "name"), renamed[column])


def _features(info: Any, way: _Way) -> Iterator[tuple[_Way, dict[str, Any]]]:
    """Yield the features of every configuration, with the way to each."""
    if isinstance(info, list):
        for at, one in enumerate(info):
            yield from _features(one, (*way, at))
    elif isinstance(info, dict) and isinstance(info.get("features"), list):
        for at, feature in enumerate(info["features"]):
            if isinstance(feature, dict):
                yield (*way, "features", at), feature


def _classes(value: Any, way: _Way) -> Iterator[_Way]:
    """Yield the ways to classes in a feature."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "class_label":
                yield (*way, key)
            else:
                yield from _classes(inner, (*way, key))
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from _classes(inner, (*way, at))
