"""`schemactl registry erase-annotator`: delete the name behind a pseudonym, and only that."""

import click

from schemactl.cli.options import format_option, workspace_option
from schemactl.cli.output import print_json, print_lines
from schemactl.cli.stamp_options import stamp_options
from schemactl.registry.annotators import erase_annotator
from schemactl.registry.stamp import Stamp
from schemactl.workspace import Workspace


@click.command("erase-annotator")
@click.argument("pseudonym")
@stamp_options
@format_option("text", "json")
@workspace_option
def command(workspace: Workspace, pseudonym: str, stamp: Stamp, output_format: str) -> int:
    """Delete who stands behind PSEUDONYM; what was recorded under it stays valid."""
    done = erase_annotator(workspace, pseudonym.removeprefix("annotator:"), stamp)
    entry = done.registered.entry
    if output_format == "json":
        print_json({"ref": entry.ref, "entry": entry.seq, "erased": done.was_known})
    elif done.was_known:
        print_lines(f"deleted the name behind {pseudonym}; recorded as entry {entry.seq}")
    else:
        print_lines(f"no name was known here for {pseudonym}; recorded as entry {entry.seq}")
    return 0
