"""Telling: what a change took out and put in, as people say it: text by text, thing by thing."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from schemactl.diff.wording import as_text, side_by_side
from schemactl.handbook.pages import tellers
from schemactl.handbook.pages.tellers import FILES, ITSELF, QUOTE, Named, Teller, Told, told, word
from schemactl.model.change import Change

_NOT_SHOWN = ("task-added", "task-removed")


class Said(NamedTuple):
    """What both sides say under a key: `QUOTE`, `ITSELF` or a word for readers."""

    key: str
    before: str
    after: str


class Thing(NamedTuple):
    """A text or thing that differs: where it stands, by which id people cite it, what it says.

    `field` is a word for readers, and empty where the headline says what it is; it is not ours
    where people gave the name.
    """

    field: str
    name: str
    says: tuple[Said, ...]
    is_ours: bool = True


def things(change: Change, named: Named) -> Iterator[Thing]:
    """Yield what differs, as people say it; `named` leads from a label's id to its name."""
    if change.kind not in _NOT_SHOWN:
        yield from (one for one in _things(change, named) if one.says)


def in_words(thing: Thing, words: Mapping[str, str]) -> Thing:
    """Return a thing with its answers that are no text of people in the words of a language."""
    says = (
        one._replace(before=_answer(one.before, words), after=_answer(one.after, words))
        for one in thing.says
    )
    return thing._replace(says=tuple(says)) if words else thing


def _answer(text: str, words: Mapping[str, str]) -> str:
    return words.get(text, text) if text in ("yes", "no") else text


def _things(change: Change, named: Named) -> Iterator[Thing]:
    before, after = change.before, change.after
    teller = tellers.of_whole(change)
    if change.kind == "label-recoded":
        yield Thing("", "", (Said("Id", change.source[0], change.target[0]),))
    elif change.kind == "label-moved":
        under, under_now = (", ".join(map(named, side)) for side in (before, after))
        yield Thing("", "", (Said("Part of", under, under_now),))
    elif teller is not None:
        yield _thing("", before, after, teller, named)
    elif isinstance(before, dict) or isinstance(after, dict):
        was, now = before or {}, after or {}
        for field in {**was, **now}:
            if was.get(field) != now.get(field):
                yield from _of_field(str(field), was.get(field), now.get(field), named)
    elif before != after:
        yield from _of_field("", before, after, named)


def _of_field(field: str, before: Any, after: Any, named: Named) -> Iterator[Thing]:
    teller, called = tellers.of_field(field, before, after)
    if isinstance(before, list | tuple) or isinstance(after, list | tuple):
        yield from _of_list(called, before or (), after or (), teller, named)
    else:
        yield _thing(called, before, after, teller, named)


def _of_list(
    field: str, before: Sequence[Any], after: Sequence[Any], teller: Teller, named: Named
) -> Iterator[Thing]:
    """Put beside each other what has one id, then what is most alike."""
    was, now = _without(before, after), _without(after, before)
    # Questions are numbered anew where one is put between them.
    by_id = {} if teller is tellers.question else {_id(one): one for one in now if _id(one)}
    for one in tuple(was):
        other = by_id.get(_id(one))
        if other is not None:
            was.remove(one)
            now.remove(other)
            yield _thing(field, one, other, teller, named)
    gone, came = ([_gist(told(one, teller, named)) for one in side] for side in (was, now))
    for left, right in side_by_side(gone, came):
        one = None if left is None else was[left]
        other = None if right is None else now[right]
        yield _thing(field, one, other, teller, named)


def _gist(found: Told) -> str:
    """Return what a thing is recognised by."""
    return found.get(QUOTE) or found.get(ITSELF) or "\n".join(found.values())


def _without(side: Sequence[Any], other: Sequence[Any]) -> list[Any]:
    known = set(map(repr, other))
    return [one for one in side if repr(one) not in known]


def _id(one: Any) -> str:
    return str(one.get("id") or "") if isinstance(one, dict) else ""


def _thing(field: str, before: Any, after: Any, teller: Teller, named: Named) -> Thing:
    was, now = (told(side, teller, named) for side in (before, after))
    # Of settings only what differs is shown; a case or a rule is read as a whole.
    is_whole = teller is not tellers.settings or not (was and now)
    shown = tuple(one for one in _said(was, now) if _is_shown(one, is_whole))
    if before != after and all(one.before == one.after for one in shown):
        # A difference that the teller has no words for.
        shown += tuple(one for one in _said(_raw(before), _raw(after)) if _is_shown(one, False))
    name = (_id(after) or _id(before)) if teller in tellers.CITED else ""
    return Thing(field, name, shown, teller not in tellers.OF_PEOPLE)


def _said(was: Told, now: Told) -> Iterator[Said]:
    """Yield what both say, in the order of the one that says more."""
    more, less = (was, now) if len(was) > len(now) else (now, was)
    yield from (Said(key, was.get(key, ""), now.get(key, "")) for key in {**more, **less})


def _is_shown(one: Said, is_whole: bool) -> bool:
    if one.key in FILES.values():
        return bool(one.before and one.after and one.before != one.after)
    return bool(one.before or one.after) and (is_whole or one.before != one.after)


def _raw(side: Any) -> Told:
    if isinstance(side, dict):
        return {word(key): as_text(value) for key, value in side.items()}
    return {ITSELF: as_text(side)}
