"""`schemactl migrate answer`: fold what people decided into what a migration wrote."""

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import click

from schemactl.cli.migrate_record import Naming, record_options, recording
from schemactl.cli.migrate_text import report_lines
from schemactl.cli.options import format_option, workspace_option
from schemactl.cli.output import print_json, print_lines, print_note
from schemactl.cli.progress import ProgressBar
from schemactl.migrate.answer import answer
from schemactl.migrate.answer_request import AnswerRequest, begin
from schemactl.migrate.apply import options_of
from schemactl.migrate.chain import read_chain, read_chain_from
from schemactl.migrate.compile import CompiledMigration, compile_migration
from schemactl.migrate.consensus import RULES, Rule
from schemactl.migrate.queue_file import Header
from schemactl.migrate.queues.catalog import OWN, QUEUE_FORMATS
from schemactl.migrate.queues.sidecar import own_queue
from schemactl.migrate.room import room_for
from schemactl.model.address import parse_ref
from schemactl.workspace import Workspace

_FILE = click.Path(path_type=Path)
_THERE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command("answer")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path, exists=True))
@click.option("--queue", type=_THERE, required=True, help="What was asked.")
@click.option(
    "--answers",
    type=_THERE,
    multiple=True,
    required=True,
    help="What people answered: JSON Lines, CSV, or the export of a labeling tool.",
)
@click.option("--answers-as", metavar="FORMAT", help="By default recognised.")
@click.option(
    "--consensus",
    "rule",
    type=click.Choice(RULES),
    default="unanimous",
    show_default=True,
    help="What settles a question that several people answered.",
)
@click.option("--out", type=_FILE, required=True, help="FILE with the answers.")
@click.option("--queue-out", type=_FILE, help="What stays open; by default OUT.queue.jsonl.")
@click.option(
    "--queue-as",
    type=click.Choice([OWN, *QUEUE_FORMATS]),
    default=OWN,
    show_default=True,
    help="Write what stays open for a labeling tool, and our own queue beside it.",
)
@click.option("--undo", type=_THERE, help="The undo file, where it is not where it was.")
@click.option("--force", is_flag=True, help="Replace files that exist.")
@click.option("--restart", is_flag=True, help="Discard a run that was broken off.")
@record_options
@format_option("text", "json")
@workspace_option
def command(
    path: Path,
    queue: Path,
    answers: tuple[Path, ...],
    answers_as: str | None,
    rule: Rule,
    out: Path,
    queue_out: Path | None,
    queue_as: str,
    undo: Path | None,
    force: bool,
    restart: bool,
    naming: Naming | None,
    output_format: str,
    workspace: Workspace,
) -> int:
    """Put the answers to a queue into FILE, which the migration wrote; the rest stays open."""
    request = AnswerRequest(
        path, own_queue(queue), answers, out, queue_out, undo, rule, answers_as, force, restart
    )
    request = request._replace(queue_as=queue_as, folder=workspace.private)
    begun = begin(request)
    migration = _compiled(workspace, begun.header)
    if naming is not None:
        options = options_of(dict(begun.header.options))._replace(folder=workspace.private)
        record = recording(workspace, migration, options, naming)
        request = request._replace(record=partial(record, out))
    with room_for(out), ProgressBar(begun.placed.section.input_size) as bar:
        told = answer(request, begun, migration, bar.advance)
    if output_format == "json":
        print_json(told)
    else:
        print_lines(*report_lines(told), *_lines(told))
    print_note(", ".join(["written: " + str(out), *_queue_written(told)]))
    return 0


def _compiled(workspace: Workspace, header: Header) -> CompiledMigration:
    """Compile the migration that the queue was made with."""
    start, end = (parse_ref(ref, "schema") for ref, _ in (header.start, header.end))
    if start.name == end.name:
        return compile_migration(*read_chain(workspace, end.name, start.version, end.version))
    return compile_migration(*read_chain_from(workspace, start, end))


def _lines(told: Mapping[str, Any]) -> Iterator[str]:
    found = told["answers"]
    repeated = f", {found['repeated']} as before" if found["repeated"] else ""
    yield f"answers: {found['answered']} questions settled{repeated}, {found['open']} open"
    for conflict in found["conflicts"]:
        votes = ", ".join(f"{label} {number}" for label, number in conflict["votes"].items())
        yield f"  conflict: record {conflict['ordinal']} ({conflict['item']}): {votes}"


def _queue_written(told: Mapping[str, Any]) -> list[str]:
    file = told["queue"]["file"]
    return [] if file is None else [file]
