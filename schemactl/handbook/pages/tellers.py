"""Tellers: what an example, a criterion, a rule or a ruling says, under words for readers."""

import posixpath
import re
from collections.abc import Callable, Mapping
from typing import Any

from schemactl.diff.wording import as_text
from schemactl.handbook.figures import as_json
from schemactl.model.change import Change

# The keys of what is quoted from data, and of what a thing says itself.
QUOTE, ITSELF = "“”", ""
# What a file is called says little to people: only that there is another one now.
FILES = {"image": "Picture file", "audio": "Sound file"}
_DIGEST = re.compile(r"[0-9a-f]{64}\Z")
_SHORT = 8

# By key, as far as a side says it; of a side that is not there, nothing.
Told = dict[str, str]
Named = Callable[[str], str]
Teller = Callable[[Mapping[str, Any], Named], Told]


def told(value: Any, teller: Teller, named: Named) -> Told:
    """Return what plain data says; `named` leads from a label's id to its name."""
    if value is None:
        return {}
    found = teller(value, named) if isinstance(value, dict) else {ITSELF: as_text(value)}
    return {key: text for key, text in found.items() if text}


def word(key: str) -> str:
    """Return a key of a file as a word for readers."""
    return _CALLED.get(key) or key.replace("_", " ").capitalize()


def of_whole(change: Change) -> Teller | None:
    """Return who tells a change of one thing; None where its fields are told one by one."""
    sides = [side for side in (change.before, change.after) if isinstance(side, dict)]
    if change.kind == "case-reversed":
        return _ruling if any("item" in side for side in sides) else _decision
    if change.kind == "rule-changed":
        return next((_OF_RULE[key] for side in sides for key in side if key in _OF_RULE), None)
    return _OF_KIND.get(change.kind)


def of_field(field: str, before: Any, after: Any) -> tuple[Teller, str]:
    """Return who tells a field, and what it is called."""
    sides = [side for side in (before, after) if isinstance(side, dict)]
    if any(set(side) == {"name", "definition"} for side in sides):
        # Of several labels that became others, each has its name.
        return _meaning, next(side["name"] for side in sides) or field
    if any(set(side) == {"text", "of"} for side in sides):
        return _translation, field
    return _OF_FIELD.get(field, settings), word(field)


def settings(value: Mapping[str, Any], _: Named) -> Told:
    """Tell each key by itself."""
    return {word(str(key)): as_text(_spaced(inner)) for key, inner in value.items()}


def _spaced(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key).replace("_", " "): _spaced(inner) for key, inner in value.items()}
    return [_spaced(one) for one in value] if isinstance(value, list | tuple) else value


def question(value: Mapping[str, Any], named: Named) -> Told:
    """Tell a step of a decision path."""
    asked = f"{value['id']} {value['ask']}"
    return {ITSELF: asked, "Yes": named(value["yes"]), "No": named(value["no"])}


def _example(value: Mapping[str, Any], named: Named) -> Told:
    found = {QUOTE: value.get("content", ""), "Picture": value.get("alt", "")}
    if not any(found.values()):
        found[ITSELF] = _file(value.get("image") or value.get("audio"))
    found |= {called: _file(value.get(field)) for field, called in FILES.items()}
    if value.get("data") is not None:
        found["Data"] = as_json(value["data"])
    found["Evidence"] = ", ".join(f"“{one['text']}”" for one in value.get("highlight", ()))
    for number, region in enumerate(value.get("regions", ()), 1):
        found[f"Region {number}"] = _region(region, named)
    return found | _reason(value, named)


def _reason(value: Mapping[str, Any], named: Named) -> Told:
    return {
        "Correct label": _label(value.get("use"), named),
        "Rule": value.get("because_of") or "",
        "Why": value.get("because", ""),
    }


def _label(reference: str | None, named: Named) -> str:
    return named(reference) if reference else ""


def _file(name: str | None) -> str:
    """Return the name of a file, of which a release keeps only a digest."""
    stem, ending = posixpath.splitext(posixpath.basename(name or ""))
    return f"{stem[:_SHORT]}…{ending}" if _DIGEST.match(stem) else name or ""


def _region(region: Mapping[str, Any], named: Named) -> str:
    asked = [f"{key}: {as_text(value)}" for key, value in region.get("attributes", {}).items()]
    parts = [named(region["use"]), ", ".join(asked), _extent(region), region.get("note", "")]
    return ". ".join(part.removesuffix(".") for part in parts if part) + "."


def _extent(region: Mapping[str, Any]) -> str:
    if segment := region.get("segment"):
        return "{} to {} seconds".format(*segment)
    if box := region.get("box"):
        return "{2} \N{MULTIPLICATION SIGN} {3} pixels at {0}, {1}".format(*box)
    corners = region.get("polygon") or region.get("polyline") or ()
    points = [f"{name} {x}, {y}" for name, (x, y) in region.get("points", {}).items()]
    return "; ".join([*points, *(f"{x}, {y}" for x, y in corners)])


def _clause(value: Mapping[str, Any], named: Named) -> Told:
    return {ITSELF: f"{value['text']} → {_label(value.get('use'), named)}"}


def _meaning(value: Mapping[str, Any], _: Named) -> Told:
    return {ITSELF: value["definition"] or value["name"]}


def _new_label(value: Mapping[str, Any], _: Named) -> Told:
    return {ITSELF: value["name"], "Definition": value["definition"]}


def _value(value: Mapping[str, Any], _: Named) -> Told:
    return {ITSELF: value.get("definition") or value["id"]}


def _translation(value: Mapping[str, Any], _: Named) -> Told:
    return {ITSELF: value["text"]}


def _tie_break(value: Mapping[str, Any], named: Named) -> Told:
    over = ", ".join(map(named, value["over"]))
    return {ITSELF: value["text"], "Wins": _label(value["use"], named), "Over": over}


def _confusable(value: Mapping[str, Any], named: Named) -> Told:
    return {ITSELF: value["ask"]} | {named(label): text for label, text in value["pick"].items()}


def _unsure(value: Mapping[str, Any], named: Named) -> Told:
    return {ITSELF: value["say"], "Label": _label(value["use"], named)}


def _convention(value: Mapping[str, Any], _: Named) -> Told:
    return {ITSELF: value["text"], "Picture file": _file(value["image"])}


def _deprecation(value: Mapping[str, Any], named: Named) -> Told:
    return {
        ITSELF: value["reason"],
        "Since": value["since"],
        "Use instead": _label(value["replaced_by"], named),
        "Gone after": as_text(value["remove_after"]),
    }


def _ruling(value: Mapping[str, Any], named: Named) -> Told:
    return {
        QUOTE: value["item"],
        **_reason(value, named),
        "Decided": as_text(value["date"]),
        "By": value["by"],
        "Now a rule": value["folded_into"] or "",
    }


def _decision(value: Mapping[str, Any], named: Named) -> Told:
    """Tell how a case is decided: by its right label, or as which it does not count."""
    right = value["use"]
    verdict = {"Correct label" if right else "Not": _label(right or value["label"], named)}
    return {QUOTE: value["text"], **verdict}


def _attribute(value: Mapping[str, Any], named: Named) -> Told:
    asked = {key: inner for key, inner in value.items() if key not in ("question", "values")}
    allowed = {f"“{one['id']}”": _value(one, named)[ITSELF] for one in value.get("values", ())}
    return {ITSELF: value.get("question", "")} | settings(asked, named) | allowed


# Whose id people cite.
CITED = (_example, _value)
# These stand under a name that people gave.
OF_PEOPLE = (_meaning, _translation)
_OF_FIELD: dict[str, Teller] = {
    "examples": _example,
    "counterexamples": _example,
    "edge_cases": _example,
    "include": _clause,
    "exclude": _clause,
    "values": _value,
    "deprecated": _deprecation,
    # The questions of a decision path are a list under no field.
    "": question,
}
_OF_KIND: dict[str, Teller] = {
    "label-added": _new_label,
    "label-retired": _new_label,
    "label-deprecated": _deprecation,
    "label-restored": _deprecation,
    "attribute-added": _attribute,
    "attribute-removed": _attribute,
    "constraint-added": settings,
    "constraint-removed": settings,
    "ruling-added": _ruling,
    "ruling-changed": _ruling,
    "ruling-removed": _ruling,
}
# A rule of a task is known by what it has to say.
_OF_RULE: dict[str, Teller] = {
    "over": _tie_break,
    "pick": _confusable,
    "say": _unsure,
    "image": _convention,
    "fit": settings,
}
_CALLED = {
    "examples": "Example",
    "counterexamples": "Counterexample",
    "edge_cases": "Edge case",
    "values": "Value",
    "clause_ids": "Id of a criterion",
    "because": "Why",
    "use": "Label",
}
