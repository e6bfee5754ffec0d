"""Checking: the files of a data set are shown to a check, once or twice, by the fast lane first."""

from collections.abc import Callable
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import numpy as np

from schemactl.data.box_lane import BoxLane
from schemactl.data.check_run import CheckRun
from schemactl.data.coded import Which
from schemactl.data.fast_boxes import FastBoxes
from schemactl.data.fast_lane import FastLane, Judged, is_fast
from schemactl.data.fast_rows import Rows
from schemactl.data.key_bag import KeyBag
from schemactl.data.options import DataOptions
from schemactl.data.placed import Placed
from schemactl.data.problem_log import ProblemLog
from schemactl.data.reading import DataReader, OpenedFile
from schemactl.data.row_source import RowSource
from schemactl.data.stamps import Background
from schemactl.data.table_records import TableRecords
from schemactl.errors import SchemactlError
from schemactl.files.coco_tables import ANNOTATIONS
from schemactl.files.dataset import Record
from schemactl.files.datasets import jsonl
from schemactl.files.datasets.catalog import files_of
from schemactl.files.datasets.coco import CocoRecords
from schemactl.files.json_element import Stretch
from schemactl.files.stream import Chunk, line_chunks
from schemactl.model.release import SchemaRelease

# Called with the number of bytes that were read since the last call.
Progress = Callable[[int], None]

_NOTHING = Background()


class Checked(NamedTuple):
    """How many annotations and items there are, and what is wrong with them."""

    annotations: int
    items: int
    problems: ProblemLog


def check_data(
    paths: list[Path],
    release: SchemaRelease,
    options: DataOptions,
    background: Background = _NOTHING,
    progress: Progress | None = None,
) -> Checked:
    """Check files under a schema release. Raises SchemactlError for what cannot be read."""
    files = [file for path in paths for file in files_of(path)]
    before = [state_of(file) for file in files]
    check = _Check(release, options, background, progress)
    for number, path in enumerate(paths):
        check.first(number, path)
    if check.run.suspect():
        for number, path in enumerate(paths):
            check.second(number, path)
    refuse_changed(files, before)
    return Checked(check.annotations, check.items.distinct(), check.run.finish())


def state_of(file: Path) -> tuple[int, int]:
    """Return what changes where a file is written to."""
    state = file.stat()
    return state.st_size, state.st_mtime_ns


def refuse_changed(files: list[Path], before: list[tuple[int, int]]) -> None:
    """Raise SchemactlError where a file is not as it was."""
    if changed := [file for file, was in zip(files, before, strict=True) if state_of(file) != was]:
        hint = "run the command again when nothing writes to it"
        raise SchemactlError(f"{changed[0]} was changed while it was read", hint)


class _Check:
    """Shows files to a check run."""

    def __init__(
        self,
        release: SchemaRelease,
        options: DataOptions,
        background: Background,
        progress: Progress | None,
    ) -> None:
        self.options = options
        self.reader = DataReader(release.schema, options)
        self.run = CheckRun(release.schema, background, options.item_from == "content")
        self.progress = progress
        self.items = KeyBag()
        self.annotations = 0
        self.lanes: dict[int, FastLane] = {}
        self.boxes: dict[int, FastBoxes] = {}
        self.box_lanes: dict[int, BoxLane] = {}

    def first(self, number: int, path: Path) -> None:
        """Show a file for the first time."""
        opened = self.reader.open(path)
        if is_fast(opened, self.options) and isinstance(opened.reader, TableRecords):
            lane = FastLane(
                opened.reader.columns,
                self.run,
                self._take,
                RowSource(opened.reader.columns).read,
            )
            self.lanes[number] = lane
            for chunk in line_chunks(path):
                fast = lane.first(chunk, self._general(number, opened, self._see))
                self.annotations += fast
                self._advance(len(chunk.lines))
            opened.check()
            return
        boxes = self.boxes[number] = FastBoxes(self.run, self.items)

        def see(record: Record) -> None:
            if boxes.see(record):
                self.annotations += 1
                return
            found = opened.reader.placed(record)
            if self._see(number, record, found):
                boxes.learn(record, found[0])

        if isinstance(opened.rest, CocoRecords):
            by_stretch = self.box_lanes[number] = BoxLane(boxes, opened.rest.tables)
            count = self._show_boxes(opened, opened.rest, by_stretch.first, see)
            self.annotations += count
        else:
            for record in opened.records():
                self._advance(len(record.raw))
                see(record)
        boxes.flush()
        opened.check()

    def _show_boxes(
        self,
        opened: OpenedFile,
        rest: CocoRecords,
        look: Callable[[Stretch], Which | None],
        show: Callable[[Record], None],
    ) -> int:
        """Show the records of a file that are not done with by a look; return how many are."""
        count = 0
        for record in chain(opened.head, rest.waiting):
            show(record)
        for stretch in rest.stretches:
            self._advance(len(stretch.text))
            done = look(stretch) if stretch.key == ANNOTATIONS else None
            if done is None:
                left = stretch
            else:
                left = stretch.only((~done).tolist())
                count += int(np.count_nonzero(done))
            for record in rest.records(left):
                show(record)
        return count

    def second(self, number: int, path: Path) -> None:
        """Show a file for the second time."""
        opened = self.reader.open(path)
        if number in self.lanes:
            general = self._general(number, opened, self._look)
            for chunk in line_chunks(path):
                self.lanes[number].second(chunk, general)
            return
        boxes = self.boxes[number]

        def look(record: Record) -> None:
            if not boxes.is_usual(record):
                self._look(number, record, opened.reader.placed(record))

        if isinstance(opened.rest, CocoRecords):
            self._show_boxes(opened, opened.rest, self.box_lanes[number].second, look)
            return
        for record in opened.records():
            look(record)

    def _take(self, rows: Rows, judged: Judged) -> None:
        del rows
        if judged.cells is not None:
            self.items.append(np.unique(judged.cells.items.hashes))

    def _general(
        self,
        number: int,
        opened: OpenedFile,
        show: Callable[[int, Record, list[Placed]], bool],
    ) -> Callable[[Chunk], Placed | None]:
        layout = self.options.layout()

        def general(chunk: Chunk) -> Placed | None:
            clean = []
            for record in jsonl.records(opened.path, chunk, layout):
                found = opened.reader.placed(record)
                if show(number, record, found):
                    clean += found
            return clean[0] if len(clean) == 1 else None

        return general

    def _see(self, number: int, record: Record, found: list[Placed]) -> bool:
        is_clean = len(found) == 1 and not record.problems
        self.run.see_record(number, record)
        for placed in found:
            seen = self.run.see(number, placed, self.reader.is_annotations)
            is_clean = is_clean and seen
            self.items.add(hash(placed.annotation.item))
        self.annotations += len(found)
        return is_clean

    def _look(self, number: int, record: Record, found: list[Placed]) -> bool:
        del record
        for placed in found:
            self.run.look(number, placed)
        return False

    def _advance(self, count: int) -> None:
        if self.progress is not None:
            self.progress(count)
