"""Undo file: what a run took out of a file, as edits that lead from its output back.

The file is a list of sections, so that answers can be taken back as well. A section is a line of
JSON (`Section`), frames, and four zero bytes. A frame is its length and that many bytes of zlib:
the number of edits and the bytes that follow the last one (u32, u64), then for all edits the
bytes to copy before each, the bytes to skip, the length of what stood there (u32 each), and all
that stood there. Numbers are little-endian.
"""

import hashlib
import shutil
import struct
import sys
import zlib
from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import orjson

from schemactl.errors import SchemactlError

UNDO_FORMAT = 1

_COUNT = struct.Struct("<IQ")
_LENGTH = struct.Struct("<I")
_LEVEL = 1
_BLOCK = 2**20
# A section that tells a million answers.
_LONGEST_LINE = 2**26
_HINT = "give the file that `schemactl migrate apply` wrote with --undo"


class Edit(NamedTuple):
    """Bytes from `begin` to `end` of an input give way to `new`."""

    begin: int
    end: int
    new: bytes


class Section(NamedTuple):
    """What a section leads from and to: digests and sizes of the output and the input of a run.

    They are of plain bytes: those of a packed file, or of the joined files of a folder; `format`
    says which files these are.
    Where the output was answered, `answers` are all that people said, round by round: ordinal,
    position, item, line, and the task and label that were chosen.
    """

    run: str
    output: str
    output_size: int
    input: str
    input_size: int
    answers: Sequence[Sequence[Any]] = ()
    format: str = ""


class Placed(NamedTuple):
    """A section with the offset of its first frame in the undo file."""

    section: Section
    begin: int


def frame(columns: Sequence["array[int]"], olds: bytes, tail: int) -> bytes:
    """Return the frame of edits: bytes copied before each, bytes skipped, and what stood there.

    The columns, which are used up, are u32: what is copied, what is skipped, and how long what
    stood there is.
    """
    told = b"".join(_little_endian(column).tobytes() for column in columns)
    packed = zlib.compress(_COUNT.pack(len(columns[0]), tail) + told + olds, _LEVEL)
    return _LENGTH.pack(len(packed)) + packed


def frame_of(content: bytes, edits: Sequence[Edit]) -> bytes:
    """Return the frame that takes back edits of some bytes of an input."""
    columns = [array("I") for _ in range(3)]
    olds = []
    at = 0
    for begin, end, new in edits:
        for column, number in zip(columns, (begin - at, len(new), end - begin), strict=True):
            column.append(number)
        olds.append(content[begin:end])
        at = end
    return frame(columns, b"".join(olds), len(content) - at)


def plain_frame(content: bytes) -> bytes:
    """Return a frame of bytes that are no edits: a piece of a file of rows (`row_undo`)."""
    return _LENGTH.pack(len(content)) + content


def frames(path: Path, placed: Placed) -> Iterator[bytes]:
    """Yield what the frames of a section hold. Raises SchemactlError where the file is cut."""
    with path.open("rb") as file:
        file.seek(placed.begin)
        while length := _length(path, file):
            yield file.read(length)


def section_line(section: Section) -> bytes:
    """Return the line that opens a section."""
    return orjson.dumps({"schemactl_undo": UNDO_FORMAT, **section._asdict()}) + b"\n"


def end_of_section() -> bytes:
    """Return what ends a section."""
    return _LENGTH.pack(0)


def sections(path: Path) -> list[Placed]:
    """Return the sections of an undo file. Raises SchemactlError where it is none, or is cut."""
    found = [
        Placed(_section(path, told), begin) for told, begin in _lines(path) if "undone" not in told
    ]
    if not found:
        raise SchemactlError(f"{path} is empty", _HINT)
    return found


def is_undone(path: Path, run: str) -> bool:
    """Tell whether a run was undone with this file."""
    return any(told.get("undone") == run for told, _ in _lines(path))


def mark_undone(path: Path, run: str) -> None:
    """Note that a run was undone, so that late answers are refused."""
    if is_undone(path, run):
        return
    part = path.with_name(f".{path.name}.part")
    shutil.copyfile(path, part)
    with part.open("ab") as file:
        file.write(orjson.dumps({"schemactl_undo": UNDO_FORMAT, "undone": run}) + b"\n")
        file.write(end_of_section())
    part.replace(path)


def restore(path: Path, placed: Placed, source: BinaryIO, out: BinaryIO) -> None:
    """Write the input of a section, from its output in `source`.

    Raises SchemactlError where the source is not that output, or the file is damaged.
    """
    taken, made = hashlib.sha256(), hashlib.sha256()

    def copy(count: int, is_kept: bool = True) -> None:
        while count > 0:
            block = source.read(min(count, _BLOCK))
            if not block:
                raise _damaged(path)
            taken.update(block)
            count -= len(block)
            if is_kept:
                made.update(block)
                out.write(block)

    with path.open("rb") as file:
        file.seek(placed.begin)
        while length := _length(path, file):
            for count, skip, old in _edits(path, file.read(length)):
                copy(count)
                copy(skip, is_kept=False)
                made.update(old)
                out.write(old)
    section = placed.section
    is_whole = not source.read(1) and section.output == _named(taken.hexdigest())
    if not is_whole or section.input != _named(made.hexdigest()):
        raise _damaged(path)


def _edits(path: Path, packed: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Yield bytes to copy, bytes to skip and what stood there; at last what is to be copied."""
    try:
        told = zlib.decompress(packed)
        count, tail = _COUNT.unpack_from(told)
        at = _COUNT.size + 3 * _LENGTH.size * count
        numbers = _little_endian(array("I", told[_COUNT.size : at]))
    except (zlib.error, struct.error, ValueError):
        raise _damaged(path) from None
    if len(numbers) != 3 * count:
        raise _damaged(path)
    copies, skips, lengths = (numbers[part * count : (part + 1) * count] for part in range(3))
    for copied, skipped, length in zip(copies, skips, lengths, strict=True):
        yield copied, skipped, told[at : at + length]
        at += length
    yield tail, 0, b""


def _little_endian(numbers: "array[int]") -> "array[int]":
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def _length(path: Path, file: BinaryIO) -> int:
    found = file.read(_LENGTH.size)
    if len(found) < _LENGTH.size:
        raise _damaged(path)
    length: int = _LENGTH.unpack(found)[0]
    return length


def _lines(path: Path) -> Iterator[tuple[dict[str, Any], int]]:
    """Yield what opens each section, with the offset of its first frame."""
    with path.open("rb") as file:
        while line := file.readline(_LONGEST_LINE):
            yield _told(path, line), file.tell()
            while length := _length(path, file):
                file.seek(length, 1)


def _told(path: Path, line: bytes) -> dict[str, Any]:
    try:
        found: dict[str, Any] = orjson.loads(line)
        if found.pop("schemactl_undo") != UNDO_FORMAT:
            raise SchemactlError(f"{path} was written by a newer schemactl", "upgrade schemactl")
    except (orjson.JSONDecodeError, AttributeError, KeyError, TypeError):
        raise _no_undo_file(path) from None
    return found


def _section(path: Path, told: dict[str, Any]) -> Section:
    try:
        return Section(**told)
    except TypeError:
        raise _no_undo_file(path) from None


def _no_undo_file(path: Path) -> SchemactlError:
    return SchemactlError(f"{path} is no undo file of schemactl", _HINT)


def _named(digest: str) -> str:
    return f"sha256:{digest}"


def _damaged(path: Path) -> SchemactlError:
    return SchemactlError(f"{path} is damaged, and nothing is written", "restore the undo file")
