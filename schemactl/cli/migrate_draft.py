"""`schemactl migrate draft`: write the plan that leads existing labels to the next release."""

import click

from schemactl.cli.options import format_option, workspace_option
from schemactl.cli.output import print_json, print_lines
from schemactl.migrate.draft import Drafted, content_to_approve, draft_migration
from schemactl.migrate.onto import move_onto
from schemactl.workspace import Workspace


@click.command("draft")
@click.argument("name")
@click.option(
    "--onto",
    metavar="GITREF",
    help="First move the draft above what GITREF has released meanwhile.",
)
@format_option("text", "json")
@workspace_option
def command(workspace: Workspace, name: str, onto: str | None, output_format: str) -> int:
    """Write the migration file of schema NAME, or add the steps that it lacks."""
    moved = move_onto(workspace, name, onto) if onto is not None else None
    drafted = draft_migration(workspace, name)
    content = None if drafted.added else content_to_approve(workspace, name)
    if output_format == "json":
        print_json({**_as_json(workspace, drafted, moved), "content": content})
    else:
        _write_text(workspace, drafted, moved)
        if content is not None:
            print_lines(f"approvals of this draft state content: {content}")
    return 0


def _as_json(workspace: Workspace, drafted: Drafted, moved: str | None) -> dict[str, object]:
    return {
        "file": workspace.relative(drafted.file),
        "added": list(drafted.added),
        "proposed": [
            {
                "change": candidate.change,
                "task": candidate.task,
                "from": list(candidate.source),
                "to": list(candidate.target),
                "score": candidate.score,
            }
            for candidate in drafted.proposed
        ],
        "minimum_bump": drafted.verdict.minimum_bump,
        "moved_onto": moved,
    }


def _write_text(workspace: Workspace, drafted: Drafted, moved: str | None) -> None:
    if moved is not None:
        print_lines(f"moved the draft onto {moved}")
    file = workspace.relative(drafted.file)
    if not drafted.added:
        print_lines(f"{file}: every change has its step")
        return
    steps = "step" if len(drafted.added) == 1 else "steps"
    print_lines(f"{file}: {len(drafted.added)} {steps} to decide")
    print_lines(*(f"  {step}" for step in drafted.added))
    print_lines("next: replace every CHOOSE, then run `schemactl validate`")
