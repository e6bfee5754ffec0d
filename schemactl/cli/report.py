"""`schemactl report`: what others read about a change."""

import click

from schemactl.audit.preview import checked_address
from schemactl.audit.pull_request import examine
from schemactl.audit.pull_request_facts import facts
from schemactl.audit.pull_request_page import render
from schemactl.cli.clock import today
from schemactl.cli.options import format_option, workspace_option
from schemactl.cli.output import print_json, print_lines
from schemactl.cli.reports.json import report_as_json
from schemactl.workspace import Workspace


@click.group()
def command() -> None:
    """Tell others what a change does."""


@command.command("pull-request")
@click.option(
    "--against",
    metavar="GITREF",
    required=True,
    help="The branch that this one is to be merged into; compared with where they parted.",
)
@click.option("--preview-url", default="", help="Where a handbook of this branch can be read.")
@format_option("markdown", "json")
@workspace_option
def pull_request(workspace: Workspace, against: str, preview_url: str, output_format: str) -> int:
    """Write the comment on a pull request: verdicts, changes, impact, open questions, findings.

    The first line is the same each time, so that one comment can be kept up to date. The exit
    code is 0 whatever is found: `schemactl validate --against GITREF` is the gate.
    """
    address = checked_address(preview_url) if preview_url else ""
    request = examine(workspace, against, today())
    if output_format == "json":
        print_json({**facts(request), "validate": report_as_json(request.report)})
    else:
        print_lines(render(request, address).rstrip("\n"))
    return 0
