"""data digest: what tells one version of data from another."""

from pathlib import Path

import click

from schemactl.cli.data_options import data_options
from schemactl.cli.options import format_option, workspace_option
from schemactl.cli.output import print_failure, print_json, print_lines
from schemactl.cli.progress import ProgressBar
from schemactl.data.digesting import digest_data
from schemactl.data.digests import Digests
from schemactl.data.options import DataOptions
from schemactl.files.datasets.catalog import files_of
from schemactl.model.address import parse_ref
from schemactl.releases.read import read_schema, resolve
from schemactl.workspace import Workspace

_FILE = click.Path(path_type=Path, exists=True)


@click.command("digest")
@click.argument("files", metavar="FILE…", type=_FILE, nargs=-1, required=True)
@click.option("--schema", metavar="NAME@VERSION", required=True, help="The schema release.")
@click.option(
    "--only",
    type=click.Choice(Digests._fields),
    help="Print one of the three, which takes less time.",
)
@data_options
@format_option("text", "json")
@workspace_option
def command(
    files: tuple[Path, ...],
    schema: str,
    only: str | None,
    options: DataOptions,
    output_format: str,
    workspace: Workspace,
) -> int:
    """Print the three digests of data: of its bytes, its rows and its labels."""
    wanted = Digests._fields if only is None else (only,)
    release = None
    if "labels" in wanted:
        ref = resolve(workspace, parse_ref(schema, "schema"))
        release = read_schema(workspace, ref.name, ref.version)
    # What rows and labels say is had in one reading, beside that of the bytes.
    passes = len({name == "bytes" for name in wanted})
    total = passes * sum(part.stat().st_size for file in files for part in files_of(file))
    with ProgressBar(total) as bar:
        digests, unknown = digest_data(
            list(files), release, options, wanted, bar.advance, may_be_apart=True
        )
    if output_format == "json":
        print_json({**digests, "unknown_labels": unknown})
    else:
        print_lines(*(f"{name:7}{value}" for name, value in digests.items()))
    if not unknown:
        return 0
    said = f"{sum(unknown.values())} annotations carry labels that {schema} lacks"
    print_failure(said, "see `schemactl data check`; they count as written", as_json=False)
    return 1
