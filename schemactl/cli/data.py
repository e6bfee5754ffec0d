"""data: check and digest labeled data under a schema release."""

from pathlib import Path

import click

from schemactl.cli.data_convert import command as convert_command
from schemactl.cli.data_options import data_options
from schemactl.cli.options import format_option, workspace_option
from schemactl.cli.output import print_failure, print_json, print_lines
from schemactl.cli.progress import ProgressBar
from schemactl.data.check import severity
from schemactl.data.options import DataOptions
from schemactl.data.survey import BYTES_PASSES, Survey, survey
from schemactl.files.datasets.catalog import files_of
from schemactl.model.address import parse_ref
from schemactl.model.annotation import Problem
from schemactl.releases.read import read_schema, resolve
from schemactl.workspace import Workspace

_FILE = click.Path(path_type=Path, exists=True)
_schema_option = click.option(
    "--schema", "schema", metavar="NAME@VERSION", required=True, help="The schema release."
)


@click.group()
def command() -> None:
    """Check, convert and digest annotation data."""


command.add_command(convert_command)


@command.command()
@click.argument("files", metavar="FILE…", type=_FILE, nargs=-1, required=True)
@_schema_option
@data_options
@format_option("text", "json")
@workspace_option
def digest(
    files: tuple[Path, ...],
    schema: str,
    options: DataOptions,
    output_format: str,
    workspace: Workspace,
) -> int:
    """Print the three digests of data: of its bytes, its rows and its labels."""
    found = _survey(files, schema, options, workspace, with_check=False)
    if output_format == "json":
        print_json({**found.digests._asdict(), "unknown_labels": found.unknown_labels})
    else:
        print_lines(*(f"{name:7}{value}" for name, value in found.digests._asdict().items()))
    if not found.unknown_labels:
        return 0
    unknown = f"{sum(found.unknown_labels.values())} annotations carry labels that {schema} lacks"
    print_failure(unknown, "see `schemactl data check`; they count as written", as_json=False)
    return 1


@command.command()
@click.argument("file", type=_FILE)
@_schema_option
@data_options
@format_option("text", "json")
@workspace_option
def check(
    file: Path, schema: str, options: DataOptions, output_format: str, workspace: Workspace
) -> int:
    """Check annotations against a schema release; exit code 1 where there are errors."""
    found = _survey((file,), schema, options, workspace)
    if output_format == "json":
        print_json(
            {
                "annotations": found.annotations,
                "items": found.items,
                "problems": [
                    {**problem._asdict(), "severity": severity(problem.kind)}
                    for problem in found.problems
                ],
                "summary": found.summary,
            }
        )
    else:
        print_lines(*(_line(file, problem) for problem in found.problems), _total(found))
    return 1 if found.errors else 0


def _survey(
    files: tuple[Path, ...],
    schema: str,
    options: DataOptions,
    workspace: Workspace,
    with_check: bool = True,
) -> Survey:
    ref = resolve(workspace, parse_ref(schema, "schema"))
    release = read_schema(workspace, ref.name, ref.version)
    total = BYTES_PASSES * sum(part.stat().st_size for file in files for part in files_of(file))
    with ProgressBar(total) as bar:
        return survey(list(files), release, options, bar.advance, with_check)


def _line(file: Path, problem: Problem) -> str:
    where = f"{file}:{problem.line}" if problem.line is not None else str(file)
    item = f"item {problem.item}: " if problem.item else ""
    return f"{where}: {severity(problem.kind)}: {item}{problem.message} [{problem.kind}]"


def _total(found: Survey) -> str:
    counted = f"{found.annotations} annotations of {found.items} items"
    kinds = ", ".join(f"{kind} {count}" for kind, count in found.summary.items())
    return f"{counted}: {kinds}" if kinds else f"{counted}: no problems"
