"""Answer: fold what people decided into the output of a migration.

The input is taken back from the output with the undo file, and migrated again with the answers
of all rounds: so the result is what the migration would have written had it known them, in
whatever order they came.
"""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from schemactl.errors import SchemactlError
from schemactl.files.packing import Packed, bring_along, pack
from schemactl.migrate.answer_file import Given, read_answers
from schemactl.migrate.answer_request import (
    AnswerRequest,
    Begun,
    digest_of_answers,
    is_of,
    queue_left,
)
from schemactl.migrate.answered_ranges import answered_ranges
from schemactl.migrate.apply import header_of, options_of
from schemactl.migrate.ballot import Round, by_record, count_votes
from schemactl.migrate.compile import CompiledMigration
from schemactl.migrate.outcome import Place
from schemactl.migrate.publish import remove
from schemactl.migrate.questions import Asked, Key, Question, questions_of
from schemactl.migrate.queue_file import Open, header_line, read_entries
from schemactl.migrate.queues.catalog import placed_queue
from schemactl.migrate.queues.sidecar import sidecar_of
from schemactl.migrate.report import report
from schemactl.migrate.source import Job, Source, open_source
from schemactl.migrate.tally import NotConserved, check_conserved
from schemactl.migrate.undo import data_of, restored
from schemactl.migrate.undo_file import Section, end_of_section, section_line, sections
from schemactl.migrate.work import Targets, Work, folder_of, is_complete
from schemactl.version import VERSION

Plain = dict[str, Any]

_FILES = ("plain", "gzip")


def answer(
    request: AnswerRequest,
    begun: Begun,
    migration: CompiledMigration,
    progress: Callable[[int], None],
) -> Plain:
    """Write the answered output and what stays open, and return the report.

    The undo file gets a section that leads from the answered output to the input. Raises
    SchemactlError where the releases are others now, or answers are of another run; AnswerIsBad
    for answers that were not on offer.
    """
    header = begun.header
    if migration.digest != header.plan:
        message = f"the way from {header.start[0]} to {header.end[0]} is not that of the queue"
        raise SchemactlError(message, "restore the releases that the run was made with")
    before = _answers_before(begun.placed.section)
    questions = {key: question for key, (_, question) in before.items()}
    links: dict[Place, str] = {}
    for entry in read_entries(request.queue):
        questions.update(questions_of([entry]))
        links.update(_links(entry.open))
    asked = Asked(header.run, questions, migration.end.schema)
    found = count_votes(asked, _given(request), request.rule)
    decided = {**{key: place for key, (place, _) in before.items()}, **found.decided}
    options = options_of(dict(header.options))
    options = options._replace(format=header.format, folder=request.folder)
    job = Job(request.path, migration, options, links)
    return _Fold(request, begun, asked, found, decided).write(job, progress)


class _Fold(NamedTuple):
    """The answers of all rounds, about to be folded in."""

    request: AnswerRequest
    begun: Begun
    asked: Asked
    round: Round
    decided: Mapping[Key, Place | None]

    def write(self, job: Job, progress: Callable[[int], None]) -> Plain:
        request = self.request
        start = job.migration.start.schema
        own, export = placed_queue(queue_left(request), request.queue_as, start)
        targets = Targets(request.out, self.begun.undo, own)
        identity = self._identity(targets)
        if request.restart:
            shutil.rmtree(folder_of(request.out), ignore_errors=True)
        if not request.force and not is_complete(request.out, identity):
            _refuse_existing(request)
        data = data_of(request.path, self.begun.undo)
        work = Work(request.out, _Input(data, self.begun), identity, data)
        try:
            told = work.done or self._run(job, work, targets, progress)
            if export is not None:
                lost = export.write(work.queue_of(targets))
                told["queue"] |= {"as": export.name, "lost": [one._asdict() for one in lost]}
            self._leave_out(work, told)
            work.publish(targets)
            told["undo"] = {"bytes": targets.undo.stat().st_size}
            if request.record is not None:
                request.record(told)
        except (SchemactlError, NotConserved):
            work.discard()
            raise
        except BaseException:
            work.close()
            raise
        work.discard()
        return told

    def _identity(self, targets: Targets) -> Plain:
        return {
            "tool": VERSION,
            "answered": self.begun.header.output,
            "answers": digest_of_answers(self._log()),
            "targets": [str(target.absolute()) for target in targets],
        }

    def _run(
        self, job: Job, work: Work, targets: Targets, progress: Callable[[int], None]
    ) -> Plain:
        path = work.source if work.like.form in _FILES else _laid_out(work)
        job = job._replace(path=path, plain=work.source)
        source = open_source(job)
        answered = by_record(self.asked, self.decided)
        left = set(self.asked.questions)
        for one in answered_ranges(job, source, answered):
            for entry in one.entries:
                ordinal = entry.ordinal + work.records
                left ^= {(ordinal, waiting.position) for waiting in entry.open}
            work.add(one)
            progress(one.size)
        check_conserved(work.counts, job.migration, source.lane.is_lines)
        told = {**report(work.counts, job.migration), "format": source.format.NAME}
        if left != set(self.decided):
            raise NotConserved("what stays open is not what was asked less what was answered")
        self._complete(job, source, work, targets, told)
        return told

    def _complete(
        self, job: Job, source: Source, work: Work, targets: Targets, told: Plain
    ) -> None:
        run, digests = self.begun.header.run, work.digests()
        told["run"] = run
        # What was made again of a file of rows has its rows, but perhaps not its bytes.
        first = self.begun.placed.section
        told["digests"] = {"input": first.input, "output": digests["out"]}
        told["answers"] = {**self.round.plain(run), "open": self._open()}
        is_left = bool(told["queue"]["entries"]) or self.request.queue_out is not None
        told["queue"]["file"] = str(queue_left(self.request)) if is_left else None
        log = self._log()
        size = work.parts["out"].size
        name = self.begun.header.format
        section = Section(run, digests["out"], size, first.input, first.input_size, log, name)
        work.parts["undo"].write(end_of_section())
        way = Path(os.path.relpath(targets.undo, targets.queue.parent)).as_posix()
        header = header_of(job, source.format.NAME, section, way)
        header = header._replace(
            options=self.begun.header.options,
            entries=told["queue"]["entries"],
            answered=digest_of_answers(log),
        )
        work.complete(section_line(section), header_line(header), told, self.begun.undo)

    def _log(self) -> list[list[Any]]:
        """Return the answers of all rounds, as the undo file keeps them."""
        return [
            [*key, *self.asked.questions[key][:2], *(place or (None, None))]
            for key, place in sorted(self.decided.items())
        ]

    def _open(self) -> int:
        return len(self.asked.questions) - len(self.decided)

    def _leave_out(self, work: Work, told: Plain) -> None:
        """Name neither an empty queue that nobody asked for, nor a section that is there."""
        if told["queue"]["file"] is None:
            (work.folder / "queue.whole").unlink(missing_ok=True)
        header = self.begun.header._replace(
            output=told["digests"]["output"], answered=digest_of_answers(self._log())
        )
        if any(is_of(placed.section, header) for placed in sections(self.begun.undo)):
            (work.folder / "undo.whole").unlink(missing_ok=True)


def _refuse_existing(request: AnswerRequest) -> None:
    left = queue_left(request)
    for name, target in (
        ("out", request.out),
        ("queue-out", left),
        ("queue-out", sidecar_of(left)),
    ):
        if target.exists():
            hint = f"give another --{name}, or --force to replace it"
            raise SchemactlError(f"{target} exists", hint)


def _answers_before(section: Section) -> dict[Key, tuple[Place | None, Question]]:
    """Return what was answered in earlier rounds."""
    found: dict[Key, tuple[Place | None, Question]] = {}
    for ordinal, position, item, line, task, label in section.answers:
        place = None if task is None else (task, label)
        found[ordinal, position] = (place, Question(item, line, task, settled=(place,)))
    return found


def _links(waiting: Iterable[Open]) -> Iterator[tuple[Place, str]]:
    """Yield where the handbook explains labels, as the queue says."""
    for one in waiting:
        if one.link is not None:
            yield one.now or (str(one.asks), one.label), one.link
        for choice in one.choices:
            if choice.link is not None:
                yield (choice.task, choice.label), choice.link


def _given(request: AnswerRequest) -> Iterator[tuple[Path, Given]]:
    for path in request.answers:
        for one in read_answers(path, request.answers_as, request.folder):
            yield path, one


class _Input(NamedTuple):
    """The input of the run, which is made from its output with the undo file."""

    data: Packed
    begun: Begun

    @property
    def path(self) -> Path:
        return self.data.path

    def plain(self, at: Path) -> Path:
        if not at.exists():
            output = self.data.plain(at.with_name("output"))
            part = restored(self.begun.undo, self.begun.placed, output, at.with_name("part"))
            part.replace(at)
        return at


def _laid_out(work: Work) -> Path:
    """Return the input as it is read: packed, or a folder with links to all else in it."""
    path = work.folder / "data"
    remove(path)
    pack(work.source, work.like.form, path)
    if work.like.form == "folder":
        bring_along(work.like, path, lambda found, goal: goal.symlink_to(found.absolute()))
    return path
