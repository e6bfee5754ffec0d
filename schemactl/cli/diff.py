"""`schemactl diff`: what changed between two versions, and what that means."""

import gc

import click

from schemactl.cli.diff_text import comparison_as_text
from schemactl.cli.options import format_option, workspace_option
from schemactl.cli.output import print_json, print_lines
from schemactl.diff.render_html import render_html
from schemactl.diff.render_markdown import render_markdown
from schemactl.diff.report import compare_sides, report_as_json
from schemactl.model.change import BUMPS, Bump
from schemactl.registry.impact import counted
from schemactl.workspace import Workspace


@click.command()
@click.argument("old")
@click.argument("new")
@click.option(
    "--fail-on",
    type=click.Choice(["patch", "minor", "major"]),
    help="Exit with 1 where the minimum bump is this one or a larger one.",
)
@click.option(
    "--impact", is_flag=True, help="Also count the datasets, records and models that are touched."
)
@format_option("text", "json", "markdown", "html")
@workspace_option
def command(
    workspace: Workspace,
    old: str,
    new: str,
    fail_on: Bump | None,
    impact: bool,
    output_format: str,
) -> int:
    """Show the semantic changes from OLD to NEW, the version step and the fate of annotations.

    OLD and NEW are NAME@VERSION, NAME@draft, guideline:NAME@VERSION, a path, or GITREF:path.
    """
    # The process ends with the report: collecting garbage would only walk the nouns again.
    gc.disable()
    comparison = compare_sides(workspace, old, new)
    if impact:
        comparison = counted(workspace, comparison)
    match output_format:
        case "json":
            print_json(report_as_json(comparison))
        case "markdown":
            print_lines(render_markdown(comparison).rstrip("\n"))
        case "html":
            print_lines(render_html(comparison).rstrip("\n"))
        case _:
            print_lines(*comparison_as_text(comparison))
    reached = comparison.verdict.minimum_bump
    return int(fail_on is not None and BUMPS.index(reached) >= BUMPS.index(fail_on))
