"""Figures: plain data as readers see it, the same of a release and of a working copy."""

import json
from typing import Any

from schemactl.model.scalar import as_number
from schemactl.releases.canonical import numbers_as_text


def as_json(data: Any, indent: int | None = None) -> str:
    """Return data as JSON in which fractions are numbers, though a release stores them as texts.

    Nobody can tell a text from them that was written just so: it is shown as a number too.
    """
    return json.dumps(_numbers(numbers_as_text(data)), ensure_ascii=False, indent=indent)


def _numbers(stored: Any) -> Any:
    if isinstance(stored, dict):
        return {key: _numbers(inner) for key, inner in stored.items()}
    if isinstance(stored, list):
        return [_numbers(inner) for inner in stored]
    found = as_number(stored) if isinstance(stored, str) else None
    return stored if found is None or numbers_as_text(found) != stored else found
