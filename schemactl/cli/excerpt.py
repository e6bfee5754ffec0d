"""A line of a file as a terminal shows it, with a caret below the place that is meant."""

import unicodedata
from typing import NamedTuple

from schemactl.model.secret import masked

WIDEST = 120
TAB_STOP = 4
# What precedes the caret tells more than what follows it, but the reader needs some of both.
_BEFORE = WIDEST // 2
_CUT = "…"
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
# Joiners and selectors shape what stands beside them; writing and emoji need them.
_SHAPING = frozenset("\u200c\u200d\ufe0e\ufe0f")


class Excerpt(NamedTuple):
    """A line, and the line of blanks and carets below it."""

    line: str
    carets: str


class _Cell(NamedTuple):
    shown: str
    start: int
    end: int


def printable(text: str) -> str:
    """Return a text of one line; what could steer a terminal or hide itself is spelled out."""
    if text.isprintable():
        return text
    return "".join(map(_printable, text))


def excerpt(line: str, column: int, end_column: int | None = None) -> Excerpt:
    """Return the part of a line around a place; columns are 1-based code points, end exclusive.

    Wide characters and tabs are counted as a terminal shows them, so that the caret stands right.
    Secrets of URLs are not shown.
    """
    cells = _cells(masked(line))
    width = cells[-1].end if cells else 0
    first = min(column - 1, len(cells))
    last = min(max(end_column or 0, column + 1) - 1, len(cells))
    start = cells[first].start if first < len(cells) else width
    if first < len(cells) and cells[first].start == cells[first].end:
        # A mark that combines stands above the character before it.
        start = max(start - 1, 0)
    end = max(start + 1, cells[last - 1].end if last > first else 0)
    if width <= WIDEST:
        return _drawn("".join(cell.shown for cell in cells), start, end)
    return _window(cells, start, end)


def _window(cells: list[_Cell], start: int, end: int) -> Excerpt:
    width = cells[-1].end
    left = min(max(0, start - _BEFORE), max(0, width - WIDEST))
    right = left + WIDEST
    inside = [cell for cell in cells if left <= cell.start and cell.end <= right]
    begin = inside[0].start if inside else left
    shown = "".join(cell.shown for cell in inside)
    before = _CUT if left > 0 else ""
    after = _CUT if right < width else ""
    shift = begin - len(before)
    return _drawn(f"{before}{shown}{after}", start - shift, min(end, right) - shift)


def _drawn(line: str, start: int, end: int) -> Excerpt:
    return Excerpt(line, " " * start + "^" * max(1, end - start))


def _cells(line: str) -> list[_Cell]:
    cells = []
    at = 0
    for character in line:
        shown = character
        if character == "\t":
            width = TAB_STOP - at % TAB_STOP
            shown = " " * width
        else:
            width = _width(character)
            if width == 1 and not character.isprintable():
                shown = "\ufffd"
        cells.append(_Cell(shown, at, at + width))
        at += width
    return cells


def _width(character: str) -> int:
    if character < "\u0300":
        return 1
    if character in _SHAPING or unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _printable(character: str) -> str:
    if character in "\t\n\r":
        return " "
    if character in _SHAPING or unicodedata.category(character) not in _INVISIBLE:
        return character
    return character.encode("unicode_escape").decode()
