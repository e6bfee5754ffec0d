"""`schemactl migrate undo`: give back what a migration was given."""

from pathlib import Path

import click

from schemactl.cli.options import format_option, workspace_option
from schemactl.cli.output import print_json, print_lines
from schemactl.migrate.engines.undo_parts import undo_parts
from schemactl.migrate.undo import undo
from schemactl.workspace import Workspace

_THERE = click.Path(path_type=Path, exists=True)


@click.command("undo")
@click.argument("path", metavar="FILE", type=_THERE)
@click.option("--undo", "undo_file", type=_THERE, required=True, help="What `apply` wrote for it.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="What to write.")
@click.option("--force", is_flag=True, help="Replace what is there.")
@format_option("text", "json")
@workspace_option
def command(
    path: Path, undo_file: Path, out: Path, force: bool, output_format: str, workspace: Workspace
) -> int:
    """Give back the bytes that a migration made FILE from, also what it dropped or queued."""
    del workspace
    if path.is_dir() and undo_file.is_dir():
        undone = undo_parts(path, undo_file, out)
    else:
        undone = undo(path, undo_file, out, force=force)
    if output_format == "json":
        print_json({"run": undone.run, "digest": undone.digest, "bytes": undone.size})
    else:
        print_lines(f"{out}: {undone.size} bytes, as they were before run {undone.run}")
    return 0
