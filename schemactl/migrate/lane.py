"""Lane: how the records of a format are judged and rewritten, one by one."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple, Protocol

from schemactl.data.document_records import DocumentRecords
from schemactl.data.options import DataOptions
from schemactl.data.placed import Placed
from schemactl.data.spelling import spelled
from schemactl.data.table_records import TableRecords
from schemactl.errors import SchemactlError
from schemactl.files.dataset import BOM, Layout, Record
from schemactl.files.exact_json import write_exactly
from schemactl.files.rewriting import Relabel, Rewriting, Splice
from schemactl.migrate.cells import CellWriter
from schemactl.migrate.compile import CompiledMigration
from schemactl.migrate.fold import folded
from schemactl.migrate.outcome import Place
from schemactl.migrate.queue_file import Entry
from schemactl.migrate.reasons import reasons_of
from schemactl.migrate.record import FieldRecord
from schemactl.migrate.spelling_after import SpellingAfter
from schemactl.migrate.tally import (
    MAPPED_RECORD,
    UNCHANGED_RECORD,
    Counts,
    Fate,
    Share,
    add_shares,
    counts_of,
)
from schemactl.migrate.use_fates import UseFate, UseFates
from schemactl.migrate.verdicts import NO_ANSWERS, Answers, Judged, Verdict, judge
from schemactl.migrate.waiting import Links, entry_of
from schemactl.model.annotation import Annotation

_NO_COUNTS: Counts = Counter()


class Change(NamedTuple):
    """What becomes of a record: its splices, its queue entry without its spot, its counts.

    A record that leaves has one splice over all its bytes. It counts as what is its own, and as
    shares that others have, too.
    """

    splices: list[Splice]
    entry: Entry | None
    own: Counts
    has_left: bool = False
    shares: Sequence[Share] = ()

    @property
    def counts(self) -> Counts:
        """All that the record counts as."""
        if not self.shares:
            return self.own
        found = self.own.copy()
        add_shares(found, self.shares)
        return found


class Lane(Protocol):
    """Judges the records of one file in order."""

    is_lines: bool

    def change(self, record: Record) -> Change:
        """Return what becomes of a record. Raises SchemactlError where it cannot be written."""
        ...

    def pass_by(self, record: Record) -> None:
        """Take note of a record that was written by an earlier run."""
        ...


class CellSplicer(Protocol):
    """What a table format says of new values of columns, as `cell_splices` of its module."""

    def __call__(self, record: Record, cells: Mapping[str, Any], layout: Layout) -> list[Splice]:
        """Return what they change in the bytes of the record."""
        ...


class TableLane:
    """Rewrites the cells of tables; a record with a label that waits leaves the table."""

    is_lines = True

    def __init__(
        self,
        migration: CompiledMigration,
        options: DataOptions,
        reader: TableRecords,
        splicer: CellSplicer,
        links: Links,
    ) -> None:
        """Learn how cells are written. Raises SchemactlError where they cannot be."""
        self.migration = migration
        self.reader = reader
        self.splicer = splicer
        self.layout = options.layout()
        self.links = links
        self.reasons = reasons_of(migration)
        self.writer = CellWriter(migration, options, reader)

    def change(self, record: Record, answers: Answers = NO_ANSWERS) -> Change:
        """Judge a row and write its cells anew."""
        answered = self.reader.answers_of(record)
        placed = [one for _, found in answered for one in found]
        values = self.reader.lifted(record)
        spellings = [
            text for column, found in answered for text in self._spelled(values, column, found)
        ]
        view = partial(self._view, values, placed)
        verdict = judge(self.migration, placed, spellings, view, answers)
        bare = _without_mark(record)
        entry = entry_of(record, record.raw[bare:], verdict, self.links, self.reasons)
        if verdict.kind in ("queued", "dropped"):
            fate = Fate(True, (), entry is not None)
            gone = [Splice(bare, len(record.raw), b"")]
            return Change(gone, entry, Counter(counts_of(verdict, fate)), True)
        cells: dict[str, Any] = {}
        folds: set[int] = set()
        if verdict.is_known:
            try:
                self._write(values, answered, verdict, cells, folds)
            except SchemactlError as error:
                message = f"line {record.line}: {error.message}"
                raise SchemactlError(message, error.hint) from None
        splices = self.splicer(record, cells, self.layout) if cells else []
        fate = Fate(False, folds, entry is not None)
        return Change(splices, entry, Counter(counts_of(verdict, fate)))

    def pass_by(self, record: Record) -> None:
        """Rows do not depend on each other."""

    def _write(
        self,
        values: Mapping[str, Any],
        answered: list[tuple[str | None, list[Placed]]],
        verdict: Verdict,
        cells: dict[str, Any],
        folds: set[int],
    ) -> None:
        cells.update(self.writer.stamp(values))
        first = 0
        for column, found in answered:
            judged = verdict.judged[first : first + len(found)]
            if found and column is not None:
                written = self.writer.write(values, column, values[column], judged)
                cells.update(written.cells)
                folds.update(first + at for at in written.folded)
            elif found:
                cells.update(self.writer.task_cell(values, "", judged))
            first += len(found)

    def _spelled(
        self, values: Mapping[str, Any], column: str | None, found: list[Placed]
    ) -> Iterator[str | None]:
        if not found:
            return
        if column is None or found[0].task is None or not found[0].task.has_labels:
            for one in found:
                yield None if one.is_known else one.annotation.label
            return
        yield from map(spelled, self.writer.parts(column, values[column], len(found)))

    def _view(self, values: Mapping[str, Any], placed: list[Placed], of: Placed) -> FieldRecord:
        del of
        return FieldRecord(values, _answers(placed), self.reader.columns)


class DocumentLane:
    """Rewrites documents through their format; what waits leaves its slot, the item stays."""

    is_lines = False

    def __init__(
        self,
        migration: CompiledMigration,
        options: DataOptions,
        reader: DocumentRecords,
        rewriting: Rewriting,
        links: Links,
    ) -> None:
        """Take what reads and what rewrites one file. Raises SchemactlError for a form of labels.

        A document says itself how labels are written.
        """
        if options.out_label_as not in (None, "id"):
            hint = "leave --out-label-as out; the format has its own place for names"
            raise SchemactlError("documents say themselves how labels are written", hint)
        self.migration = migration
        self.reader = reader
        self.fates = UseFates(migration, reader, SpellingAfter(migration, options))
        self.rewriting = rewriting
        self.links = links
        self.reasons = reasons_of(migration)

    def change(self, record: Record, answers: Answers = NO_ANSWERS) -> Change:
        """Judge the uses of a record, and have the format write it anew."""
        asked = self.reader.asked(record)
        fates = None if answers else self.fates.of([record.uses[at] for at in asked])
        return (
            self._judged(record, asked, answers)
            if fates is None
            else self._known(record, asked, fates)
        )

    def _known(self, record: Record, asked: list[int], fates: list[UseFate]) -> Change:
        """Return what becomes of a record in which all uses have a known fate."""
        changes: dict[int, Relabel | None] = {}
        kind = UNCHANGED_RECORD
        for at, fate in zip(asked, fates, strict=True):
            if fate.is_mapped:
                kind = MAPPED_RECORD
            if fate.relabel is not None:
                changes[at] = fate.relabel
        splices = self.rewriting.splices(record, changes)
        return Change(splices, None, _NO_COUNTS, False, [kind, *fates])

    def _judged(self, record: Record, asked: list[int], answers: Answers) -> Change:
        placed = self.reader.placed(record)
        spellings = [record.uses[at].annotation.label for at in asked]
        view = partial(_document_view, record, placed)
        verdict = judge(self.migration, placed, spellings, view, answers)
        folds = _folded_uses(verdict.judged)
        changes: dict[int, Relabel | None] = {}
        if verdict.is_known:
            for position, one in enumerate(verdict.judged):
                at = asked[position]
                if position in folds or one.after is None:
                    changes[at] = None
                elif (relabel := self.fates.relabel(one, record.uses[at])) is not None:
                    changes[at] = relabel
        entry = entry_of(record, record.raw, verdict, self.links, self.reasons)
        splices = self.rewriting.splices(record, changes)
        fate = Fate(False, folds, entry is not None)
        return Change(splices, entry, Counter(counts_of(verdict, fate)))

    def pass_by(self, record: Record) -> None:
        """Judge a document again: tables of names in it say what others mean."""
        self.change(record)


def _without_mark(record: Record) -> int:
    """Return where the bytes of a record begin behind the mark of a file's byte order."""
    return len(BOM) if record.offset == 0 and record.raw.startswith(BOM) else 0


def _answers(placed: list[Placed]) -> dict[str, list[str]]:
    """Return the labels of a record by task; empty where nothing applies."""
    found: dict[str, list[str]] = {}
    for one in placed:
        if one.task is not None and one.is_known and one.task.has_labels:
            listed = found.setdefault(one.task.id, [])
            if one.annotation.label is not None:
                listed.append(one.annotation.label)
    return found


def _document_view(record: Record, placed: list[Placed], of: Placed) -> FieldRecord:
    """Show a use to a condition: its own fields, the content, and all that the record says.

    Labels are those of the same item: of the same place in it, or of no place.
    """
    own = of.annotation
    told = {} if of.content is None else of.content._asdict()
    fields = {name: value for name, value in own._asdict().items() if value is not None}
    values = {**record.values, **(own.attributes or {}), **fields, **told}
    near = [
        one
        for one in placed
        if one.annotation.item == own.item and one.annotation.region in (None, own.region)
    ]
    return FieldRecord(values, _answers(near))


def _folded_uses(judged: tuple[Judged, ...]) -> frozenset[int]:
    """Return the uses that became equal to an earlier one in all that they say."""
    befores: dict[Place, set[Place]] = {}
    for one in judged:
        if one.after is not None:
            befores.setdefault(one.after, set()).add(one.before)
    met = {after for after, places in befores.items() if len(places) > 1}
    if not met:
        return frozenset()
    settled = [(at, one) for at, one in enumerate(judged) if one.after in met]
    told = [_told(one.placed.annotation) for _, one in settled]
    before = [(one.before, key) for (_, one), key in zip(settled, told, strict=True)]
    after = [(one.after, key) for (_, one), key in zip(settled, told, strict=True)]
    kept = folded(before, after)
    return frozenset(at for at, _ in settled) - {settled[at][0] for at in kept}


def _told(annotation: Annotation) -> bytes:
    return write_exactly(tuple(annotation._replace(task=None, label=None)))
