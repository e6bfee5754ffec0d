"""The stamp options: who registers, what they say about it, and what they assert of the past."""

import functools
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from schemactl.cli.clock import now
from schemactl.cli.output import print_note
from schemactl.errors import SchemactlError
from schemactl.registry.stamp import Stamp, digest_of_file, moment
from schemactl.workspace import Workspace

CommandT = TypeVar("CommandT", bound=Callable[..., Any])

# From the sign on: a pattern that began before it would take hours over a megabyte without one.
_EMAIL = re.compile(r"(?<=[^\s@])@[^\s@]+\.[^\s@]{2,}")
_UNSAID = Stamp()
_OPTIONS = (
    click.option("--actor", help="Who registers; a configured id, never a system user."),
    click.option("--note", help="A remark for the ledger."),
    click.option("--reason", help="Why this is recorded."),
    click.option("--as-of", metavar="DATE", help="Since when this is so, if it was long ago."),
    click.option(
        "--evidence",
        type=click.Path(path_type=Path, exists=True, dir_okay=False),
        multiple=True,
        help="A file that shows it; its sha256 is recorded.",
    ),
)


def stamp_options(command: CommandT, only_with: str | None = None) -> CommandT:
    """Give the command the stamp options, as its keyword `stamp`.

    Where nothing is recorded without an option, `only_with`, no stamp is made without it.
    """

    @functools.wraps(command)
    def with_stamp(workspace: Workspace, **given: Any) -> Any:
        said = {name: given.pop(name) for name in ("actor", "note", "reason", "as_of", "evidence")}
        records = only_with is None or given[only_with] is not None
        stamp = _stamp(workspace, **said) if records else _UNSAID
        return command(workspace=workspace, **given, stamp=stamp)

    wrapped: Any = with_stamp
    for option in reversed(_OPTIONS):
        wrapped = option(wrapped)
    decorated: CommandT = wrapped
    return decorated


def _stamp(workspace: Workspace, evidence: tuple[Path, ...], **said: str | None) -> Stamp:
    from schemactl.files.settings_file import read_settings

    actor = said["actor"] or read_settings(workspace).actor
    note, reason, as_of = said["note"], said["reason"], said["as_of"]
    if evidence and not as_of:
        raise SchemactlError("--evidence shows that something was so", "say when with --as-of DATE")
    if as_of:
        as_of = moment(as_of, "--as-of")
    if _EMAIL.search(f"{note} {reason}"):
        print_note("the note holds an e-mail address, and what is recorded cannot be deleted")
    return Stamp(
        now(), actor, note, reason, as_of, tuple(digest_of_file(path) for path in evidence)
    )
