"""W&B: the run and artifacts of an offline run, from its folder or its file run-ID.wandb.

The file is a log in the form of LevelDB, https://github.com/google/leveldb/blob/main/doc/log_format.md,
behind seven bytes of W&B's own; its records are protocol buffers, whose numbers are those of
`wandb_internal.proto`. Only the wire format is read, https://protobuf.dev/programming-guides/encoding/.
"""

import json
import math
import zlib
from collections.abc import Iterator
from pathlib import Path

from schemactl.exchange.tracker import Logged, Run, only, unreadable

TITLE = "W&B: the folder of an offline run, or its file run-ID.wandb"
_MAGIC = b":W&B\xe1\xbe\x00"
_BLOCK, _HEADER = 32768, 7
_FULL, _FIRST, _LAST = 1, 2, 4
# Fields of Record, and of what it holds.
_SUMMARY, _ARTIFACT, _RUN, _USED = 3, 8, 17, 25
_GIT = 21  # of the run
_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5

Fields = dict[int, list[bytes]]


def read(source: Path, run: str | None) -> Run:
    """Read the run of a folder or file, and the artifacts that it logged or used."""
    path = _file(source)
    try:
        return _run(path, run, [_fields(one) for one in _records(path.read_bytes())])
    except (OSError, ValueError, IndexError) as error:
        raise unreadable(path, error) from error


def _run(path: Path, run: str | None, records: list[Fields]) -> Run:
    """Put together what the records tell. Raises ValueError for one that is no message."""
    told = [_fields(one) for record in records for one in record.get(_RUN, ())]
    if not told:
        raise unreadable(path, "it holds no run")
    identifier = only([_text(told[0], 1)], run, path)
    artifacts = [_fields(one) for record in records for one in record.get(_ARTIFACT, ())]
    used = [_fields(one) for record in records for one in record.get(_USED, ())]
    logged = [(_text(one, 4), Logged(_text(one, 5), _text(one, 6) or None)) for one in artifacts]
    inputs = [one._replace(role="logged") for kind, one in logged if kind != "model"]
    inputs += [Logged(_text(one, 3) or _text(one, 1), None, "used") for one in used]
    outputs = [one for kind, one in logged if kind == "model"]
    return Run(
        identifier,
        _text(told[-1], 8),
        tuple(sorted(_summary(records).items())),
        tuple(sorted(set(inputs), key=str)),
        tuple(sorted(set(outputs), key=str)),
        next((_text(_fields(one), 2) or None for one in told[-1].get(_GIT, ())), None),
    )


def _file(source: Path) -> Path:
    if not source.is_dir():
        return source
    found = sorted(path.name for path in source.glob("run-*.wandb"))
    return source / only(found, None, source)


def _records(content: bytes) -> Iterator[bytes]:
    """Yield the records of a log, put together from its fragments.

    A record that was being written when the run was killed ends the log.
    """
    if not content.startswith(_MAGIC[:6]):
        raise ValueError("it does not begin as a file of W&B")
    at, parts = len(_MAGIC), b""
    while at + _HEADER <= len(content):
        left = _BLOCK - at % _BLOCK
        if left < _HEADER:
            at += left
            continue
        size, kind = int.from_bytes(content[at + 4 : at + 6], "little"), content[at + 6]
        data = content[at + _HEADER : at + _HEADER + size]
        if len(data) < size:
            return
        if zlib.crc32(content[at + 6 : at + 7] + data) != int.from_bytes(
            content[at : at + 4], "little"
        ):
            raise ValueError(f"the sum of its record at byte {at} differs")
        parts = data if kind in (_FULL, _FIRST) else parts + data
        if kind in (_FULL, _LAST):
            yield parts
        at += _HEADER + size


def _fields(content: bytes) -> Fields:
    """Return the fields of a message that hold bytes; numbers are passed over."""
    found: Fields = {}
    at = 0
    while at < len(content):
        tag, at = _varint(content, at)
        kind = tag & 7
        if kind == _BYTES:
            size, at = _varint(content, at)
            if at + size > len(content):
                raise ValueError("a message ends before its field")
            found.setdefault(tag >> 3, []).append(content[at : at + size])
            at += size
        elif kind == _VARINT:
            _, at = _varint(content, at)
        elif kind in (_FIXED64, _FIXED32):
            at += 8 if kind == _FIXED64 else 4
        else:
            raise ValueError(f"a field of kind {kind}")
    return found


def _varint(content: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = content[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:  # noqa: PLR2004 - the bit that says that more follow
            return value, at
        if shift > 63:  # noqa: PLR2004 - a number has at most ten bytes
            raise ValueError("a number without end")


def _text(message: Fields, field: int) -> str:
    return message[field][-1].decode("utf-8", "replace") if field in message else ""


def _summary(records: list[Fields]) -> dict[str, str]:
    """Return the last number under each key of the summary; W&B's own begin with _."""
    found: dict[str, str] = {}
    for record in records:
        for summary in record.get(_SUMMARY, ()):
            for update in _fields(summary).get(1, ()):
                item = _fields(update)
                key = _text(item, 1) or ".".join(one.decode("utf-8", "replace")
                                                 for one in item.get(2, ()))  # fmt: skip
                value = _number(_text(item, 16))
                if value is not None and not key.startswith("_"):
                    found[key] = value
    return found


def _number(text: str) -> str | None:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return repr(value)
