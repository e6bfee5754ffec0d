"""`schemactl validate`: check schemas, guidelines, migrations and releases."""

import gc
from pathlib import Path

import click

from schemactl.cli.clock import today
from schemactl.cli.options import format_option, workspace_option
from schemactl.cli.reports.catalog import FORMATS, write_report
from schemactl.model.settings import ProfileName
from schemactl.validate.engine import validate
from schemactl.validate.fixing import apply_fixes
from schemactl.workspace import Workspace


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--profile", type=click.Choice(["minimal", "standard", "strict"]))
@click.option("--fix", is_flag=True, help="Mend what can be mended, then check again.")
@format_option(*FORMATS)
@workspace_option
def command(
    workspace: Workspace,
    paths: tuple[Path, ...],
    profile: ProfileName | None,
    fix: bool,
    output_format: str,
) -> int:
    """Check everything, or what stands at PATHS. Exit code 1 where there is an error."""
    # The process ends with the report: collecting garbage would only walk the nouns again.
    gc.disable()
    report = validate(workspace, paths, profile, today=today())
    if fix and apply_fixes(workspace, report.diagnostics):
        report = validate(workspace, paths, profile, today=today())
    write_report(workspace, report, output_format)
    return 1 if report.count("error") else 0
