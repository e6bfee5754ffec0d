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
    """Give back what a migration made FILE from, also what it dropped or queued.

    The bytes of text formats come back, and the rows of Parquet and of datasets of Hugging Face.
    """
    del workspace
    if path.is_dir() and undo_file.is_dir():
        undone = undo_parts(path, undo_file, out)
    else:
        undone = undo(path, undo_file, out, force=force)
    if output_format == "json":
        found = {"run": undone.run, "digest": undone.digest, "bytes": undone.size}
        print_json({**found, "of": undone.of})
    else:
        what = "the rows" if undone.of == "rows" else f"{undone.size:,} bytes"
        print_lines(f"{out}: {what}, as they were before run {undone.run}")
    return 0
