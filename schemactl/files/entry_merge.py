"""Entry merge: a label file of two branches, where both added entries of a list at one place.

Git merges the lines; what it leaves open is settled only where each side added whole entries and
nothing else, so that keeping both is what both meant. Everything else stays a conflict.
"""

import re
import subprocess
from pathlib import Path
from typing import NamedTuple

from schemactl.errors import SchemactlError
from schemactl.files.yaml_tree import Document

# Longer than any line of dashes or of equal signs that a text may hold.
_MARK = 61
_OURS, _BASE, _THEIRS, _END = (one * _MARK for one in "<|=>")
_SHOWN = 7
# Git gives the number of conflicts as its exit code, and more than that where it failed.
_MOST_CONFLICTS = 127
_ENTRY = re.compile(r"( *)- ")
_ID = re.compile(r" *- (?:\{ *)?id: *([^,}#\n]*[^,}#\s])")


class Merged(NamedTuple):
    """The text of both branches, and how many conflicts are left in it, marked as git does."""

    content: bytes
    conflicts: int


class _Conflict(NamedTuple):
    ours: list[str]
    base: list[str]
    theirs: list[str]


class _Stretch(NamedTuple):
    """Lines that git settled, and the conflict after them."""

    settled: list[str]
    conflict: _Conflict | None = None


def merge_entries(base: Path, ours: Path, theirs: Path) -> Merged:
    """Merge three files. Raises SchemactlError where git cannot, as with bytes that are no text."""
    stretches = _stretches(_merged_by_git(base, ours, theirs))
    kept = [_both(stretches, position) for position in range(len(stretches) - 1)]
    content = _text(stretches, kept)
    if kept and None not in kept and Document(ours.name, content).problems:
        kept = [None for _ in kept]
        content = _text(stretches, kept)
    return Merged(content, kept.count(None))


def _both(stretches: list[_Stretch], position: int) -> list[str] | None:
    """Return the lines of both sides of a conflict, or None where it has to stay one."""
    conflict = stretches[position].conflict
    after = next(filter(_says, stretches[position + 1].settled), None)
    is_last = position + 2 == len(stretches)
    if conflict is None or (after is None and not is_last):
        return None
    return _joined(conflict) if _are_entries(conflict, after or "") else None


def _text(stretches: list[_Stretch], kept: list[list[str] | None]) -> bytes:
    lines: list[str] = []
    for stretch, both in zip(stretches, [*kept, None], strict=True):
        lines += stretch.settled
        if stretch.conflict is not None:
            lines += _marked(stretch.conflict) if both is None else both
    return "".join(lines).encode("utf-8", "surrogateescape")


def _merged_by_git(base: Path, ours: Path, theirs: Path) -> str:
    # In this style git keeps the lines of a conflict together, however alike the two sides are.
    command = ["git", "merge-file", "-p", "--diff3", f"--marker-size={_MARK}"]
    names = [str(path.absolute()) for path in (ours, base, theirs)]
    try:
        done = subprocess.run([*command, *names], capture_output=True, check=False)
    except FileNotFoundError as error:
        raise SchemactlError("git is not installed", "install it") from error
    if not 0 <= done.returncode <= _MOST_CONFLICTS:
        reason = done.stderr.decode("utf-8", "replace").strip()
        raise SchemactlError(f"git merged nothing: {reason}", "merge the file by hand")
    return done.stdout.decode("utf-8", "surrogateescape")


def _stretches(text: str) -> list[_Stretch]:
    """Return the text cut after each conflict; the last stretch has none."""
    found: list[_Stretch] = []
    settled: list[str] = []
    sides: list[list[str]] = []
    for line in text.splitlines(keepends=True):
        mark = line[:_MARK]
        if mark == _OURS and not sides:
            sides = [[]]
        elif mark in (_BASE, _THEIRS) and sides:
            sides.append([])
        elif mark == _END and sides:
            found.append(_Stretch(settled, _Conflict(*sides)))
            settled, sides = [], []
        else:
            (sides[-1] if sides else settled).append(line)
    return [*found, _Stretch(settled)]


def _are_entries(conflict: _Conflict, after: str) -> bool:
    """Tell whether both sides are whole entries of one list with ids of their own.

    A line after them that stands further in would belong to the last one of either side.
    """
    indents = {_indent_of_entries(side) for side in (conflict.ours, conflict.theirs)}
    if conflict.base or len(indents) != 1 or None in indents:
        return False
    (indent,) = indents
    assert indent is not None
    ours, theirs = ({found[1] for found in map(_ID.match, side) if found} for side in conflict[::2])
    return _indent(after) <= indent and not ours & theirs


def _indent_of_entries(lines: list[str]) -> int | None:
    """Return how far the entries stand in; None where the lines are not whole entries."""
    said = [line for line in lines if _says(line)]
    first = _ENTRY.match(said[0]) if said else None
    if first is None:
        return None
    indent = len(first[1])
    whole = all(
        _indent(line) > indent or (_indent(line) == indent and _ENTRY.match(line)) for line in said
    )
    return indent if whole else None


def _says(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _joined(conflict: _Conflict) -> list[str]:
    return [*_ended(conflict.ours), *conflict.theirs]


def _ended(lines: list[str]) -> list[str]:
    """Return lines of which the last one ends, too."""
    return [*lines[:-1], *(line.removesuffix("\n") + "\n" for line in lines[-1:])]


def _marked(conflict: _Conflict) -> list[str]:
    begin, middle, end = (one * _SHOWN for one in "<=>")
    ours, theirs = _ended(conflict.ours), _ended(conflict.theirs)
    return [f"{begin} ours\n", *ours, f"{middle}\n", *theirs, f"{end} theirs\n"]
