"""Findings and diagnostics: problems in a user's files, as values."""

from typing import Literal, NamedTuple

Pointer = tuple[str | int, ...]
Severity = Literal["error", "warning", "info", "off"]


class Region(NamedTuple):
    """A place in a file: 1-based lines and columns in code points, the end exclusive."""

    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None


class Fix(NamedTuple):
    """Text that replaces the characters from start to end (code points, end exclusive)."""

    start: int
    end: int
    text: str


class SetScalar(NamedTuple):
    """The edit that gives the value at a pointer another text; a key that is missing is added."""

    pointer: Pointer
    value: str


class RemoveItem(NamedTuple):
    """The edit that removes the entry of a list to which a pointer leads."""

    pointer: Pointer


Edit = SetScalar | RemoveItem


class Finding(NamedTuple):
    """A rule's remark about the thing that a pointer leads to.

    `file` is relative to the root and only given where the thing stands in another file than
    the one under examination; `region` only where a pointer cannot say the place (Markdown).
    A rule knows no characters: it says in `edits` what would mend the file, and the engine turns
    them into fixes.
    """

    pointer: Pointer
    message: str
    hint: str = ""
    label: str | None = None
    file: str | None = None
    region: Region | None = None
    fixes: tuple[Fix, ...] = ()
    edits: tuple[Edit, ...] = ()


class Diagnostic(NamedTuple):
    """A finding with its rule, severity and place.

    `address` is schema/task/label, as far as it is known; `suppressed` is the reason for which
    it is accepted, and `suppressed_in` says where that reason stands.
    """

    rule: str
    severity: Severity
    message: str
    file: str | None
    region: Region
    label: str | None = None
    hint: str = ""
    fixes: tuple[Fix, ...] = ()
    suppressed: str | None = None
    address: str = ""
    suppressed_in: Literal["", "file", "settings"] = ""
