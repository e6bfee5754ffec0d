"""From a document's plain data to a noun: every structural problem at its place, in one run."""

from collections.abc import Iterable
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from schemactl.files.yaml_tree import Document
from schemactl.model.finding import Diagnostic, Pointer, Region
from schemactl.model.similar import nearest

NounT = TypeVar("NounT", bound=BaseModel)

# Each round leaves out what the last one could not read; more than a few rounds only happen
# where leaving something out uncovers a problem around it.
_ROUNDS = 8
_LONGEST_SHOWN = 60

_EXPECTED = {
    "string_type": "a text",
    "tuple_type": "a list",
    "list_type": "a list",
    "dict_type": "keys and values",
    "model_type": "keys and values",
    "model_attributes_type": "keys and values",
    "bool_type": "true or false",
    "int_type": "a whole number",
}


def build(
    model: type[NounT], data: Any, document: Document, also_known: Iterable[str] = ()
) -> NounT | None:
    """Validate plain data into a noun; problems go to the document.

    What cannot be read is left out and the rest is kept, so that rules still see it. Returns
    None where nothing can be kept. `also_known` are keys that may stand at the top besides the
    model's own.
    """
    reported: set[Pointer] = set()
    for _ in range(_ROUNDS):
        try:
            return model.model_validate(data)
        except ValidationError as error:
            problems = error.errors(include_url=False)
        remove: set[Pointer] = set()
        for problem in problems:
            pointer = _pointer(problem["loc"], data)
            known = _keys_at(model, problem["loc"][:-1])
            if len(pointer) == 1:
                known += also_known
            diagnostic = _diagnose(problem, pointer, known, document)
            is_missing = problem["type"] == "missing"
            kept = pointer[:-1] if is_missing else pointer
            if not any(pointer[: len(seen)] == seen for seen in reported):
                document.problems.append(diagnostic)
            remove.add(kept)
        reported |= remove
        if () in remove:
            return None
        document.leave_out(remove)
        data = _without(data, remove, ())
    return None


def _pointer(location: tuple[int | str, ...], data: Any) -> Pointer:
    """Drop the parts of an error's location that name a union's member, not a key."""
    pointer: list[str | int] = []
    current = data
    for position, part in enumerate(location):
        is_there = (isinstance(current, dict) and part in current) or (
            isinstance(current, list) and isinstance(part, int) and part < len(current)
        )
        if is_there:
            current = current[part]
        elif position < len(location) - 1 or not isinstance(current, dict):
            continue
        pointer.append(part)
    return tuple(pointer)


def _diagnose(
    problem: ErrorDetails, pointer: Pointer, known: list[str], document: Document
) -> Diagnostic:
    kind = problem["type"]
    if kind == "extra_forbidden":
        key = str(pointer[-1])
        hint = nearest(key, known) or f"known keys: {', '.join(known)}"
        region = document.locate_key(pointer)
        return _diagnostic("unknown-key", f"unknown key `{key}`", document, region, hint)
    if kind == "missing":
        key = str(pointer[-1])
        where = document.locate(pointer[:-1])
        return _diagnostic("missing-key", f"the key `{key}` is missing", document, where, "")
    message, hint = _wrong_value(problem)
    key = next((str(part) for part in reversed(pointer) if isinstance(part, str)), "")
    text = f"`{key}`: {message}" if key else message
    return _diagnostic("invalid-value", text, document, document.locate(pointer), hint)


def _diagnostic(
    rule: str, message: str, document: Document, region: Region, hint: str
) -> Diagnostic:
    return Diagnostic(rule, "error", message, document.path, region, None, hint)


def _wrong_value(problem: ErrorDetails) -> tuple[str, str]:
    found = problem["input"]
    context = problem.get("ctx", {})
    match problem["type"]:
        case "value_error":
            return str(context["error"]), ""
        case "literal_error" | "union_tag_invalid":
            expected = str(context.get("expected") or context.get("expected_tags"))
            words = [part.strip(" '") for part in expected.replace(" or ", ", ").split(",")]
            hint = nearest(str(found), words)
            return f"{_shown(found)} is not one of {', '.join(words)}", hint
        case "union_tag_not_found":
            return f"the key {context['discriminator']} is missing", ""
        case "too_long" | "too_short" | "missing":
            return f"{_shown(found)} has the wrong number of entries", ""
    if wanted := _EXPECTED.get(problem["type"]):
        return f"{_shown(found)} where {wanted} is expected", ""
    return f"{_shown(found)}: {problem['msg']}", ""


def _shown(value: object) -> str:
    if value is None:
        return "nothing stands here"
    if isinstance(value, dict):
        return "keys and values stand here"
    if isinstance(value, list | tuple):
        return "a list stands here"
    text = repr(str(value))
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 3]}…'"


def _keys_at(model: type[BaseModel], location: tuple[int | str, ...]) -> list[str]:
    """Return the keys that the model has at a location; a union's member is named in it."""
    candidates: list[type[BaseModel]] = [model]
    for part in location:
        below: list[type[BaseModel]] = []
        for candidate in candidates:
            field = _field(candidate, part)
            if field is not None:
                below.extend(_models_in(field.annotation))
        # Positions, keys of open mappings and names of union members lead no further down.
        candidates = below or candidates
    tags = {part for part in location if isinstance(part, str)}
    named = [c for c in candidates if _tag(c) in tags]
    keys: dict[str, None] = {}
    for candidate in named or candidates:
        for name, field in candidate.model_fields.items():
            keys[field.alias or name] = None
    return list(keys)


def _field(model: type[BaseModel], part: int | str) -> Any:
    for name, field in model.model_fields.items():
        if part in (name, field.alias):
            return field
    return None


def _tag(model: type[BaseModel]) -> str:
    field = model.model_fields.get("change")
    return "" if field is None else str(get_args(field.annotation)[0])


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [found for part in get_args(annotation) for found in _models_in(part)]


def _without(data: Any, remove: set[Pointer], here: Pointer) -> Any:
    """Copy the data without the values at the pointers."""
    if not any(pointer[: len(here)] == here for pointer in remove):
        return data
    if isinstance(data, dict):
        return {
            key: _without(inner, remove, (*here, key))
            for key, inner in data.items()
            if (*here, key) not in remove
        }
    if isinstance(data, list):
        return [
            _without(inner, remove, (*here, i))
            for i, inner in enumerate(data)
            if (*here, i) not in remove
        ]
    return data
