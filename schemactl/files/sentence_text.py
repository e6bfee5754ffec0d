"""Sentence text: where the words of a CoNLL-U sentence stand in its text."""

from collections.abc import Sequence
from typing import NamedTuple

Stretch = tuple[int, int]


class Surface(NamedTuple):
    """A word as it is written, whether a blank follows, and the words that it consists of.

    `words` are positions among the words of the sentence with their forms: one, or several where
    a range such as 3-4 is written as one.
    """

    form: str
    has_blank: bool
    words: tuple[tuple[int, str], ...]


def placed_words(
    surfaces: Sequence[Surface], told: str | None
) -> tuple[str, dict[int, Stretch], str]:
    """Return the text, the stretch of each word in it, and what is wrong with the told text.

    The text is the told one, where all forms stand in it one after the other with nothing but
    blanks between them; else it is built from the forms.
    """
    if told is not None:
        places = _found_in(surfaces, told)
        if places is not None:
            return told, places, ""
    text, places = _built(surfaces)
    wrong = "" if told is None else f"the words do not make up the text: {text!r}"
    return text, places, wrong


def _found_in(surfaces: Sequence[Surface], text: str) -> dict[int, Stretch] | None:
    places: dict[int, Stretch] = {}
    at = 0
    for surface in surfaces:
        start = text.find(surface.form, at)
        if start < 0 or text[at:start].strip():
            return None
        at = start + len(surface.form)
        places |= _inside(surface, start)
    return None if text[at:].strip() else places


def _built(surfaces: Sequence[Surface]) -> tuple[str, dict[int, Stretch]]:
    places: dict[int, Stretch] = {}
    parts: list[str] = []
    at = 0
    for surface in surfaces:
        places |= _inside(surface, at)
        part = surface.form + " " * surface.has_blank
        parts.append(part)
        at += len(part)
    return "".join(parts).rstrip(" "), places


def _inside(surface: Surface, start: int) -> dict[int, Stretch]:
    """Return where the words of a surface stand: each its part where their forms make it up."""
    forms = [form for _, form in surface.words]
    if "".join(forms) != surface.form:
        whole = (start, start + len(surface.form))
        return {position: whole for position, _ in surface.words}
    places = {}
    for position, form in surface.words:
        places[position] = (start, start + len(form))
        start += len(form)
    return places
