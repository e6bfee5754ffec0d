"""Wording: what each change says to people, as a headline and the texts that differ."""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, NamedTuple, assert_never

from schemactl.model.change import Change, Consequence

_ALIKE = 0.5
_MANY = 50


class Passage(NamedTuple):
    """A text on both sides; `field` is empty where the headline says which text it is."""

    field: str
    before: str
    after: str


_ADVICE: dict[Consequence, str] = {
    "keep": "annotations stay",
    "map": "annotations are mapped",
    "review": "annotations are looked at again",
    "relabel": "annotations are made again",
    "drop": "annotations are dropped",
    "undecided": "nobody has said what becomes of annotations",
}


def consequence_in_words(consequence: Consequence, labels: tuple[str, ...]) -> str:
    """Say what becomes of annotations, and of which labels."""
    few = 6
    named = ", ".join(labels[:few]) + (f" and {len(labels) - few} more" if labels[few:] else "")
    is_named = named and consequence not in ("keep", "undecided")
    return f"{_ADVICE[consequence]}{f' ({named})' if is_named else ''}"


def headline(change: Change) -> str:
    """Say in a few words what changed, without the texts."""
    name = _name(change)
    kind = change.kind
    match kind:
        case "label-recoded":
            return f"{change.source[0]} is now {change.target[0]}"
        case "label-merged" | "label-split":
            verb = "were merged into" if kind == "label-merged" else "was split into"
            return f"{', '.join(change.source)} {verb} {', '.join(change.target)}"
        case "case-reversed":
            return _reversal(change)
        case "definition-changed" | "criteria-changed" | "examples-changed":
            return f"{name}: {_what(change)} changed"
        case (
            "synonyms-changed" | "aliases-changed" | "hotkey-changed" | "color-changed"
            | "label-moved" | "label-renamed" | "metadata-changed" | "translation-changed"
        ):  # fmt: skip
            return _small(change, name)
        case (
            "label-added" | "label-retired" | "label-deprecated" | "label-restored"
            | "task-added" | "task-removed" | "task-changed"
            | "attribute-added" | "attribute-removed" | "attribute-changed"
            | "constraint-added" | "constraint-removed" | "constraint-changed"
            | "input-added" | "input-removed" | "input-changed"
            | "rule-changed" | "page-changed"
            | "ruling-added" | "ruling-changed" | "ruling-removed"
        ):  # fmt: skip
            noun, _, verb = kind.partition("-")
            return f"{noun} {change.subject} {_verb(change, verb)}"
        case _:
            assert_never(kind)


def _reversal(change: Change) -> str:
    case = change.after.get("id") or f"“{change.after.get('text') or change.after.get('item')}”"
    was, now = change.source[0], change.target[0]
    if was == now:
        return f"case {case} of {was} is among {change.after['part'].replace('_', ' ')} now"
    return f"case {case} of {was} belongs to {now} now"


def _name(change: Change) -> str:
    was, now = (change.source or ("",))[0], change.subject
    return now if was in ("", now) else f"{now} (was {was})"


def _what(change: Change) -> str:
    return change.kind.removesuffix("-changed")


def _small(change: Change, name: str) -> str:
    if change.kind == "label-moved":
        was, now = (", ".join(one) or "the top" for one in (change.before, change.after))
        return f"{name} moved from {was} to {now}"
    if change.kind == "label-renamed":
        return f"{name} was renamed"
    return f"{name}: {_what(change)} changed"


def _verb(change: Change, verb: str) -> str:
    """Say `added` of a rule or page that came, and `removed` of one that went."""
    if verb == "changed" and not change.source:
        return "added"
    return "removed" if verb == "changed" and not change.target else verb


def passages(change: Change) -> Iterator[Passage]:
    """Yield the texts that differ, field by field, for showing them word by word."""
    before, after = change.before, change.after
    if change.kind in ("label-moved", "task-added", "task-removed", "case-reversed"):
        return
    if isinstance(before, dict) or isinstance(after, dict):
        was, now = before or {}, after or {}
        for field in {**was, **now}:
            if was.get(field) != now.get(field):
                yield from _of_field(str(field), was.get(field), now.get(field))
    elif before != after:
        yield from _of_field("", before, after)


def _of_field(field: str, before: Any, after: Any) -> Iterator[Passage]:
    if not isinstance(before, list) and not isinstance(after, list):
        yield Passage(field, as_text(before), as_text(after))
        return
    was, now = [[as_text(value) for value in values or []] for values in (before, after)]
    gone = [text for text in was if text not in set(now)]
    left = [text for text in now if text not in set(was)]
    for one, other in side_by_side(gone, left):
        was_text = "" if one is None else gone[one]
        yield Passage(field, was_text, "" if other is None else left[other])


def side_by_side(
    gone: Sequence[str], came: Sequence[str]
) -> Iterator[tuple[int | None, int | None]]:
    """Yield the positions of each text that went and of the one most likely made from it.

    Then those of the rest of what came. Either is None where the other stands alone.
    """
    left = list(came)
    positions = list(range(len(came)))
    for number, text in enumerate(gone):
        # Only a few of a list differ: each is shown beside the one it was most likely made from.
        alike = _most_alike(text, tuple(left)) if len(left) < _MANY else ""
        if alike:
            at = left.index(alike)
            del left[at]
            yield number, positions.pop(at)
        else:
            yield number, None
    yield from ((None, position) for position in positions)


# A change is shown at several places: with its label, on paper, with its version.
@lru_cache(maxsize=65536)
def _most_alike(text: str, others: tuple[str, ...]) -> str:
    return next(iter(get_close_matches(text, others, n=1, cutoff=_ALIKE)), "")


def as_text(value: Any) -> str:
    """Write plain data as a person reads it: one line for each element of a list."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        if set(value) == {"text", "use"}:
            return f"{value['text']} → {value['use']}"
        return "; ".join(f"{key}: {as_text(inner)}" for key, inner in value.items() if inner)
    if isinstance(value, list | tuple):
        return "\n".join(as_text(inner) for inner in value)
    return str(value)
