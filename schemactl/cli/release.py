"""`schemactl release`: freeze drafts as immutable releases and record them."""

from typing import Any

import click

from schemactl.cli.clock import now
from schemactl.cli.options import format_option, workspace_option
from schemactl.cli.output import print_json, print_lines
from schemactl.cli.reports.catalog import write_report
from schemactl.cli.reports.json import report_as_json
from schemactl.errors import SchemactlError
from schemactl.files.settings_file import read_settings
from schemactl.model.identifiers import NAME
from schemactl.registry.cut import Cut, Outcome, Said, Target, cut, pending
from schemactl.workspace import Workspace


@click.command()
@click.argument("drafts", nargs=-1, metavar="[schema:NAME | guideline:NAME]...")
@click.option("--dry-run", is_flag=True, help="Say what would be released, and write nothing.")
@click.option("--actor", help="Who releases; a configured id, never a system user.")
@click.option("--note", help="A remark for the ledger.")
@click.option("--reason", help="Why this is released.")
@format_option("text", "json")
@workspace_option
def command(
    workspace: Workspace,
    drafts: tuple[str, ...],
    dry_run: bool,
    output_format: str,
    **said: str | None,
) -> int:
    """Release the named drafts, or all whose version is higher than their last release."""
    targets = [_target(text) for text in drafts] if drafts else pending(workspace)
    actor = said["actor"] or read_settings(workspace).actor
    stamp = Said(actor=actor, note=said["note"], reason=said["reason"])
    outcome = cut(workspace, targets, at=now(), dry_run=dry_run, **stamp)
    if output_format == "json":
        released = [_as_json(workspace, made) for made in outcome.released]
        print_json({"released": released, **report_as_json(outcome.report)})
    else:
        _write_text(workspace, outcome, dry_run)
    return 1 if outcome.report.count("error") else 0


def _target(text: str) -> Target:
    kind, colon, name = text.partition(":")
    if not colon:
        kind, name = "schema", text
    if kind not in ("schema", "guideline") or not NAME.match(name):
        raise SchemactlError(
            f"{text!r} is no draft",
            "write schema:NAME or guideline:NAME; the version is the one in its file",
        )
    return Target(kind, name)


def _as_json(workspace: Workspace, made: Cut) -> dict[str, Any]:
    changelog = {
        "path": workspace.relative(made.changelog.path),
        "entry": made.changelog.section,
    }
    folder = workspace.relative(made.folder)
    return {"ref": made.ref, "digest": made.digest, "path": folder, "changelog": changelog}


def _write_text(workspace: Workspace, outcome: Outcome, dry_run: bool) -> None:
    if outcome.report.count("error"):
        write_report(workspace, outcome.report, "text")
        print_lines("nothing was released")
        return
    if not outcome.released:
        print_lines("nothing to release: no draft has a higher version than its last release")
    for made in outcome.released:
        verb = click.style("would release" if dry_run else "released", fg="green")
        print_lines(f"{verb} {made.ref}", f"  digest {made.digest}")
        print_lines(f"  folder {workspace.relative(made.folder)}")
        if dry_run:
            print_lines(f"  {workspace.relative(made.changelog.path)} would say:")
            print_lines(*(f"    {line}".rstrip() for line in made.changelog.section.split("\n")))
