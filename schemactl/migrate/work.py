"""Work: the folder `.OUT.schemactl` beside the output, in which a run can be taken up again.

It holds what will be the output, the undo file and the queue, and a journal: a line that says
which run it is, a line per checkpoint with what was written until then, and a last line when all
is complete. Targets appear by renaming only, the output last; where it stands, the run is done.
Of an input that is packed, or a folder, it holds the plain bytes as well.
"""

import hashlib
import os
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, Protocol

import orjson

from schemactl.errors import SchemactlError
from schemactl.files.packing import Packed, form_of_output
from schemactl.migrate.lock import hold
from schemactl.migrate.part import Part, digest, hash_of
from schemactl.migrate.publish import pack_whole, publish, put_before
from schemactl.migrate.queue_file import Entry, entry_line
from schemactl.migrate.ranges import Range
from schemactl.migrate.syncing import Syncing
from schemactl.migrate.tally import Counts

CHECKPOINT_BYTES = 2**28

# The disk takes what was written so far in steps of so many bytes, while more is being made.
_STEP = 2**26
_PARTS = ("out", "undo", "queue")
# Counts in a part of the line of a checkpoint.
_COUNTS = 512


class Targets(NamedTuple):
    """The files that a run writes."""

    out: Path
    undo: Path
    queue: Path


class Input(Protocol):
    """What a run reads: data at a path, or what is made of it first."""

    @property
    def path(self) -> Path:
        """Where it stands."""
        ...

    def plain(self, at: Path) -> Path:
        """Return a file of its plain bytes, perhaps written at a path. Raises SchemactlError."""
        ...


class Work:
    """A run under way."""

    def __init__(self, out: Path, source: Input, identity: Mapping[str, Any], like: Packed) -> None:
        """Take up the run in the folder of an output, or begin it there.

        The output is packed as `like` is. Raises SchemactlError where another run was left there.
        """
        self.folder = folder_of(out)
        self.like = like
        self.form = form_of_output(out, like.form)
        self.identity = dict(identity)
        self.folder.mkdir(exist_ok=True)
        self.journal = self.folder / "journal"
        self.lock = hold(self.folder)
        lines = _journal(self.journal)
        if lines and lines[0] != self.identity:
            self.lock.close()
            raise _other_run(self.folder, lines[0], self.identity)
        self.done: dict[str, Any] | None = lines[-1].get("done") if lines else None
        self.parts: dict[str, Part] = {}
        self.read = 0
        self.records = 0
        self.rows = 0
        self.counts: Counts = Counter()
        self.input_hash = hashlib.sha256()
        self.syncing = Syncing()
        self.synced = 0
        self.source = source.path
        if self.done is None:
            self.source = self._plain(source)
            self._begin(lines)

    def _plain(self, source: Input) -> Path:
        try:
            return source.plain(self.folder / "input")
        except SchemactlError:
            self.discard()
            raise

    def _begin(self, lines: list[dict[str, Any]]) -> None:
        self.parts = {name: Part(self.folder / name) for name in _PARTS}
        for line in reversed(lines[1:]):
            if self._take_up(line["checkpoint"]):
                break
        else:
            for part in self.parts.values():
                part.go_back(0)
            lines = []
        # What a crash cut off of the journal goes, so that the next line stands alone.
        kept = lines or [self.identity]
        self.journal.write_bytes(b"".join(orjson.dumps(line) + b"\n" for line in kept))
        self.input: BinaryIO = self.source.open("rb")
        self.input.seek(self.read)
        self.checked = self.read

    def _take_up(self, told: dict[str, Any]) -> bool:
        """Go on from a checkpoint, if all that was there then is still there."""
        sizes, digests = told["sizes"], told["digests"]
        if any(part.path.stat().st_size < sizes[name] for name, part in self.parts.items()):
            return False
        input_hash = hash_of(self.source, told["size"])
        found = {name: digest(hash_of(self.folder / name, sizes[name])) for name in _PARTS}
        if {**found, "input": digest(input_hash)} != digests:
            return False
        self.input_hash = input_hash
        for name, part in self.parts.items():
            part.go_back(sizes[name])
        self.read, self.records = told["size"], told["records"]
        self.counts = Counter({tuple(key): number for key, number in told["counts"]})
        return True

    def add(self, one: Range) -> None:
        """Write what a range came to, and note a checkpoint from time to time."""
        self.input_hash.update(self._content(one))
        for entry in one.entries:
            self.parts["queue"].write(entry_line(self._moved(entry, one)))
        self.parts["out"].write(one.output if one.lent is None else one.lent.output)
        self.parts["undo"].write(one.undo)
        self.counts.update(one.counts)
        self.read += one.size
        self.records += one.records
        self.is_settled = one.is_settled
        self.rows += one.rows or 0

    def _content(self, one: Range) -> bytes | memoryview:
        if one.lent is not None:
            return one.lent.content
        if one.content is not None:
            return one.content
        self.input.seek(self.read)
        return self.input.read(one.size)

    def _moved(self, entry: Entry, within: Range) -> Entry:
        """Return an entry whose places count from the beginning of the files."""
        at = entry.at + (self.parts["out"].size if within.rows is None else self.rows)
        return entry._replace(ordinal=entry.ordinal + self.records, at=at)

    def checkpoint_after(self, step: int) -> None:
        """Note what is done, where so many bytes were read since the last checkpoint.

        It is noted when all of it is on the disk, which is waited for at the next one.
        """
        if self.read - self.checked < step or not self.is_settled:
            self._sync_some()
            return
        self.checked = self.read
        told = {
            "size": self.read,
            "records": self.records,
            "sizes": {name: part.size for name, part in self.parts.items()},
            "digests": self.digests(),
            "counts": [],
        }
        files = [part.file for part in self.parts.values()]
        # What a thread needs for it would come on top of the memory that is free here.
        line = [*_checkpoint(told, self.counts)]
        self.syncing.begin(files, partial(_append, self.journal, line))

    def _sync_some(self) -> None:
        """Have the disk take what it would have to take at once at the next checkpoint."""
        out = self.parts["out"]
        if out.size - self.synced >= _STEP and self.syncing.is_idle:
            self.synced = out.size
            self.syncing.begin([out.file])

    def digests(self) -> dict[str, str]:
        """Return the digests of the input that was read, and of the parts."""
        found = {name: digest(part.hash) for name, part in self.parts.items()}
        return {**found, "input": digest(self.input_hash)}

    def complete(
        self,
        undo_head: bytes,
        queue_head: bytes,
        done: Mapping[str, Any],
        undo_before: Path | None = None,
    ) -> None:
        """Put heads before the undo file and the queue, and note that all is there.

        `undo_before` is an undo file to which this one is added.
        """
        self.syncing.begin([part.file for part in self.parts.values()])
        put_before(self.folder / "undo", undo_head, undo_before)
        put_before(self.folder / "queue", queue_head)
        self.syncing.wait()
        if self.form != "plain":
            pack_whole(self.folder / "out", self.form, self.like)
        self.done = dict(done)
        _append(self.journal, [orjson.dumps({"done": self.done})])

    def publish(self, targets: Targets) -> None:
        """Give the files their names: the queue, the undo file, the output at last."""
        for name in ("queue", "undo"):
            publish(self.folder / f"{name}.whole", getattr(targets, name))
        publish(self.folder / ("out" if self.form == "plain" else "out.whole"), targets.out)

    def queue_of(self, targets: Targets) -> Path:
        """Return where the complete queue stands, before and after it got its name."""
        whole = self.folder / "queue.whole"
        return whole if whole.exists() else targets.queue

    def close(self) -> None:
        """Let go of the files; the folder stays, so that the run can be taken up again."""
        self.syncing.stop()
        for part in self.parts.values():
            part.file.close()
        if self.parts:
            self.input.close()
        self.lock.close()

    def discard(self) -> None:
        """Remove the folder."""
        self.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def folder_of(out: Path) -> Path:
    """Return the work folder of an output."""
    return out.parent / f".{out.name}.schemactl"


def is_complete(out: Path, identity: Mapping[str, Any]) -> bool:
    """Tell whether the run was completed, and perhaps not all of its files named."""
    lines = _journal(folder_of(out) / "journal")
    return bool(lines) and lines[0] == dict(identity) and "done" in lines[-1]


def _journal(path: Path) -> list[dict[str, Any]]:
    """Return the lines of a journal; what a crash cut off is none."""
    if not path.exists():
        return []
    found = []
    for line in path.read_bytes().splitlines(keepends=True):
        try:
            value = orjson.loads(line)
        except orjson.JSONDecodeError:
            break
        if not line.endswith(b"\n") or not isinstance(value, dict):
            break
        found.append(value)
    return found


def _checkpoint(told: Mapping[str, Any], counts: Counts) -> Iterator[bytes]:
    """Yield the line of a checkpoint in parts, of which each is small: its counts are many."""
    yield orjson.dumps({"checkpoint": told}).removesuffix(b"]}}")
    items = iter(counts.items())
    comma = b""
    while some := list(islice(items, _COUNTS)):
        yield comma + orjson.dumps(some)[1:-1]
        comma = b","
    yield b"]}}"


def _append(journal: Path, line: Iterable[bytes]) -> None:
    with journal.open("ab") as file:
        file.writelines(line)
        file.write(b"\n")
        file.flush()
        os.fsync(file.fileno())


def _other_run(folder: Path, found: dict[str, Any], wanted: dict[str, Any]) -> SchemactlError:
    names = [name for name in wanted if found.get(name) != wanted[name]]
    return SchemactlError(
        f"{folder} holds a run that was broken off, of another {' and '.join(names)}",
        "give --restart to discard it, or repeat the command that was broken off",
    )
