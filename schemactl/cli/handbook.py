"""`schemactl handbook`: build the site that annotators read."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Any

import click

from schemactl.cli.options import format_option, workspace_option
from schemactl.cli.output import print_json, print_lines, print_note
from schemactl.cli.progress import ProgressBar
from schemactl.handbook.advance import Report
from schemactl.handbook.book import described
from schemactl.handbook.site import Built, build_site, described_edition
from schemactl.workspace import Workspace

_STEPS = 1000


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    """Build the handbook that annotators read."""


@command.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help="The folder of the site; by default build/handbook/site.",
)
@click.option(
    "--trust-mkdocs",
    is_flag=True,
    help="Also use hooks, plugins, scripts and templates that mkdocs.yml names: they run code.",
)
@click.option(
    "--all-versions",
    is_flag=True,
    help="Also build a frozen copy of every released version, under <schema>/v/.",
)
@format_option("text", "json")
@workspace_option
def build(
    workspace: Workspace,
    out: Path | None,
    trust_mkdocs: bool,
    all_versions: bool,
    output_format: str,
) -> None:
    """Build one site of all schemas and guidelines, from their latest releases.

    Where nothing is released, the draft is shown with a banner that says so.
    """
    # The process ends with the site: collecting garbage would only walk labels and pages again.
    gc.disable()
    if output_format == "json":
        print_json(_as_json(workspace, build_site(workspace, out, trust_mkdocs, all_versions)))
        return
    with _progress() as report:
        built = build_site(workspace, out, trust_mkdocs, all_versions, report=report)
    print_lines(
        *(f"{described(warning)} (warning)" for warning in built.warnings),
        f"{built.pages} pages of {', '.join(e.schema_release.ref for e in built.editions)}",
        f"open {built.folder / 'index.html'}",
    )


@command.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.option(
    "--trust-mkdocs",
    is_flag=True,
    help="Also use hooks, plugins, scripts and templates that mkdocs.yml names: they run code.",
)
@workspace_option
def serve(workspace: Workspace, port: int, trust_mkdocs: bool) -> None:
    """Show the handbook of the working copies in a browser, and anew when a file changes.

    Only this machine can see it. Stop it with Ctrl+C.
    """
    from schemactl.handbook.preview import Preview, served

    with _progress() as report:
        preview = Preview(workspace, trust_mkdocs, report)
    with served(preview, port) as address:
        print_lines(address)
        Event().wait()


@contextmanager
def _progress() -> Iterator[Report]:
    """Give the report that moves a bar on a terminal, once a build takes its time."""
    print_note("Building the handbook …")
    with ProgressBar(_STEPS) as bar:
        yield lambda share: bar.advance(round(share * _STEPS) - bar.done)


def _as_json(workspace: Workspace, built: Built) -> dict[str, Any]:
    return {
        "out": workspace.relative(built.folder),
        "index": workspace.relative(built.folder / "index.html"),
        "pages": built.pages,
        "schemas": [described_edition(edition) for edition in built.editions],
        "warnings": [
            {
                "rule": warning.rule,
                "message": warning.message,
                "file": warning.file,
                "line": warning.region.line,
                "column": warning.region.column,
            }
            for warning in built.warnings
        ],
    }
