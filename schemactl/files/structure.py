"""From a document's plain data to a noun: every structural problem at its place, in one run."""

from collections.abc import Iterable
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from schemactl.files.yaml_tree import Document
from schemactl.model.finding import Diagnostic, Pointer, Region
from schemactl.model.secret import masked
from schemactl.model.similar import nearest

NounT = TypeVar("NounT", bound=BaseModel)

_MAPPING_TYPES = ("model_type", "model_attributes_type")
# What a text in place of a whole thing is most likely meant to be.
_MAIN_KEYS = ("content", "text", "id")
# Each round leaves out what the last one could not read; more than a few rounds only happen
# where leaving something out uncovers a problem around it.
_ROUNDS = 8
_LONGEST_SHOWN = 60
_LONGEST_MESSAGE = 240

_EXPECTED = {
    "string_type": "a text",
    "tuple_type": "a list",
    "list_type": "a list",
    "dict_type": "`key: value`",
    "model_type": "`key: value`",
    "model_attributes_type": "`key: value`",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
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
        found = _by_place(problems, data)
        for pointer, problem in found.items():
            if reported.isdisjoint(_prefixes(pointer)):
                known = _keys_at(model, problem["loc"][:-1])
                if len(pointer) == 1:
                    known += also_known
                document.problems.append(_diagnose(problem, pointer, known, document))
        remove = {p[:-1] if _is_missing(problem) else p for p, problem in found.items()}
        reported |= remove
        if () in remove:
            return None
        document.leave_out(remove)
        document.refused |= remove
        around = {prefix for pointer in remove for prefix in _prefixes(pointer)}
        data = _without(data, remove, around, ())
    return None


def _prefixes(pointer: Pointer) -> list[Pointer]:
    """Return the pointers to everything around a value, and to the value itself."""
    return [pointer[:length] for length in range(len(pointer) + 1)]


def _is_missing(problem: ErrorDetails) -> bool:
    # A list that is too short also "misses" a position, which is no key.
    return problem["type"] == "missing" and isinstance(problem["loc"][-1], str)


def _by_place(problems: list[ErrorDetails], data: Any) -> dict[Pointer, ErrorDetails]:
    """Return one problem for each place.

    A value that may have several forms is objected to once per form: the first objection is
    kept, and none about the whole where one form could be examined further inside.
    """
    found: dict[Pointer, ErrorDetails] = {}
    for problem in problems:
        found.setdefault(_pointer(problem, data), problem)
    inside = {prefix for pointer in found for prefix in _prefixes(pointer)[:-1]}
    return {place: problem for place, problem in found.items() if place not in inside}


def _pointer(problem: ErrorDetails, data: Any) -> Pointer:
    """Drop the parts of an error's location that name a union's member, not a key."""
    pointer: list[str | int] = []
    current = data
    is_member_named = False
    for part in problem["loc"]:
        if isinstance(current, dict) and current.get("change") == part and not is_member_named:
            # The members of this union may be named like one of their keys.
            is_member_named = True
        elif isinstance(current, dict) and part in current:
            current, is_member_named = current[str(part)], False
            pointer.append(part)
        elif isinstance(current, list) and isinstance(part, int) and part < len(current):
            current, is_member_named = current[part], False
            pointer.append(part)
    if _is_missing(problem):
        pointer.append(problem["loc"][-1])
    return tuple(pointer)


def _diagnose(
    problem: ErrorDetails, pointer: Pointer, known: list[str], document: Document
) -> Diagnostic:
    kind = problem["type"]
    if kind == "extra_forbidden":
        key = str(pointer[-1])
        hint = nearest(key, known) or f"known keys: {', '.join(known)}"
        if key in known:
            # The short form of a schema has the keys of its only task.
            hint = "beside `tasks:` it has no place: write it in the task that it is about"
        region = document.locate_key(pointer)
        return _diagnostic("unknown-key", f"unknown key `{key}`", document, region, hint)
    if _is_missing(problem):
        key = str(pointer[-1])
        where = document.locate(pointer[:-1])
        return _diagnostic("missing-key", f"the key `{key}` is missing", document, where, "")
    message, hint = _wrong_value(problem)
    if kind in _MAPPING_TYPES and isinstance(problem["input"], str):
        main = next((key for key in _MAIN_KEYS if key in known), None)
        hint = f"write `{main}:` in front of it" if main else hint
    key = next((str(part) for part in reversed(pointer) if isinstance(part, str)), "")
    region = document.locate(pointer)
    if kind == "union_tag_invalid":
        region = document.locate((*pointer, problem["ctx"]["discriminator"].strip("'")))
    elif problem["loc"][-1:] == ("[key]",):
        region = document.locate_key(pointer)
    text = f"`{key}`: {message}" if key else message
    return _diagnostic("invalid-value", text, document, region, hint)


def _diagnostic(
    rule: str, message: str, document: Document, region: Region, hint: str
) -> Diagnostic:
    return Diagnostic(rule, "error", masked(message), document.path, region, None, hint)


def _wrong_value(problem: ErrorDetails) -> tuple[str, str]:
    found = problem["input"]
    context = problem.get("ctx", {})
    match problem["type"]:
        case "value_error":
            return _shortened(str(context["error"]), _LONGEST_MESSAGE), ""
        case "literal_error" | "union_tag_invalid":
            expected = str(context.get("expected") or context.get("expected_tags"))
            found = context.get("tag", found)
            words = [part.strip(" '") for part in expected.replace(" or ", ", ").split(",")]
            hint = nearest(str(found), words)
            return f"{_shown(found)} is not one of {', '.join(words)}", hint
        case "union_tag_not_found":
            return f"the key {context['discriminator']} is missing", ""
        case "too_long":
            return f"a list of more than {context['max_length']} entries stands here", ""
        case "too_short" | "missing":
            return "a list of too few entries stands here", ""
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
    return _shortened(masked(repr(str(value))), _LONGEST_SHOWN)


def _shortened(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 3]}…'"


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


def _without(data: Any, remove: set[Pointer], around: set[Pointer], here: Pointer) -> Any:
    """Copy the data without the values at the pointers; `around` are all that lead to one."""
    if here not in around:
        return data
    if isinstance(data, dict):
        return {
            key: _without(inner, remove, around, (*here, key))
            for key, inner in data.items()
            if (*here, key) not in remove
        }
    if isinstance(data, list):
        return [
            _without(inner, remove, around, (*here, i))
            for i, inner in enumerate(data)
            if (*here, i) not in remove
        ]
    return data
