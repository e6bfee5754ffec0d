"""Apply: run a migration over a file, and write what stays, what people decide, and the undo."""

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from schemactl.data.options import Column, DataOptions
from schemactl.data.wide_layout import WideLayout
from schemactl.errors import SchemactlError
from schemactl.files.cell import parse_cell_type
from schemactl.files.datasets.catalog import find_format
from schemactl.files.packing import Packed, packed
from schemactl.migrate.queue_file import Header, header_line
from schemactl.migrate.queues.catalog import QueueExport
from schemactl.migrate.reading import ranges_of
from schemactl.migrate.report import report
from schemactl.migrate.source import Job, open_source
from schemactl.migrate.tally import UNKNOWN, NotConserved, check_conserved
from schemactl.migrate.undo_file import Section, end_of_section, section_line
from schemactl.migrate.work import CHECKPOINT_BYTES, Targets, Work, folder_of, is_complete
from schemactl.releases.canonical import canonical_bytes, digest_of
from schemactl.version import VERSION

Plain = dict[str, Any]

_RUN_DIGITS = 16


class Request(NamedTuple):
    """What is written, and how a run goes on.

    `record` is called with the report when the output stands there, and again if a run was broken
    off before it returned. `export` writes the queue for a labeling tool, too.
    """

    targets: Targets
    force: bool = False
    restart: bool = False
    processes: int = 1
    record: Callable[[Plain], None] | None = None
    checkpoint: int = CHECKPOINT_BYTES
    export: QueueExport | None = None


def apply(job: Job, request: Request, progress: Callable[[int], None]) -> Plain:
    """Migrate the file and return the report; with unknown labels nothing is written.

    The same call takes up a run that was broken off. Raises SchemactlError for what cannot be
    read or written, for targets that exist, and where another run was broken off there.
    """
    targets = request.targets
    source = packed(job.path, find_format(job.path, job.options.format))
    identity = _identity(job, source, targets)
    named = _named(request)
    _check_targets(source, named)
    if request.restart:
        shutil.rmtree(folder_of(targets.out), ignore_errors=True)
    if not request.force and not is_complete(targets.out, identity):
        _refuse_existing(named)
    work = Work(targets.out, source, identity, source)
    try:
        told = work.done or _run(job, request, work, progress)
        if told["unknown_labels"]:
            work.discard()
            return told
        if request.export is not None:
            lost = request.export.write(work.queue_of(targets))
            told["queue"] |= {"as": request.export.name, "lost": [one._asdict() for one in lost]}
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


def _run(job: Job, request: Request, work: Work, progress: Callable[[int], None]) -> Plain:
    job = job._replace(plain=work.source)
    format_name = _migrate(job, request, work, progress)
    told = {**report(work.counts, job.migration), "format": format_name}
    if not work.counts[UNKNOWN]:
        _complete(job, format_name, work, request.targets, told)
    return told


def _migrate(job: Job, request: Request, work: Work, progress: Callable[[int], None]) -> str:
    """Lead all of the input through the migration, and return the name of its format.

    What that takes in memory is let go of before a report is made.
    """
    source = open_source(job)
    progress(work.read)
    for one in ranges_of(job, source, work.read, request.processes):
        work.add(one)
        work.checkpoint_after(request.checkpoint)
        progress(one.size)
        # What was written is not kept while the next is made.
        del one
    source.check(job.path, work.counts)
    if packed(job.path, source.format).state() != work.identity["input"]:
        raise SchemactlError(f"{job.path} changed while it was read", "run the command again")
    check_conserved(work.counts, job.migration, source.lane.is_lines)
    return source.format.NAME


def _complete(job: Job, format_name: str, work: Work, targets: Targets, told: Plain) -> None:
    digests = work.digests()
    told["run"] = run_id(work.identity, digests["input"])
    told["digests"] = {"input": digests["input"], "output": digests["out"]}
    size = work.parts["out"].size
    section = Section(told["run"], digests["out"], size, digests["input"], work.read)
    section = section._replace(format=format_name)
    work.parts["undo"].write(end_of_section())
    undo_path = Path(os.path.relpath(targets.undo, targets.queue.parent)).as_posix()
    header = header_of(job, format_name, section, undo_path)
    header = header._replace(entries=told["queue"]["entries"])
    work.complete(section_line(section), header_line(header), told)


def header_of(job: Job, format_name: str, section: Section, undo_path: str) -> Header:
    """Return the header of the queue of a run, as if it were empty."""
    start, end = job.migration.start, job.migration.end
    return Header(
        run=section.run,
        plan=job.migration.digest,
        start=(start.ref, start.digest),
        end=(end.ref, end.digest),
        input=section.input,
        output=section.output,
        format=format_name,
        options=plain_options(job),
        undo_path=undo_path,
        entries=0,
        tool=VERSION,
    )


def run_id(identity: Mapping[str, Any], input_digest: str) -> str:
    """Return a name that equal runs share: of equal bytes, plans, options and tools."""
    named = [input_digest, identity["plan"], identity["options"], identity["tool"]]
    return digest_of(canonical_bytes(named)).removeprefix("sha256:")[:_RUN_DIGITS]


def _identity(job: Job, source: Packed, targets: Targets) -> Plain:
    """Return what must agree for a run to be taken up again."""
    return {
        "tool": VERSION,
        "plan": job.migration.digest,
        "options": plain_options(job),
        "input": source.state(),
        "targets": [str(target.absolute()) for target in targets],
    }


def plain_options(job: Job) -> Plain:
    """Return the data options as plain data."""
    plain = job.options._replace(folder=None)._asdict()
    plain["columns"] = [
        [role, column, None if kind is None else str(kind), task]
        for role, column, kind, task in job.options.columns
    ]
    plain["layouts"] = [
        [one.kind, one.task, [list(column) for column in one.columns]]
        for one in job.options.layouts
    ]
    return plain


def options_of(plain: Plain) -> DataOptions:
    """Return data options from plain data."""
    columns = tuple(
        Column(role, column, None if kind is None else parse_cell_type(kind), task)
        for role, column, kind, task in plain["columns"]
    )
    layouts = tuple(
        WideLayout(kind, task, tuple((name, column) for name, column in listed))
        for kind, task, listed in plain["layouts"]
    )
    return DataOptions(**{**plain, "columns": columns, "layouts": layouts})


def _named(request: Request) -> list[tuple[str, Path]]:
    """Return the files that are written, with their options."""
    named = list(request.targets._asdict().items())
    return named if request.export is None else [*named, ("queue", request.export.path)]


def _check_targets(source: Packed, named: list[tuple[str, Path]]) -> None:
    """Raise SchemactlError where two of the files are one, or a folder is missing."""
    whole = source.path.resolve()
    seen = {whole: "the input"}
    for name, target in named:
        if not target.parent.is_dir():
            raise SchemactlError(f"{target.parent} is no folder", "make the folder first")
        if target.is_dir() and (name != "out" or source.form != "folder"):
            raise SchemactlError(f"{target} is a folder", f"name a file with --{name}")
        place = target.resolve()
        other = seen.setdefault(place, f"--{name}")
        if other != f"--{name}":
            raise SchemactlError(f"--{name} {target} is {other}", "give each its own file")
        if whole in place.parents or place in whole.parents:
            hint = "give a place beside the folder"
            raise SchemactlError(f"--{name} {target} lies in the input, or holds it", hint)


def _refuse_existing(named: list[tuple[str, Path]]) -> None:
    for name, target in named:
        if target.exists():
            hint = f"give another --{name}, or --force to replace it"
            raise SchemactlError(f"{target} exists", hint)
