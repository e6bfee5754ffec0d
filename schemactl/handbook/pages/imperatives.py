"""Imperatives: what a change asks of people who label, in one sentence that tells them to do it."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from schemactl.handbook.pages.tellers import Named
from schemactl.model.change import Change, Kind
from schemactl.model.identifiers import NOTHING

# What to do where something came, went, or differs; `{}` is its name.
_OF_THINGS: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        "rule": ("Follow rule {}, which is new", "Forget rule {}", "Read rule {} again"),
        "ruling": ("Follow ruling {}, which is new", "Forget ruling {}", "Read ruling {} again"),
        "page": ("Read page {}, which is new", "Forget page {}", "Read page {} again"),
        "task": (
            "Answer question {}, which is new",
            "Answer question {} no longer",
            "Read question {} again",
        ),
        "attribute": (
            "Fill in attribute {}, which is new",
            "Fill in attribute {} no longer",
            "Read attribute {} again",
        ),
        "constraint": (
            "Keep to constraint {}, which is new",
            "Keep to constraint {} no longer",
            "Read constraint {} again",
        ),
        "input": (
            "Look at input {}, which is new",
            "Expect input {} no longer",
            "Read of input {} again",
        ),
    }
)
# The same of rules that have no id of their own.
_OF_RULES: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        "decide": (
            "Follow the decision path, which is new",
            "Decide without a decision path",
            "Read the decision path again",
        ),
        "question": (
            "Answer the question of the task, which is new",
            "Label without a question of the task",
            "Read the question of the task again",
        ),
        "unsure": (
            "Read what to do when unsure, which is new",
            "Forget what to do when unsure",
            "Read again what to do when unsure",
        ),
        "draw": (
            "Read how to draw, which is new",
            "Forget how to draw",
            "Read again how to draw",
        ),
    }
)
_PAIR = "confusable: "
_OF_PAIRS = (
    "Read how to choose between {} and {}, which is new",
    "Choose between {} and {} without a rule for them",
    "Read again how to choose between {} and {}",
)
_OF_LABELS: Mapping[Kind, str] = MappingProxyType(
    {
        "label-added": "Use {}, which is new",
        "label-retired": "Use {} no longer",
        "label-deprecated": "Use another label than {} where one fits",
        "label-restored": "Use {} again",
        "definition-changed": "Read the definition of {} again",
        "criteria-changed": "Read again what {} includes and excludes",
        "examples-changed": "Look at the examples of {} again",
        "synonyms-changed": "See what else {} is called",
        "aliases-changed": "Expect {} in data under other names",
        "hotkey-changed": "Press another key for {}",
        "color-changed": "Look for another color of {}",
        "metadata-changed": "See what else is said of {}",
        "translation-changed": "Read the translation of {} again",
    }
)


def imperative(change: Change, named: Named) -> str:
    """Return the sentence, without a full stop; `named` leads from ids of labels to names."""
    if change.kind in _OF_SEVERAL:
        return _OF_SEVERAL[change.kind](change, named)
    if change.kind in _OF_LABELS:
        return _OF_LABELS[change.kind].format(_subject(change, named))
    way, name = _way(change), change.subject
    if name.startswith(_PAIR):
        return _OF_PAIRS[way].format(*map(named, name.removeprefix(_PAIR).split("--")))
    noun = change.kind.partition("-")[0]
    if noun == "rule" and name in _OF_RULES:
        return _OF_RULES[name][way]
    return _OF_THINGS[noun][way].format(name)


def _way(change: Change) -> int:
    """Return 0 of what came, 1 of what went, 2 of what differs."""
    if change.kind.endswith("-added") or not change.source:
        return 0
    return 1 if change.kind.endswith("-removed") or not change.target else 2


def _subject(change: Change, named: Named) -> str:
    """Return the name of a label; of one that came or went, only the change may know it."""
    content = change.after or change.before
    if change.kind in ("label-added", "label-retired") and isinstance(content, dict):
        return str(content.get("name") or named(change.subject))
    return named(change.subject)


def _listed(labels: Sequence[str], named: Named) -> str:
    return ", ".join(map(named, labels))


def _recoded(change: Change, named: Named) -> str:
    return f"Use {named(change.target[0])} instead of {named(change.source[0])}"


def _renamed(change: Change, named: Named) -> str:
    del named
    was, now = change.before or change.source[0], change.after or change.target[0]
    return f"Say {now} instead of {was}"


def _merged(change: Change, named: Named) -> str:
    gone = [one for one in change.source if one not in change.target] or change.source
    return f"Label {_listed(gone, named)} as {_listed(change.target, named)}"


def _split(change: Change, named: Named) -> str:
    was, now = (_listed(side, named) for side in (change.source, change.target))
    return f"Choose among {now} for what was {was}"


def _moved(change: Change, named: Named) -> str:
    was, now = (_listed(side, named) for side in (change.before, change.after))
    name = named(change.subject)
    if not now:
        return f"Find {name} at the top, no longer under {was}"
    return f"Find {name} under {now}" + (f", no longer under {was}" if was else "")


def _reversed(change: Change, named: Named) -> str:
    case = change.after.get("id") or f"“{change.after.get('text') or change.after.get('item')}”"
    was, now = change.source[0], change.target[0]
    if was == now:
        part = change.after["part"].replace("_", " ")
        return f"Look for case {case} of {named(was)} among {part}"
    if now == NOTHING:
        return f"Mark nothing for case {case}, no longer {named(was)}"
    return f"Label case {case} as {named(now)}, no longer as {named(was)}"


_OF_SEVERAL: Mapping[Kind, Callable[[Change, Named], str]] = MappingProxyType(
    {
        "label-recoded": _recoded,
        "label-renamed": _renamed,
        "label-merged": _merged,
        "label-split": _split,
        "label-moved": _moved,
        "case-reversed": _reversed,
    }
)
