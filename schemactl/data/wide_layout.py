"""Wide layouts: tables with a column per annotator, per class with its votes, or per label."""

from typing import Literal, NamedTuple, get_args

from schemactl.errors import SchemactlError

LayoutKind = Literal["annotators", "votes", "flags"]
_KINDS: dict[str, LayoutKind] = {kind: kind for kind in get_args(LayoutKind)}


class WideLayout(NamedTuple):
    """What `--layout` says: columns, each with the annotator or label that it stands for."""

    kind: LayoutKind
    task: str | None
    columns: tuple[tuple[str, str], ...]


def parse_layout(text: str) -> WideLayout:
    """Read `KIND[:TASK]=[NAME@]COL,…`. Raises SchemactlError.

    `annotators` has a column per annotator, NAME is the annotator; `votes` has a column per
    class with its number of votes, NAME is the label; `flags` has a column of 0 and 1 per label.
    Without NAME the column's own name is meant.
    """
    what, equals, listed = text.partition("=")
    kind, _, task = what.partition(":")
    columns = tuple(_column(part) for part in listed.split(","))
    known = _KINDS.get(kind)
    if known is None or not equals or not all(name and column for name, column in columns):
        hint = f"write --layout KIND[:TASK]=[NAME@]COL,…; kinds: {', '.join(_KINDS)}"
        raise SchemactlError(f"--layout {text!r} is not understood", hint)
    return WideLayout(known, task or None, columns)


def _column(text: str) -> tuple[str, str]:
    name, at, column = text.partition("@")
    return (name, column) if at else (text, text)
