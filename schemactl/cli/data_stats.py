"""`schemactl data stats`: what labeled data consists of, as charts in the terminal or a page."""

from pathlib import Path
from typing import Any

import click

from schemactl.cli.data_options import data_options
from schemactl.cli.options import format_option, workspace_option
from schemactl.cli.output import print_json, print_lines, print_note
from schemactl.cli.progress import ProgressBar
from schemactl.cli.stats_text import stats_lines
from schemactl.data.options import DataOptions
from schemactl.data.statistics.page import page
from schemactl.data.statistics.survey import MINIMUM, drift_between, slice_drifts, statistics
from schemactl.files.datasets.catalog import files_of
from schemactl.files.tree import write_file
from schemactl.model.address import parse_ref
from schemactl.model.release import SchemaRelease
from schemactl.releases.read import read_schema, resolve
from schemactl.workspace import Workspace

_FILE = click.Path(path_type=Path, exists=True)


@click.command("stats")
@click.argument("files", metavar="FILE…", type=_FILE, nargs=-1, required=True)
@click.option(
    "--schema", "schema", metavar="NAME@VERSION", required=True, help="The schema release."
)
@click.option(
    "--minimum",
    type=click.IntRange(min=0),
    default=MINIMUM,
    show_default=True,
    help="A label with fewer annotations is starved.",
)
@click.option(
    "--against", type=_FILE, help="Earlier data, under the same options, to tell the drift from."
)
@click.option("--html", type=click.Path(path_type=Path), help="Write a page with charts, too.")
@data_options
@format_option("text", "json")
@workspace_option
def command(
    files: tuple[Path, ...],
    schema: str,
    minimum: int,
    against: Path | None,
    html: Path | None,
    options: DataOptions,
    output_format: str,
    workspace: Workspace,
) -> int:
    """Count annotations by label, task, annotator, batch, version and slice, and look for leaks."""
    ref = resolve(workspace, parse_ref(schema, "schema"))
    release = read_schema(workspace, ref.name, ref.version)
    found = _collect(list(files), release, options, minimum)
    if against is not None:
        before = _collect([against], release, options, minimum)
        found["drift"] = drift_between(before, found)
        found["slice_drift"] = slice_drifts(before, found)
    if html is not None:
        write_file(html, page(f"Labeled data under {ref}", found).encode())
        print_note(f"written: {html}")
    if output_format == "json":
        print_json({"schema": str(ref), **found})
    else:
        print_lines(*stats_lines(found))
    return 0


def _collect(
    files: list[Path], release: SchemaRelease, options: DataOptions, minimum: int
) -> dict[str, Any]:
    total = sum(part.stat().st_size for file in files for part in files_of(file))
    with ProgressBar(total) as bar:
        return statistics(files, release.schema, options, minimum, bar.advance)
