"""`schemactl registry`: show, verify, checkpoint, prove and move the ledger."""

from pathlib import Path
from typing import Any

import click

from schemactl.cli.lineage_text import counted, difference_as_text
from schemactl.cli.options import format_option, workspace_option
from schemactl.cli.output import print_json, print_lines
from schemactl.cli.registry_erase import command as erase_command
from schemactl.cli.registry_prove import command as prove_command
from schemactl.cli.registry_transfer import export_command, import_command, upgrade_command
from schemactl.cli.reports.json import report_as_json
from schemactl.registry.checkpointing import make_checkpoint
from schemactl.registry.journal import head_file, read_checkpoint
from schemactl.registry.opening import reading, writing
from schemactl.registry.status import status as status_of
from schemactl.registry.verify import verify as verify_all
from schemactl.validate.engine import Report
from schemactl.workspace import Workspace


@click.group()
def command() -> None:
    """Show, verify, checkpoint, prove and move the ledger."""


for _verb in (prove_command, export_command, import_command, upgrade_command, erase_command):
    command.add_command(_verb)


@command.command()
@click.option("--check", is_flag=True, help="Look for what is wrong; 1 where anything is.")
@click.option("--locations", is_flag=True, help="With --check: read the files of datasets.")
@click.option(
    "--checkpoint-days",
    type=click.IntRange(min=0, max=36500),
    default=7,
    show_default=True,
    help="With --check: how long entries may lack a checkpoint.",
)
@format_option("text", "json")
@workspace_option
def status(workspace: Workspace, output_format: str, check: bool, **asked: Any) -> int:
    """Show how long the ledger is, and what no checkpoint covers yet."""
    if check:
        from schemactl.cli.registry_check import print_findings

        return print_findings(workspace, output_format, **asked)
    with reading(workspace) as store:
        found = status_of(workspace, store)
    if output_format == "json":
        print_json(
            {
                "head": found.head and found.head._asdict(),
                "checkpoint": found.checkpoint and found.checkpoint.model_dump(),
                "newer": found.newer,
                "forked": found.forked,
                "releases": found.releases,
                "datasets": found.datasets,
                "models": found.models,
            }
        )
        return 0
    print_lines(
        f"{counted(found.head.seq if found.head else 0, 'entry', 'entries')}: "
        f"{counted(found.releases, 'release')}, {counted(found.datasets, 'dataset')}, "
        f"{counted(found.models, 'model')}",
        f"last checkpoint at entry {found.checkpoint.seq if found.checkpoint else 0}; "
        f"{found.newer} newer" + (": run `schemactl registry checkpoint`" if found.newer else ""),
    )
    if found.forked:
        print_lines("ledger-forked: the journal holds other entries than the database")
    return 0


@command.command()
@click.option(
    "--checkpoint",
    "held",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A checkpoint that was kept elsewhere.",
)
@format_option("text", "json")
@workspace_option
def verify(workspace: Workspace, held: Path | None, output_format: str) -> int:
    """Derive everything again from stored bytes; exit code 1 where anything differs."""
    checkpoint = read_checkpoint(held, str(held)) if held else None
    report = Report(tuple(verify_all(workspace, checkpoint)), 0, 0, 0)
    if output_format == "json":
        print_json(report_as_json(report))
    else:
        found = [line for one in report.diagnostics for line in difference_as_text(one)]
        print_lines(*found, counted(report.count("error"), "difference"))
    return 1 if report.count("error") else 0


@command.command()
@format_option("text", "json")
@workspace_option
def checkpoint(workspace: Workspace, output_format: str) -> int:
    """Write the entries since the last checkpoint, and the head, into registry/journal.

    registry/impact.json is counted anew, for pull requests that are checked without a database.
    """
    with writing(workspace) as store:
        made = make_checkpoint(workspace, store).checkpoint
    path = made and workspace.relative(head_file(workspace, made.seq))
    if output_format == "json":
        print_json({"checkpoint": made and made.model_dump(), "path": path})
    elif made is None:
        print_lines("nothing is newer than the last checkpoint")
    else:
        print_lines(f"checkpoint at entry {made.seq}", f"  root {made.root}", f"  file {path}")
    return 0
