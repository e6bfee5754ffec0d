"""Inert Markdown: text of contributors is shown as it is, and is never markup, HTML or a mention.

GitHub finds mentions and references after Markdown is read, so that no escape hides them; in
code it looks for nothing.
"""

import re
from collections.abc import Iterable

from schemactl.model.printable import visible

_BACKTICKS = re.compile(r"`+")


def code(text: str) -> str:
    """Return a text as a code span of one line that nothing in the text can end."""
    return _spanned(" ".join(visible(text).split()) or " ")


def code_spaced(text: str) -> str:
    """Return a text as a code span, with the white space at its ends outside of it."""
    inner = code(text) if text.strip() else ""
    return f"{' ' * text[:1].isspace()}{inner}{' ' * (text[-1:].isspace() and bool(inner))}"


def fenced(lines: Iterable[str], language: str = "") -> str:
    """Return lines as a block of code that no line can end."""
    shown = [visible(part) for line in lines for part in line.splitlines() or [""]]
    fence = "`" * max(3, _longest_run("\n".join(shown)) + 1)
    return "\n".join([f"{fence}{language}", *shown, fence])


def _spanned(text: str) -> str:
    fence = "`" * (_longest_run(text) + 1)
    padding = " " if text[0] == "`" or text[-1] == "`" else ""
    return f"{fence}{padding}{text}{padding}{fence}"


def _longest_run(text: str) -> int:
    return max((len(run) for run in _BACKTICKS.findall(text)), default=0)
