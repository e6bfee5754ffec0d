"""Object ranges: lists of objects in a document, of which many are judged at once where alike.

What becomes of an object is looked up by the bytes of the value that decides. All others, and
all that the format reads besides, are judged one by one, in order.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import BinaryIO, Protocol, runtime_checkable

import numpy as np

from schemactl.files.dataset import Record
from schemactl.files.even_objects import EvenObjects, ObjectReader
from schemactl.files.json_element import Stretch as Piece
from schemactl.files.json_runs import Proofs
from schemactl.files.rewriting import RunRewriting
from schemactl.migrate.lane import DocumentLane
from schemactl.migrate.object_fates import ObjectFates, Regions
from schemactl.migrate.range_writer import RangeWriter
from schemactl.migrate.ranges import Range, Stretch
from schemactl.migrate.source import Source
from schemactl.migrate.tally import Counts

_RANGE = 2**20
_PART = 2**16
# Counts are held back over so many runs.
_SETTLED_AFTER = 2**7
_BETWEEN = b", \t\r\n"


@runtime_checkable
class RunRecords(Protocol):
    """Records of a document that has lists of objects, which can be read many at a time.

    `deciding` is the key of the value that decides in objects of a list with one use each, and
    `beside` are the keys by which `regions` tells of their regions; `silent` has a key that
    objects have in lists where they have no use.
    """

    deciding: Mapping[str, str]
    beside: Sequence[str]
    regions: Regions
    silent: Mapping[str, str]

    def pieces(self, path: Path, proofs: Proofs) -> Iterator[Piece]:
        """Yield the whole file anew, with runs of what is proven."""
        ...

    def records(self, stretch: Piece) -> Iterator[Record]:
        """Yield the records of a stretch. Raises SchemactlError."""
        ...

    def nameless(self, stretch: Piece) -> Iterator[Record]:
        """Yield the same with what they say of labels, and perhaps not of their items."""
        ...


def object_ranges(source: Source, path: Path, begin: int) -> Iterator[Range] | None:
    """Return the ranges of a document from an offset on; None where its lists are not read so."""
    lane, records = source.lane, source.rest
    if not isinstance(lane, DocumentLane) or not isinstance(records, RunRecords):
        return None
    rewriting = lane.rewriting
    if not isinstance(rewriting, RunRewriting):
        return None
    if begin == path.stat().st_size:
        # All was read and written when the run was broken off.
        return iter(())
    return _ObjectRanges(lane, records, rewriting).ranges(path, begin)


class _ObjectRanges:
    """Judges the pieces of one file."""

    def __init__(self, lane: DocumentLane, records: RunRecords, rewriting: RunRewriting) -> None:
        self.lane = lane
        self.records = records
        self.rewriting = rewriting
        self.fates = {
            key: ObjectFates(lane, rewriting, records.regions) for key in records.deciding
        }
        # Runs since counts were settled.
        self.runs = 0
        # The lists of which objects were judged.
        self.begun: set[str] = set()

    def ranges(self, path: Path, begin: int) -> Iterator[Range]:
        """Yield the ranges from an offset on, where a record ends; all before is judged again."""
        beside = self.records.beside
        proofs: Proofs = {
            **{key: ObjectReader(one, beside).read for key, one in self.records.deciding.items()},
            **{key: ObjectReader(one).read for key, one in self.records.silent.items()},
        }
        with path.open("rb") as file:
            pending = Stretch(0)
            for piece in self.records.pieces(path, proofs):
                end = piece.offset + len(piece.block)
                if not isinstance(piece.proof, EvenObjects) or piece.offset < begin < end:
                    for record in self._records(piece):
                        if record.offset < begin:
                            self.lane.pass_by(record)
                            pending = Stretch(record.offset + len(record.raw))
                            continue
                        pending.add(self.lane, record)
                        if pending.end - pending.begin >= _RANGE:
                            yield self._finish(pending, file)
                            pending = Stretch(pending.end)
                    continue
                if pending.end > pending.begin:
                    yield self._finish(pending, file)
                lead = _between(file, pending.end, piece.offset)
                one = self._run(lead, piece, piece.proof)
                pending = Stretch(end)
                if end > begin:
                    yield one
                else:
                    self._settle(Counter())
            pending.end = path.stat().st_size
            yield self._finish(pending, file)

    def _finish(self, pending: Stretch, file: BinaryIO) -> Range:
        """Return a range, with the counts that were held back."""
        content = _between(file, pending.begin, pending.end)
        self._settle(pending.counts)
        return pending.finish(content)._replace(content=content)

    def _settle(self, counts: Counts) -> None:
        """Add the counts that were held back."""
        for fates in self.fates.values():
            fates.settle(counts)
        self.runs = 0

    def _run(self, lead: bytes, piece: Piece, found: EvenObjects) -> Range:
        """Return what becomes of objects that are alike, and of bytes before them."""
        content = lead + piece.block
        writer = RangeWriter(content)
        if piece.key in self.fates:
            self._judge(piece, found, len(lead), writer)
        else:
            self._pass_by(piece, found, writer)
        self.runs += 1
        is_settled = self.runs >= _SETTLED_AFTER
        if is_settled:
            self._settle(writer.counts)
        # Nobody asks for the lines of ranges that are read one after the other.
        return writer.finish(0)._replace(is_settled=is_settled, content=content)

    def _pass_by(self, piece: Piece, found: EvenObjects, writer: RangeWriter) -> None:
        """Count objects that say nothing of labels; those that are not alike are read as well."""
        for _ in self._records(_placed(piece, found, np.flatnonzero(found.are_odd).tolist())):
            pass
        silent = Record(piece.line, piece.offset, b"", {}, (), piece.key)
        writer.records = len(found.starts)
        for key, each in self.lane.change(silent).counts.items():
            writer.counts[key] += each * writer.records

    def _judge(self, piece: Piece, found: EvenObjects, lead: int, writer: RangeWriter) -> None:
        """Judge objects by the values that decide, and some of them one by one."""
        section, count = str(piece.key), len(found.starts)
        fates = self.fates[section]
        numbers = fates.numbers(piece.block, found, partial(self._record_at, piece, found))
        if numbers is None:
            numbers = np.zeros(count, dtype=np.int64)
            are_slow = np.ones(count, dtype=np.bool_)
        else:
            are_slow = fates.are_slow[numbers] | found.are_odd
        # Where the first one leaves, the next ones do not stand behind another.
        is_first = section not in self.begun
        if self.rewriting.is_owed(section) or (is_first and are_slow[0]):
            are_slow[:] = True
        self.begun.add(section)
        fates.count(numbers[~are_slow])
        touched = np.flatnonzero(fates.are_touched[numbers] & ~are_slow)
        begins = found.span.begins[touched] + lead
        slow = np.flatnonzero(are_slow)
        records = self._records(_placed(piece, found, slow.tolist()))
        cuts = np.searchsorted(touched, slow).tolist()
        at = begin = 0
        for place, cut in zip([*slow.tolist(), count], [*cuts, len(touched)], strict=True):
            fates.replace(numbers[touched[begin:cut]], begins[begin:cut], writer)
            if place > at:
                self.rewriting.pass_by(section, piece.offset + _end(piece, found, place - 1))
            if place < count:
                record = next(records)
                offset = record.offset - piece.offset + lead
                writer.add(self.lane.change(record), offset, len(record.raw), place + 1)
            at, begin = place + 1, cut
        writer.records = count

    def _records(self, piece: Piece) -> Iterator[Record]:
        """Yield the records of a piece, a part at a time."""
        if isinstance(piece.proof, EvenObjects):
            piece = _placed(piece, piece.proof, range(len(piece.proof.starts)))
        for part in piece.parts(_PART):
            yield from self.records.records(part)

    def _record_at(self, piece: Piece, found: EvenObjects, at: int) -> Record:
        return next(self.records.nameless(_placed(piece, found, [at])))


def _placed(piece: Piece, found: EvenObjects, which: Sequence[int]) -> Piece:
    """Return some objects of a run with their places."""
    opens = found.starts[which].tolist() if len(which) else []
    closes = [_end(piece, found, at) for at in which]
    lines, line, before = [], 0, 0
    for begin in opens:
        line += piece.block.count(b"\n", before, begin)
        lines.append(line)
        before = begin
    return piece._replace(opens=opens, closes=closes, lines=lines, proof=None)


def _end(piece: Piece, found: EvenObjects, at: int) -> int:
    """Return where an object ends in the block: before blanks and the comma behind it."""
    if at + 1 == len(found.starts):
        return len(piece.block)
    begin, end = found.starts[at : at + 2].tolist()
    return int(begin) + len(piece.block[begin:end].rstrip(_BETWEEN))


def _between(file: BinaryIO, begin: int, end: int) -> bytes:
    file.seek(begin)
    return file.read(end - begin)
