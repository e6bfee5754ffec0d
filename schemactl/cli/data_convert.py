"""`schemactl data convert`: write annotations in another format, with a loss report."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import click

from schemactl.cli.data_options import data_options
from schemactl.cli.options import format_option, workspace_option
from schemactl.cli.output import print_json, print_lines
from schemactl.cli.progress import ProgressBar
from schemactl.data.convert import Conversion, convert
from schemactl.data.options import DataOptions
from schemactl.errors import SchemactlError
from schemactl.files.datasets.catalog import files_of
from schemactl.model.address import parse_ref
from schemactl.releases.read import read_schema, resolve
from schemactl.workspace import Workspace

_MOST_SHOWN = 20


@click.command("convert")
@click.argument(
    "files", metavar="FILE…", type=click.Path(path_type=Path, exists=True), nargs=-1, required=True
)
@click.option(
    "--schema", "schema", metavar="NAME@VERSION", required=True, help="The schema release."
)
@click.option("--to", metavar="FORMAT", required=True, help="The format to write.")
@click.option(
    "--out", metavar="PATH", type=click.Path(path_type=Path), required=True, help="What to write."
)
@click.option("--force", is_flag=True, help="Replace what is at PATH.")
@data_options
@format_option("text", "json")
@workspace_option
def command(
    files: tuple[Path, ...],
    schema: str,
    to: str,
    out: Path,
    force: bool,
    options: DataOptions,
    output_format: str,
    workspace: Workspace,
) -> int:
    """Write annotations in another format, and say what it cannot express."""
    if out.exists() and not force:
        raise SchemactlError(f"{out} exists", "give another --out, or --force to replace it")
    ref = resolve(workspace, parse_ref(schema, "schema"))
    release = read_schema(workspace, ref.name, ref.version)
    total = sum(part.stat().st_size for file in files for part in files_of(file))
    with ProgressBar(total) as bar:
        found = convert(list(files), release.schema, options, to, out, bar.advance)
    if output_format == "json":
        print_json(_as_json(found, str(ref), to, out))
    else:
        print_lines(*_grouped(found), _total(found, out))
    return 0


def _as_json(found: Conversion, ref: str, to: str, out: Path) -> dict[str, object]:
    return {
        "schema": ref,
        "format": to,
        "path": out.as_posix(),
        "items": found.items,
        "annotations": found.annotations,
        "losses": [loss._asdict() for loss in found.losses],
        "summary": found.summary,
    }


def _grouped(found: Conversion) -> Iterator[str]:
    """Yield what is lost by kind, the most frequent first, and the first losses of each."""
    shown: dict[str, list[str]] = defaultdict(list)
    for loss in found.losses:
        where = f"item {loss.item}: " if loss.item else ""
        shown[loss.kind].append(f"  {where}{loss.message}")
    for kind, count in sorted(found.summary.items(), key=lambda one: (-one[1], one[0])):
        yield f"lost: {kind}, {count}"
        first = shown[kind][:_MOST_SHOWN]
        yield from first
        if count > len(first):
            yield f"  … {count - len(first)} more; --format json lists ten thousand"


def _total(found: Conversion, out: Path) -> str:
    lost = ", ".join(f"{kind} {count}" for kind, count in found.summary.items())
    told = f"; lost: {lost}" if lost else "; nothing is lost"
    return f"{out}: {found.annotations} annotations of {found.items} items{told}"
