"""Answer request: what is answered, and that queue, output and undo file belong together."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from schemactl.errors import SchemactlError
from schemactl.files.datasets.catalog import named_format
from schemactl.files.packing import packed
from schemactl.migrate.consensus import Rule
from schemactl.migrate.queue_file import Header, read_header
from schemactl.migrate.queues.catalog import OWN
from schemactl.migrate.undo_file import Placed, Section, is_undone, sections
from schemactl.releases.canonical import canonical_bytes, digest_of


class AnswerRequest(NamedTuple):
    """What is answered, with what, and where it goes.

    `queue` is our own queue file. `queue_out` takes what stays open; without it that goes beside
    the output, and nothing does where nothing stays open. `record` is called with the report
    when the output stands there. `queue_as` is the format of what stays open, `folder`
    is where the repository keeps what git must not have, as in `DataOptions`.
    """

    path: Path
    queue: Path
    answers: tuple[Path, ...]
    out: Path
    queue_out: Path | None = None
    undo: Path | None = None
    rule: Rule = "unanimous"
    answers_as: str | None = None
    force: bool = False
    restart: bool = False
    record: Callable[[dict[str, Any]], None] | None = None
    queue_as: str = OWN
    folder: Path | None = None


class Begun(NamedTuple):
    """The run that is answered: its queue's header, the undo file and the section of its output."""

    header: Header
    undo: Path
    placed: Placed


def begin(request: AnswerRequest) -> Begun:
    """Check that the queue belongs to the file, and return the run.

    Raises SchemactlError where it does not, where the run was undone, or a folder is missing.
    """
    _check_targets(request)
    header = read_header(request.queue)
    if packed(request.path, named_format(header.format)).digest() != header.output:
        raise SchemactlError(
            f"{request.path} is not what the queue {request.queue} belongs to",
            f"it belongs to the output {header.output} of run {header.run}",
        )
    undo = request.undo or request.queue.parent / header.undo_path
    if not undo.is_file():
        hint = "name the undo file of the run with --undo"
        raise SchemactlError(f"{undo}, which leads from the output to the input, is gone", hint)
    if is_undone(undo, header.run):
        raise SchemactlError(f"run {header.run} was undone", "migrate the file again")
    for placed in sections(undo):
        if is_of(placed.section, header):
            return Begun(header, undo, placed)
    raise SchemactlError(f"{undo} is of another run than {header.run}", "name it with --undo")


def is_of(section: Section, header: Header) -> bool:
    """Tell whether a section leads back from the output that a queue belongs to."""
    named = (header.run, header.output, header.answered)
    return (section.run, section.output, digest_of_answers(section.answers)) == named


def digest_of_answers(log: Sequence[Sequence[Any]]) -> str | None:
    """Return the digest of the answers that an undo file keeps; None where there are none."""
    return digest_of(canonical_bytes([list(one) for one in log])) if log else None


def queue_left(request: AnswerRequest) -> Path:
    """Return where the questions go that stay open."""
    return request.queue_out or request.out.with_name(f"{request.out.name}.queue.jsonl")


def _check_targets(request: AnswerRequest) -> None:
    """Raise SchemactlError where a target has no folder, or is one with another file."""
    left = queue_left(request)
    if request.queue_as != OWN and request.queue_out is None:
        hint = "say with --queue-out where it goes"
        raise SchemactlError(f"--queue-as {request.queue_as} needs a file", hint)
    for target in (request.out, left):
        if not target.parent.is_dir():
            raise SchemactlError(f"{target.parent} is no folder", "make the folder first")
        if target.is_dir() and (target == left or not request.path.is_dir()):
            raise SchemactlError(f"{target} is a folder", "name a file")
        if request.path.resolve() in target.resolve().parents:
            raise SchemactlError(f"{target} lies in the input", "give a place beside the folder")
    if request.out.resolve() == left.resolve():
        raise SchemactlError(f"--queue-out {left} is --out", "give each its own file")
