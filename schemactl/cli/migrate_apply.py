"""`schemactl migrate apply`: migrate a file, so that nothing is lost and all can be undone."""

from functools import partial
from pathlib import Path
from typing import Any

import click

from schemactl.cli.migrate_options import migration_options
from schemactl.cli.migrate_record import Naming, record_options, recording
from schemactl.cli.migrate_text import report_lines, tell_unknown
from schemactl.cli.options import format_option, workspace_option
from schemactl.cli.output import print_json, print_lines, print_note
from schemactl.cli.progress import ProgressBar
from schemactl.errors import SchemactlError
from schemactl.migrate.apply import Request, apply
from schemactl.migrate.queues.catalog import OWN, QUEUE_FORMATS, placed_queue
from schemactl.migrate.reading import size_of
from schemactl.migrate.room import room_for
from schemactl.migrate.source import Job
from schemactl.migrate.work import Targets
from schemactl.workspace import Workspace


@click.command("apply")
@migration_options
@click.option("--out", metavar="PATH", required=True, help="What stays, under the last version.")
@click.option("--queue", metavar="PATH", required=True, help="What people have to decide.")
@click.option("--undo", metavar="PATH", required=True, help="What gives the input back.")
@click.option(
    "--queue-as",
    type=click.Choice([OWN, *QUEUE_FORMATS]),
    default=OWN,
    show_default=True,
    help="Write the queue for a labeling tool, and our own beside it.",
)
@click.option("--processes", type=click.IntRange(min=1), default=1, help="For JSON Lines.")
@click.option(
    "--engine",
    type=click.Choice(["stream", "spark"]),
    default="stream",
    show_default=True,
    help="With spark, FILE is any path that Spark reads, and the outputs are folders.",
)
@click.option("--master", metavar="URL", help="The Spark to use; by default the configured one.")
@click.option("--force", is_flag=True, help="Replace files that exist.")
@click.option("--restart", is_flag=True, help="Discard a run that was broken off.")
@record_options
@format_option("text", "json")
@workspace_option
def command(
    job: Job,
    where: str,
    out: str,
    queue: str,
    undo: str,
    queue_as: str,
    processes: int,
    engine: str,
    master: str | None,
    force: bool,
    restart: bool,
    naming: Naming | None,
    output_format: str,
    workspace: Workspace,
) -> int:
    """Migrate FILE: write what stays, what people have to decide, and what undoes it all."""
    if engine == "spark":
        _refuse_with_spark(naming, queue_as)
        told = _with_spark(job, where, (out, undo, queue), force, master)
    else:
        own, export = placed_queue(Path(queue), queue_as, job.migration.start.schema)
        targets = Targets(Path(out), Path(undo), own)
        record = None
        if naming is not None:
            into = recording(workspace, job.migration, job.options, naming)
            record = partial(into, targets.out)
        request = Request(targets, force, restart, processes, record, export=export)
        with room_for(targets.out), ProgressBar(size_of(job)) as bar:
            told = apply(job, request, bar.advance)
    if output_format == "json":
        print_json(told)
    else:
        print_lines(*report_lines(told))
    if not told["unknown_labels"]:
        print_note(f"written: {out}, {queue}, {undo}")
    return tell_unknown(told, job, output_format)


def _with_spark(
    job: Job, where: str, targets: tuple[str, str, str], force: bool, master: str | None
) -> dict[str, Any]:
    """Import what runs on Spark only for those who do."""
    from schemactl.migrate.engines.session import open_session
    from schemactl.migrate.engines.spark import Folders, apply_with_spark
    from schemactl.migrate.engines.spark import Request as SparkRequest

    request = SparkRequest(job, where, Folders(*targets), force)
    return apply_with_spark(open_session(master), request)


def _refuse_with_spark(naming: Naming | None, queue_as: str) -> None:
    if naming is not None:
        hint = "register the folder's parts with `schemactl register dataset`"
        raise SchemactlError("--register goes with --engine stream", hint)
    if queue_as != OWN:
        hint = "Spark writes the queue in parts, as JSON Lines"
        raise SchemactlError(f"--queue-as {queue_as} goes with --engine stream", hint)
