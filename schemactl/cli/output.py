"""What commands write: JSON and text to stdout, failures and notes where people look."""

import json
import sys
from typing import Any

import click


def print_json(value: Any) -> None:
    """Write a result as indented JSON; everything on stdout is data."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def print_lines(*lines: str) -> None:
    """Write lines of text to stdout; characters that the terminal lacks are replaced."""
    click.echo("\n".join(lines))


def print_note(text: str) -> None:
    """Write a remark for a person: to stderr, and only to a terminal."""
    if sys.stderr.isatty():
        click.echo(text, err=True)


def print_failure(message: str, hint: str, as_json: bool) -> None:
    """Write why a command could not act, and what the user can do about it."""
    if as_json:
        print_json({"error": {"message": message, "hint": hint}})
        return
    click.secho("error: ", fg="red", bold=True, nl=False, err=True)
    click.echo(message, err=True)
    if hint:
        click.secho("hint: ", fg="cyan", nl=False, err=True)
        click.echo(hint, err=True)
