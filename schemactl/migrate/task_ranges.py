"""Task ranges: tasks of Label Studio are judged many at once, by what decides of their results.

Tasks in which all results have a known fate are not made records of: the bytes of labels that
change give way where they stand. All others go through the general lane one by one, and both
write the same.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np
import orjson
from numpy.typing import NDArray

from schemactl.files.datasets.label_studio import is_list, task_records
from schemactl.files.even_rows import Numbers
from schemactl.files.json_element import Element
from schemactl.files.json_list_parts import ListParts, Part
from schemactl.files.label_studio_reader import TaskReader, Tasks, Typed, id_of, key_of
from schemactl.files.label_studio_rewriting import LabelStudioRewriting
from schemactl.files.stream import lines_before
from schemactl.migrate.lane import DocumentLane
from schemactl.migrate.range_writer import RangeWriter
from schemactl.migrate.ranges import Range, ranges, settled
from schemactl.migrate.source import Source
from schemactl.migrate.tally import RECORDS_IN, Counts, NotConserved
from schemactl.migrate.task_fates import TaskFates, count

Flags = NDArray[np.bool_]
Buffer = bytes | msgspec.Raw

# Counts are held back over so many parts.
_SETTLED_AFTER = 2**6
# Of so many results it is remembered what decides.
_MOST = 2**16
_NONE = (0, 0, 0)
_SLOW, _MAPPED, _EDITED = range(3)

# Where bytes begin in a part, what they are, and what comes instead.
_Edit = tuple[int, bytes, bytes]
_split = msgspec.json.Decoder(list[msgspec.Raw]).decode


class Spot(NamedTuple):
    """The offset of a part in the file, and the number of its first line."""

    offset: int
    line: int


def task_ranges(path: Path, source: Source, plain: Path, begin: int) -> Iterator[Range] | None:
    """Return the ranges of a list of tasks from an offset on; None for other files."""
    lane = source.lane
    if not isinstance(lane, DocumentLane) or not isinstance(lane.rewriting, LabelStudioRewriting):
        return None
    if not is_list(plain):
        return None
    return _ranges(TaskJudge(path, lane, lane.rewriting), source, plain, begin)


def _ranges(judge: "TaskJudge", source: Source, plain: Path, begin: int) -> Iterator[Range]:
    if begin == plain.stat().st_size:
        return
    line, offset, taken = 1 + lines_before(plain, begin), begin, 0
    with plain.open("rb") as file:
        file.seek(begin)
        parts = ListParts(file, begin == 0)
        while (part := parts.next()) is not None:
            spot = Spot(offset, line)
            found = judge.range_of(part, spot)
            if found is None and (part := parts.again()) is not None:
                found = judge.range_of(part, spot)
            if found is None:
                break
            yield found
            offset += found.size
            line += found.lines
            taken += 1
            if taken % _SETTLED_AFTER == 0:
                yield settled(judge.settle())
        rest = parts.last()
        yield settled(judge.settle())
    if rest is None:
        # Whoever reads one object after the other says what is wrong, and where.
        yield from ranges(source, plain, offset)
    else:
        yield RangeWriter(rest).finish(rest.count(b"\n"))._replace(is_settled=True)


class TaskJudge:
    """Judges the tasks of one file."""

    def __init__(self, path: Path, lane: DocumentLane, rewriting: LabelStudioRewriting) -> None:
        """Judge as the lane does, which rewrites so."""
        self.path = path
        self.lane = lane
        self.after = rewriting.after
        self.reader = TaskReader()
        self.fates = TaskFates(path, lane)
        # For each fate: whether it is slow, maps labels, and changes any bytes.
        self.kinds: Flags = np.empty((0, 3), dtype=np.bool_)
        self.known: dict[Typed, int] = {}
        # How often each fate was met, and what tasks became, since counts were settled.
        self.times: Numbers = np.zeros(0, dtype=np.int64)
        self.records: Counts = Counter()

    def range_of(self, part: Part, spot: Spot) -> Range | None:
        """Return what becomes of a part; None where it cannot be told what tasks are in it."""
        content, writer = part.content, RangeWriter(part.content)
        text = b"[%b]" % content[part.begin :]
        tasks = self.reader.read(text)
        if tasks is not None:
            self._take(tasks, _Text(text, part.begin - 1), writer, spot)
        elif not self._take_some(text, part, writer, spot):
            return None
        return writer.finish(content.count(b"\n"))._replace(content=content)

    def _take_some(self, text: bytes, part: Part, writer: RangeWriter, spot: Spot) -> bool:
        """Take those tasks that are known; False where tasks cannot be told from each other."""
        try:
            found = _split(text)
        except msgspec.MsgspecError:
            return False
        whole = _Text(text, part.begin - 1)
        self._take_run(list(map(whole.place, found)), list(map(bytes, found)), writer, spot)
        return True

    def _take_run(
        self, begins: list[int], raws: list[bytes], writer: RangeWriter, spot: Spot
    ) -> None:
        """Take tasks that follow each other, half of them at a time where some are not known."""
        text = b"[%b]" % writer.content[begins[0] : begins[-1] + len(raws[-1])]
        tasks = self.reader.read(text, is_known=True)
        if tasks is not None:
            self._take(tasks, _Text(text, begins[0] - 1), writer, spot)
        elif len(raws) == 1:
            self._change(raws[0], begins[0], 0, writer, spot)
            writer.records += 1
        else:
            half = len(raws) // 2
            self._take_run(begins[:half], raws[:half], writer, spot)
            self._take_run(begins[half:], raws[half:], writer, spot)

    def _take(self, tasks: Tasks, text: "_Text", writer: RangeWriter, spot: Spot) -> None:
        """Take tasks of which it is known what decides of their results."""
        numbers = self._numbers(tasks)
        ends = np.array(tasks.ends, dtype=np.int64)
        starts = np.concatenate(([0], ends[:-1]))
        sums = np.concatenate(([_NONE], np.cumsum(self.kinds[numbers], axis=0)))
        of_tasks = sums[ends] > sums[starts]
        slow, mapped = of_tasks[:, _SLOW], of_tasks[:, _MAPPED]
        if self.fates.may_fold:
            for at in np.flatnonzero(mapped & ~slow).tolist():
                slow[at] = self._may_fold(tasks, numbers, int(starts[at]), int(ends[at]))
        stamps = self._stamps(tasks, slow, text)
        are_fast = ~np.repeat(slow, ends - starts)
        self._count(numbers[are_fast], slow, mapped)
        # Annotations may stand behind predictions, and stamps behind both.
        edits = sorted(stamps + self._edits(tasks, numbers, are_fast, text))
        self._write(edits, np.flatnonzero(slow).tolist(), text, writer, spot)
        writer.records += len(ends)

    def _numbers(self, tasks: Tasks) -> Numbers:
        """Return the numbers of the fates of results."""
        found = tasks.numbers(self.known)
        if None in found:
            for at in [at for at, number in enumerate(found) if number is None]:
                result = tasks.results[at]
                key = key_of(result)
                found[at] = number = self.fates.number(key)
                if len(self.known) < _MOST:
                    self.known[type(result), *key[1:]] = number
            fates = self.fates.fates
            self.kinds = np.array([(one.is_slow, one.is_mapped, bool(one.edits)) for one in fates])
        return np.array(found, dtype=np.int64)

    def _may_fold(self, tasks: Tasks, numbers: Numbers, begin: int, end: int) -> bool:
        """Tell whether results that are told apart by nothing may have become equal."""
        fates = self.fates.fates
        if not self.fates.folds([fates[number] for number in numbers[begin:end].tolist()]):
            return False
        results = tasks.results[begin:end]
        ids = {id_of(result) for result in results}
        return len(ids) < len(results) or None in ids

    def _stamps(self, tasks: Tasks, slow: Flags, text: "_Text") -> list[_Edit]:
        """Return what becomes of the names of schemas that tasks bear."""
        found = []
        for at, raw in tasks.stamps:
            written = bytes(raw)
            try:
                new = self.after.restamped(orjson.loads(written))
            except orjson.JSONDecodeError:
                slow[at] = True
                continue
            if new is not None:
                found.append((at, (text.place(raw), written, orjson.dumps(new))))
        return [edit for at, edit in found if not slow[at]]

    def settle(self) -> Counts:
        """Return the counts of tasks that were not slow, which were held back."""
        counts, self.records = self.records, Counter()
        for fate, times in zip(self.fates.fates, self.times.tolist(), strict=False):
            if times:
                count(counts, fate, times)
        self.times[:] = 0
        return counts

    def _count(self, numbers: Numbers, slow: Flags, mapped: Flags) -> None:
        """Count results, and the tasks that are not slow."""
        times = np.bincount(numbers, minlength=len(self.fates.fates))
        times[: len(self.times)] += self.times
        self.times = times
        fast, changed = int(np.count_nonzero(~slow)), int(np.count_nonzero(mapped & ~slow))
        self.records[RECORDS_IN] += fast
        self.records["record", "mapped"] += changed
        self.records["record", "unchanged"] += fast - changed

    def _edits(self, tasks: Tasks, numbers: Numbers, are_fast: Flags, text: "_Text") -> list[_Edit]:
        """Return what becomes of labels."""
        found = []
        fates, results, place = self.fates.fates, tasks.results, text.place
        ats = np.flatnonzero(are_fast & self.kinds[numbers, _EDITED])
        for at, number in zip(ats.tolist(), numbers[ats].tolist(), strict=True):
            begin = place(results[at].value.labels)
            found += [(begin + after, old, new) for after, old, new in fates[number].edits]
        return found

    def _write(
        self, edits: list[_Edit], slow: list[int], text: "_Text", writer: RangeWriter, spot: Spot
    ) -> None:
        """Write what changes, and tasks that are slow, in their order."""
        done = 0
        raws = _split(text.text) if slow else []
        for at in slow:
            begin = text.place(raws[at])
            before = bisect_left(edits, (begin, b"", b""), done)
            _replace(edits[done:before], writer)
            self._change(bytes(raws[at]), begin, at, writer, spot)
            done = before
        _replace(edits[done:], writer)

    def _change(self, raw: bytes, begin: int, at: int, writer: RangeWriter, spot: Spot) -> None:
        """Have the general lane change a task."""
        line = spot.line + writer.content.count(b"\n", 0, begin)
        [record] = task_records(self.path, [Element(None, line, spot.offset + begin, raw, True)])
        writer.add(self.lane.change(record), begin, len(raw), writer.records + at + 1)


class _Text:
    """A list of tasks; `shift` is where it begins in what is written."""

    def __init__(self, text: bytes, shift: int) -> None:
        self.text = text
        self.shift = shift - _address(text)

    def place(self, raw: msgspec.Raw) -> int:
        """Return where a value that was decoded from the text stands in what is written."""
        return _address(raw) + self.shift


def _address(text: Buffer) -> int:
    """Return where bytes stand in memory; raw values are no copies."""
    found: int = np.frombuffer(text, dtype=np.uint8).__array_interface__["data"][0]
    return found


def _replace(edits: list[_Edit], writer: RangeWriter) -> None:
    if edits:
        begins, olds, news = zip(*edits, strict=True)
        if not all(map(writer.content.startswith, olds, begins)):
            raise NotConserved("labels do not stand where they were found")
        writer.replace_all(np.array(begins, dtype=np.int64), olds, news)
