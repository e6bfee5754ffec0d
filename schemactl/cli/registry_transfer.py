"""`schemactl registry export|import|upgrade`: move a ledger between stores, renew its tables."""

import sys
from pathlib import Path

import click

from schemactl.cli.lineage_text import counted
from schemactl.cli.options import format_option, workspace_option
from schemactl.cli.output import print_json, print_lines
from schemactl.registry.opening import registry_url
from schemactl.registry.stores import upgrade_store
from schemactl.registry.transfer import (
    Transferred,
    export_ledger,
    exporting,
    import_ledger,
    replay_ledger,
)
from schemactl.workspace import Workspace


@click.command("export")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="The file to write.")
@format_option("text", "json")
@workspace_option
def export_command(workspace: Workspace, out: Path | None, output_format: str) -> int:
    """Write all entries as lines of JSON; without --out to stdout."""
    with exporting(workspace) as store:
        if out is None:
            for content in store.entries():
                sys.stdout.buffer.write(content)
            sys.stdout.buffer.flush()
            return 0
        done = export_ledger(store, out)
    _write(done, output_format, f"{counted(done.entries, 'entry', 'entries')} in {out}")
    return 0


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--replay",
    is_flag=True,
    help="Record what is not here under new numbers: joins ledgers that went different ways.",
)
@format_option("text", "json")
@workspace_option
def import_command(workspace: Workspace, file: Path, replay: bool, output_format: str) -> int:
    """Bring the registry to the entries of an exported FILE, with the same root."""
    done = replay_ledger(workspace, file) if replay else import_ledger(workspace, file)
    total = counted(done.entries, "entry", "entries")
    _write(done, output_format, f"{total} in {file}, {done.new} new here")
    return 0


@click.command("upgrade")
@format_option("text", "json")
@workspace_option
def upgrade_command(workspace: Workspace, output_format: str) -> int:
    """Bring the database to the tables of this schemactl; its entries do not change."""
    before, after = upgrade_store(workspace, registry_url(workspace))
    if output_format == "json":
        print_json({"from": before, "to": after})
    elif before == after:
        print_lines(f"the tables are those of revision {after} already")
    else:
        print_lines(f"the tables are now those of revision {after}")
    return 0


def _write(done: Transferred, output_format: str, line: str) -> None:
    if output_format == "json":
        head = done.head and done.head._asdict()
        print_json({"entries": done.entries, "new": done.new, "head": head, "root": done.root})
    else:
        print_lines(line, f"  root {done.root}")
