"""JSON documents: what formats of one JSON object per item share in reading their cells."""

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

import orjson

from schemactl.files.dataset import BOM, Record, Use
from schemactl.model.annotation import Problem

_MOST = 50
_MOST_COUNTED = 2**63


def first_objects(head: bytes) -> Iterator[dict[str, Any]]:
    """Yield the objects in the first lines of a file of one JSON object per line."""
    head = head.removeprefix(BOM).lstrip()
    if not head.startswith(b"{"):
        return
    for line in head.splitlines()[:_MOST]:
        try:
            values = orjson.loads(line)
        except orjson.JSONDecodeError:
            continue
        if isinstance(values, dict):
            yield values


def with_uses(record: Record, found: Iterable[Use | Problem]) -> Record:
    """Return the record with the uses and problems that were found in it."""
    uses, problems = [], []
    for one in found:
        if isinstance(one, Use):
            uses.append(one)
        else:
            problems.append(one)
    return record._replace(uses=tuple(uses), problems=tuple(problems))


def as_text(value: Any) -> str | None:
    """Return a text or a whole number as text; None for everything else."""
    if isinstance(value, str):
        return value
    return str(value) if type(value) is int else None


def as_count(value: Any) -> int | None:
    """Return a whole number from 0 that 64 bits hold, with their sign; None for anything else."""
    return value if type(value) is int and 0 <= value < _MOST_COUNTED else None


def as_object(value: Any) -> dict[str, Any]:
    """Return the value where it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def as_list(value: Any) -> list[Any]:
    """Return the value where it is a list, else an empty one."""
    return value if isinstance(value, list) else []


def objects_in(value: Any) -> list[dict[str, Any]]:
    """Return the objects in a list; other members, and what is no list, are left out."""
    return [one for one in as_list(value) if isinstance(one, dict)]


def numbered_objects(value: Any) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the objects in a list with their positions in it."""
    for position, one in enumerate(as_list(value)):
        if isinstance(one, dict):
            yield position, one


def content_id(text: str) -> str:
    """Return the id of an item that has none but its text, as `--item-from content` has it."""
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def malformed(item: str, message: str) -> Problem:
    """Return the problem of something that should be an annotation and is none."""
    return Problem("malformed-annotation", item or None, None, None, message)
