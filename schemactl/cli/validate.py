"""`schemactl validate`: check schemas, guidelines, migrations and releases."""

import gc
from functools import partial
from pathlib import Path

import click

from schemactl.cli.clock import today
from schemactl.cli.options import format_option, workspace_option
from schemactl.cli.output import print_note
from schemactl.cli.reports.catalog import FORMATS, write_report
from schemactl.model.settings import ProfileName
from schemactl.validate.baseline import write_baseline
from schemactl.validate.engine import Report, validate
from schemactl.validate.fixing import apply_fixes
from schemactl.workspace import Workspace

# A fix may uncover the next one, as in a text that commas cut into many parts.
_ROUNDS = 20
# Holds the last report until the process has left, so that nobody waits for its trees to go.
_last: list[Report] = []


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--profile", type=click.Choice(["minimal", "standard", "strict"]))
@click.option(
    "--against",
    metavar="GITREF",
    help="Also compare with where this branch left GITREF, and with what it has released since.",
)
@click.option("--fix", is_flag=True, help="Mend what can be mended, then check again.")
@click.option(
    "--write-baseline",
    "with_baseline",
    is_flag=True,
    help="Accept the present errors in schemactl.yaml, then check again.",
)
@click.option(
    "--no-cache",
    "is_fresh",
    is_flag=True,
    help="Look at every file again, also where .schemactl/ says what was found in its bytes.",
)
@format_option(*FORMATS)
@workspace_option
def command(
    workspace: Workspace,
    paths: tuple[Path, ...],
    profile: ProfileName | None,
    against: str | None,
    fix: bool,
    with_baseline: bool,
    is_fresh: bool,
    output_format: str,
) -> int:
    """Check everything, or what stands at PATHS. Exit code 1 where there is an error."""
    # The process ends with the report: collecting garbage would only walk the nouns again.
    gc.disable()
    check = partial(
        validate, workspace, paths, profile, today=today(), against=against, remembers=not is_fresh
    )
    report = check()
    for _ in range(_ROUNDS if fix else 0):
        if not apply_fixes(workspace, report.diagnostics):
            break
        report = check()
    if with_baseline and (added := write_baseline(workspace, report.diagnostics, today())):
        print_note(f"added {added} suppressions to {workspace.settings_file.name}")
        report = check()
    write_report(workspace, report, output_format)
    _last[:] = [report]
    return 1 if report.count("error") else 0
