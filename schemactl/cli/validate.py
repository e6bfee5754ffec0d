"""`schemactl validate`: check schemas, guidelines, migrations and releases."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from schemactl.cli.clock import today
from schemactl.cli.options import format_option, workspace_option
from schemactl.cli.output import print_lines
from schemactl.cli.recall import FORMATS, Recall
from schemactl.workspace import Workspace

if TYPE_CHECKING:
    from schemactl.model.settings import ProfileName


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
@format_option("text", "json", "github", "sarif", "markdown")
@workspace_option
def command(
    workspace: Workspace,
    paths: tuple[Path, ...],
    profile: "ProfileName | None",
    against: str | None,
    fix: bool,
    with_baseline: bool,
    is_fresh: bool,
    output_format: str,
) -> int:
    """Check everything, or what stands at PATHS. Exit code 1 where there is an error."""
    # On a build server the notes could only be what somebody has committed.
    remembers = not is_fresh and not os.environ.get("CI")
    writes = fix or with_baseline
    recall = None
    if remembers and output_format in FORMATS and against is None and not writes:
        recall = Recall(workspace, paths, profile or "", output_format, today())
    told = None if recall is None else recall.told()
    if told is None:
        # Imported here: what is remembered needs no rules, and they take longer than the rest.
        from schemactl.cli.validation import validated

        told = validated(
            workspace,
            paths,
            profile,
            output_format,
            against=against,
            fix=fix,
            with_baseline=with_baseline,
            remembers=remembers,
        )
        if recall is not None:
            recall.keep(told)
    print_lines(told.text)
    return told.code
