"""Sides: what differs as HTML, side by side or as one text with what went and what came."""

from collections.abc import Callable, Iterator

from schemactl.diff.words import segments
from schemactl.handbook.markup import escape
from schemactl.handbook.pages.tellers import ITSELF, QUOTE
from schemactl.handbook.pages.telling import Said, Thing

# Marks a text as what people wrote, where the words of the handbook are exchanged.
Mark = Callable[[str], str]
_TAGS = {"gone": "del", "new": "ins"}


def side_by_side(thing: Thing, cited: str = "", mark: Mark = str) -> str:
    """Return a thing before and after, with the words struck that went and marked that came.

    `cited` is its id as HTML.
    """
    name = f" {cited}" if cited else ""
    field = f'<p class="field">{_called(thing, mark)}{name}</p>' if thing.field else ""
    sides = _side(thing, "was", "Before", mark) + _side(thing, "now", "Now", mark)
    return f'{field}<div class="pair sides">{sides}</div>'


def _side(thing: Thing, kind: str, name: str, mark: Mark) -> str:
    left_out = "new" if kind == "was" else "gone"
    parts = [
        _part(one, "".join(_runs(one, mark, left_out)))
        for one in thing.says
        if (one.before if kind == "was" else one.after)
    ]
    shown = kind if parts else f"{kind} nothing"
    return f'<div class="{shown}"><h4>{name}</h4>{"".join(parts) or "<p>—</p>"}</div>'


def _part(one: Said, shown: str) -> str:
    if one.key == QUOTE:
        return f"<blockquote>{shown}</blockquote>"
    return f"<p>{_key(one)}{shown}</p>"


def as_one(thing: Thing, cited: str = "", mark: Mark = str) -> str:
    """Return what a change took out of a thing and put in, as one text with both."""
    name = f" {cited}" if cited else ""
    field = f"<b>{_called(thing, mark)}{name}:</b> " if thing.field else ""
    parts = []
    for one in thing.says:
        shown = "".join(_runs(one, mark))
        parts.append(f"<q>{shown}</q>" if one.key == QUOTE else f"{_key(one)}{shown}")
    return f"<p>{field}{' '.join(parts)}</p>"


def _called(thing: Thing, mark: Mark) -> str:
    return escape(thing.field) if thing.is_ours else mark(escape(thing.field))


def _key(one: Said) -> str:
    return "" if one.key == ITSELF else f"<b>{escape(one.key)}:</b> "


def _runs(one: Said, mark: Mark, left_out: str = "") -> Iterator[str]:
    before = " "
    for kind, text in segments(one.before, one.after):
        # At the end of a text nothing parts what went from what came in its place.
        if kind == "new" and not left_out and not before[-1].isspace():
            yield " "
        before = text
        if kind == "same":
            yield mark(escape(text))
        elif kind != left_out:
            yield f"<{_TAGS[kind]}>{mark(escape(text))}</{_TAGS[kind]}>"
