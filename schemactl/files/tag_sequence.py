"""Tag sequences: entities as tags of tokens, in the schemes IOB1, BIO (IOB2) and IOBES."""

import re
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

Scheme = Literal["IOB1", "BIO", "IOBES"]

OUTSIDE = "O"
# BIOLU writes L for E and U for S, BMES writes M for I, BMEWO writes W for S.
_ROLES = {
    **dict.fromkeys("B", "begin"),
    **dict.fromkeys("IM", "inside"),
    **dict.fromkeys("EL", "end"),
    **dict.fromkeys("SUW", "single"),
}
_TAG = re.compile(r"([BIMELSUW])-(.+)\Z", re.DOTALL)


class Entity(NamedTuple):
    """Tokens from `first` up to and without `after`, with their label."""

    first: int
    after: int
    label: str


class Break(NamedTuple):
    """A token whose tag does not follow from the tag before, and why."""

    token: int
    why: str


class _Tag(NamedTuple):
    role: str
    label: str


def is_tag(text: str) -> bool:
    """Tell whether a text is a tag of one of the schemes."""
    return text == OUTSIDE or _TAG.match(text) is not None


def scheme_of(sentences: Iterable[Sequence[str]]) -> Scheme:
    """Return the scheme that the tags follow.

    In IOB1 an entity begins with I-, and with B- only right after another one of its label
    (Ramshaw and Marcus 1995); in IOB2 every entity begins with B- (Tjong Kim Sang and Veenstra
    1999); IOBES also marks ends and entities of one token. Tags without an entity are BIO.
    """
    starts_with_b = starts_with_i = False
    for tags in sentences:
        before = _read(OUTSIDE)
        for text in tags:
            tag = _read(text)
            if tag.role in ("end", "single"):
                return "IOBES"
            if before.label != tag.label:
                starts_with_b |= tag.role == "begin"
                starts_with_i |= tag.role == "inside"
            before = tag
    return "IOB1" if starts_with_i and not starts_with_b else "BIO"


def entities_of(tags: Sequence[str], scheme: Scheme) -> tuple[list[Entity], list[Break]]:
    """Return the entities of a sentence, and the tags that break the scheme.

    A broken tag is read as conlleval does: what cannot go on begins.
    """
    entities: list[Entity] = []
    breaks: list[Break] = []
    first: int | None = None
    before = _read(OUTSIDE)
    for position, text in enumerate([*tags, OUTSIDE]):
        tag = _read(text)
        goes_on = first is not None and _goes_on(before, tag)
        if first is not None and not goes_on:
            entities.append(Entity(first, position, before.label))
            first = None
        if why := _broken(before, tag, goes_on, scheme):
            breaks.append(Break(min(position, len(tags) - 1), why))
        if tag.role != OUTSIDE and not goes_on:
            first = position
        before = tag
    return entities, breaks


def tags_of(entities: Sequence[Entity], count: int) -> list[str]:
    """Return the tags of so many tokens in BIO; entities do not overlap."""
    tags = [OUTSIDE] * count
    for entity in entities:
        tags[entity.first : entity.after] = [f"I-{entity.label}"] * (entity.after - entity.first)
        tags[entity.first] = f"B-{entity.label}"
    return tags


def _read(text: str) -> _Tag:
    if text == OUTSIDE:
        return _Tag(OUTSIDE, "")
    match = _TAG.match(text)
    return _Tag("no tag", text) if match is None else _Tag(_ROLES[match[1]], match[2])


def _goes_on(before: _Tag, tag: _Tag) -> bool:
    is_open = before.role in ("begin", "inside")
    return is_open and tag.role in ("inside", "end") and tag.label == before.label


def _broken(before: _Tag, tag: _Tag, goes_on: bool, scheme: Scheme) -> str:
    if tag.role == "no tag":
        return f"{tag.label!r} is no tag such as B-LABEL"
    if tag.role in ("inside", "end") and not goes_on and scheme != "IOB1":
        return f"{_shown(tag)} follows {_shown(before)}: an entity begins with B-"
    is_open = before.role in ("begin", "inside")
    if scheme == "IOBES" and is_open and not goes_on:
        return f"{_shown(tag)} follows {_shown(before)}: an entity of several tokens ends with E-"
    if scheme == "IOB1" and tag.role == "begin" and tag.label != before.label:
        return f"{_shown(tag)} follows {_shown(before)}: only a second entity begins with B-"
    return ""


def _shown(tag: _Tag) -> str:
    return OUTSIDE if tag.role == OUTSIDE else f"{tag.role} of {tag.label}"
