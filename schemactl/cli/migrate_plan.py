"""`schemactl migrate plan`: what a migration would do to a file, without writing data."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from schemactl.cli.migrate_options import migration_options
from schemactl.cli.migrate_text import report_lines, tell_unknown
from schemactl.cli.options import format_option, workspace_option
from schemactl.cli.output import print_json, print_lines, print_note
from schemactl.cli.progress import ProgressBar
from schemactl.files.tree import write_file
from schemactl.migrate.flow_page import flow_page
from schemactl.migrate.plan import effort, plan
from schemactl.migrate.reading import size_of
from schemactl.migrate.source import Job
from schemactl.workspace import Workspace

SECONDS_PER_ITEM = 30.0


@click.command("plan")
@migration_options
@click.option(
    "--seconds-per-item",
    type=click.FloatRange(min=0),
    default=SECONDS_PER_ITEM,
    show_default=True,
    help="How long a person needs for a record of the queue.",
)
@click.option("--hourly-rate", type=click.FloatRange(min=0), help="What an hour costs.")
@click.option("--html", type=click.Path(path_type=Path), help="Write the flow of labels as a page.")
@format_option("text", "json")
@workspace_option
def command(
    job: Job,
    seconds_per_item: float,
    hourly_rate: float | None,
    html: Path | None,
    output_format: str,
    workspace: Workspace,
) -> int:
    """Count what would become of every label in FILE, and what people would have to decide."""
    del workspace
    with ProgressBar(size_of(job)) as bar:
        told = plan(job, bar.advance)
    queue: dict[str, Any] = told["queue"]
    rate = None if hourly_rate is None else Decimal(str(hourly_rate))
    queue |= effort(queue["entries"], Decimal(str(seconds_per_item)), rate)
    if html is not None:
        write_file(html, flow_page(told).encode())
        print_note(f"written: {html}")
    if output_format == "json":
        print_json(told)
    else:
        print_lines(*report_lines(told))
    return tell_unknown(told, job, output_format)
