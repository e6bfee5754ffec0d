"""Queue file: records that wait for people, with all that answering needs, a line of JSON each.

The format is `docs/reference/queue.md`.
"""

import base64
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from schemactl.errors import SchemactlError
from schemactl.files.exact_json import read_exactly, write_exactly

QUEUE_FORMAT = 1

_HINT = "give the queue that `schemactl migrate apply` wrote"


class Choice(NamedTuple):
    """A label of the last version on offer; a label of None takes the annotation out."""

    task: str
    label: str | None
    criterion: str = ""
    link: str | None = None


class Open(NamedTuple):
    """An annotation that waits: where it stands among those of its record, and what it was.

    For a review, `now` is the task and label that it keeps until it is answered. Without
    choices every label of `asks` may be the answer, or of any task where `asks` is None.
    `fields` are what else the annotation says: region, value, annotator …; `why` says what the
    `steps` that ask have done.
    """

    position: int
    task: str
    label: str | None
    spelling: str | None
    asks: str | None
    is_review: bool = False
    now: tuple[str, str | None] | None = None
    choices: tuple[Choice, ...] = ()
    steps: tuple[int, ...] = ()
    link: str | None = None
    fields: Mapping[str, Any] = {}
    why: tuple[str, ...] = ()


class Settled(NamedTuple):
    """An annotation of the same record that needs nobody; `now` is None where it is dropped."""

    position: int
    kind: str
    now: tuple[str, str | None] | None


class Entry(NamedTuple):
    """A record that waits.

    `ordinal` and `line` count from 1 in the input. `at` is where in the output the record
    belongs, and `length` how many bytes it has there now: 0 where it left a line format.
    `original` are its bytes in the input. `content` is what the data tells of the item.
    """

    ordinal: int
    line: int
    at: int
    length: int
    item: str
    original: bytes
    open: tuple[Open, ...]
    settled: tuple[Settled, ...] = ()
    section: str | None = None
    part: str | None = None
    content: Mapping[str, Any] = {}


class Header(NamedTuple):
    """The run that a queue belongs to.

    `start` and `end` are the releases, as ref and digest; `input`, `output` and `undo` are
    digests of the run's files; `undo_path` leads from the queue's folder to the undo file.
    `answered` is the digest of the answers that the output has already.
    """

    run: str
    plan: str
    start: tuple[str, str]
    end: tuple[str, str]
    input: str
    output: str
    format: str
    options: Mapping[str, Any]
    undo_path: str
    entries: int
    tool: str
    answered: str | None = None


def entry_line(entry: Entry) -> bytes:
    """Return an entry as its line."""
    found = entry._asdict()
    found["original"] = base64.b64encode(entry.original).decode()
    found["open"] = [
        {**one._asdict(), "choices": [choice._asdict() for choice in one.choices]}
        for one in entry.open
    ]
    found["settled"] = [one._asdict() for one in entry.settled]
    return write_exactly(found) + b"\n"


def header_line(header: Header) -> bytes:
    """Return the first line of a queue."""
    return orjson.dumps({"schemactl_queue": QUEUE_FORMAT, **header._asdict()}) + b"\n"


def read_header(path: Path) -> Header:
    """Read the first line. Raises SchemactlError where the file is no queue of ours."""
    with path.open("rb") as file:
        found = _object(path, 1, file.readline())
    if found.pop("schemactl_queue", None) != QUEUE_FORMAT:
        raise SchemactlError(f"{path} is no queue of schemactl", _HINT)
    try:
        header = Header(**found)
    except TypeError:
        raise SchemactlError(f"{path}: the first line of the queue is incomplete", _HINT) from None
    return header._replace(start=_pair(header.start), end=_pair(header.end))


def read_entries(path: Path) -> Iterator[Entry]:
    """Yield the entries in the order of the data. Raises SchemactlError for a broken line."""
    with path.open("rb") as file:
        next(file, None)
        for number, line in enumerate(file, 2):
            found = _object(path, number, line)
            try:
                yield _entry(found)
            except (KeyError, TypeError, ValueError):
                raise SchemactlError(f"{path}:{number}: this is no queue entry", _HINT) from None


def _object(path: Path, number: int, line: bytes) -> dict[str, Any]:
    try:
        found = read_exactly(line)
    except orjson.JSONDecodeError as error:
        raise SchemactlError(f"{path}:{number}: not valid JSON: {error.msg}", _HINT) from None
    if not isinstance(found, dict):
        raise SchemactlError(f"{path}:{number}: this is no object", _HINT)
    return found


def _entry(found: dict[str, Any]) -> Entry:
    found["original"] = base64.b64decode(found["original"], validate=True)
    found["open"] = tuple(_open(one) for one in found["open"])
    found["settled"] = tuple(
        Settled(one["position"], one["kind"], _maybe_pair(one["now"])) for one in found["settled"]
    )
    return Entry(**found)


def _open(found: dict[str, Any]) -> Open:
    found["choices"] = tuple(Choice(**choice) for choice in found["choices"])
    found["now"] = _maybe_pair(found["now"])
    found["steps"] = tuple(found["steps"])
    found["why"] = tuple(found.get("why", ()))
    return Open(**found)


def _pair(found: Any) -> tuple[str, str]:
    first, second = found
    return first, second


def _maybe_pair(found: Any) -> tuple[str, str | None] | None:
    return None if found is None else (found[0], found[1])
