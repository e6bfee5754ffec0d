"""`schemactl merge`: merge a label file of two branches, as a merge driver of git."""

from pathlib import Path

import click

from schemactl.cli.lineage_text import counted
from schemactl.cli.output import print_note
from schemactl.files.entry_merge import merge_entries
from schemactl.files.tree import write_file

_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command()
@click.argument("base", type=_FILE)
@click.argument("ours", type=_FILE)
@click.argument("theirs", type=_FILE)
def command(base: Path, ours: Path, theirs: Path) -> int:
    """Merge what two branches made of BASE into the file OURS; git calls it as a merge driver.

    Labels, examples and other entries that both added at one place are kept, one after the other.
    Exit code 1 where conflicts are left; they are marked as git marks them.
    """
    merged = merge_entries(base, ours, theirs)
    write_file(ours, merged.content)
    if merged.conflicts:
        print_note(f"{counted(merged.conflicts, 'conflict')} left")
    return 1 if merged.conflicts else 0
