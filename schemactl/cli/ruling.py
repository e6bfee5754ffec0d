"""`schemactl ruling`: questions of annotators become open rulings, and rulings their answers."""

from pathlib import Path
from typing import Any

import click

from schemactl.cli.clock import today
from schemactl.cli.options import format_option, workspace_option
from schemactl.cli.output import print_json, print_lines
from schemactl.errors import SchemactlError
from schemactl.exchange.rulings import Decision, Written, add_ruling, take_in_questions
from schemactl.files.returned_file import read_questions
from schemactl.files.settings_file import read_settings
from schemactl.model.identifiers import DATE
from schemactl.workspace import Workspace

_guideline = click.option("--guideline", metavar="NAME", help="The guideline that gets it.")


@click.group()
def command() -> None:
    """Take in what annotators ask, and write down what is decided about single hard items."""


@command.command("import")
@click.argument(
    "files",
    metavar="FILE…",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
)
@_guideline
@click.option("--by", help="Who asks, as a pseudonym.")
@format_option("text", "json")
@workspace_option
def import_(workspace: Workspace, files: tuple[Path, ...], output_format: str, **said: Any) -> int:
    """Write the questions that the handbook's "Ask" downloads as open rulings.

    A question that was taken in before stays as it is.
    """
    questions = [question for path in files for question in read_questions(path)]
    written = take_in_questions(workspace, questions, said["guideline"], said["by"])
    _write(written, output_format, "open", "asked already:")
    return 0


@command.command()
@click.option("--item", metavar="TEXT", help="The item, or its id.")
@click.option("--answers", metavar="ID", help="The open ruling that is decided, instead of --item.")
@click.option("--use", metavar="LABEL", required=True, help="The label that the item gets.")
@click.option("--because", metavar="TEXT", help="Why.")
@click.option("--because-of", metavar="ID", help="The rule or example that decides it.")
@click.option("--by", help="Who decides; by default the configured actor.")
@click.option("--date", metavar="DATE", help="When; by default today.")
@_guideline
@format_option("text", "json")
@workspace_option
def add(workspace: Workspace, output_format: str, guideline: str | None, **said: Any) -> int:
    """Write a decision about one item into the guideline's rulings."""
    if bool(said["item"]) == bool(said["answers"]):
        raise click.UsageError("give --item or --answers")
    said["date"] = said["date"] or today()
    if not DATE.match(said["date"]):
        raise SchemactlError(f"--date {said['date']!r} is no date", "write 2026-11-20")
    said["by"] = said["by"] or read_settings(workspace).actor
    written = add_ruling(workspace, Decision(**said), guideline)
    _write([written], output_format, "ruled", "ruled already:")
    return 0


def _write(written: list[Written], output_format: str, state: str, known: str) -> None:
    if output_format == "json":
        print_json({"rulings": [{**one._asdict(), "state": state} for one in written]})
        return
    print_lines(*(f"{state if one.new else known} {one.id} in {one.file}" for one in written))
