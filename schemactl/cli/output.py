"""What commands write: JSON and text to stdout, failures and notes where people look."""

import json
import sys
from typing import Any

import click

from schemactl.model.printable import visible
from schemactl.model.secret import masked


def print_json(value: Any) -> None:
    """Write a result as indented JSON; everything on stdout is data."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    if not text.isascii() and not _is_unicode(text):
        text = json.dumps(value, indent=2)
    sys.stdout.write(text + "\n")


def _is_unicode(text: str) -> bool:
    # Arguments that are no UTF-8 arrive as halves of surrogate pairs, which have no bytes.
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def print_lines(*lines: str) -> None:
    """Write lines of text to stdout; characters that the terminal lacks are replaced."""
    click.echo("\n".join(lines))


def print_note(text: str) -> None:
    """Write a remark for a person: to stderr, and only to a terminal."""
    if sys.stderr.isatty():
        click.echo(text, err=True)


def print_failure(message: str, hint: str, as_json: bool) -> None:
    """Write why a command could not act, and what the user can do about it.

    What people typed is repeated in it: it must not steer the terminal, nor show a password.
    """
    message, hint = masked(message), masked(hint)
    if as_json:
        print_json({"error": {"message": message, "hint": hint}})
        return
    click.secho("error: ", fg="red", bold=True, nl=False, err=True)
    click.echo(_harmless(message), err=True)
    if hint:
        click.secho("hint: ", fg="cyan", nl=False, err=True)
        click.echo(_harmless(hint), err=True)


def _harmless(text: str) -> str:
    return "\n".join(map(visible, text.split("\n")))
