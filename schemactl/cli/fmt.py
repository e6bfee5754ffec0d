"""`schemactl fmt`: write label files in their canonical form."""

from pathlib import Path

import click

from schemactl.cli.lineage_text import counted
from schemactl.cli.options import format_option, workspace_option
from schemactl.cli.output import print_json, print_lines
from schemactl.cli.reports.json import report_as_json
from schemactl.cli.reports.text import findings_as_text
from schemactl.files.label_files import label_files
from schemactl.files.source import read_bytes
from schemactl.files.tree import write_file
from schemactl.files.yaml_format import format_file
from schemactl.model.finding import Diagnostic
from schemactl.validate.engine import Report
from schemactl.workspace import Workspace


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Write nothing; exit code 1 where a file would change.")
@format_option("text", "json")
@workspace_option
def command(workspace: Workspace, paths: tuple[Path, ...], check: bool, output_format: str) -> int:
    """Format all label files, or those at PATHS: values, comments and order stay.

    A file with problems is left alone and reported, with exit code 1.
    """
    files = label_files(workspace, paths)
    changed: list[str] = []
    problems: list[Diagnostic] = []
    for path in files:
        content = read_bytes(workspace, path)
        formatted = format_file(workspace.relative(path), content)
        problems += formatted.problems
        if formatted.content != content:
            changed.append(workspace.relative(path))
            if not check:
                write_file(workspace.inside(path), formatted.content)
    if output_format == "json":
        found = report_as_json(Report(tuple(problems), 0, 0, 0))["diagnostics"]
        print_json({"files": len(files), "changed": changed, "diagnostics": found})
    else:
        verb = "would change" if check else "changed"
        print_lines(
            *findings_as_text(workspace, problems),
            *(f"{verb} {file}" for file in changed),
            f"{counted(len(files), 'file')}: {verb} {len(changed)}",
        )
    return 1 if problems or (check and changed) else 0
