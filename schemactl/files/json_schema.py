"""The JSON Schemas of our files, for editors: generated from the nouns, lenient on scalars.

An editor's YAML parser gives `yes`, `1.10` and `null` a type before the schema sees them, where
the dialect takes them literally: wherever a text may stand, every scalar is accepted.
"""

from collections.abc import Callable
from typing import Any

from pydantic import BaseModel

from schemactl.errors import SchemactlError
from schemactl.model.guideline import ANSWER, Guideline, Ruling
from schemactl.model.migration import Migration, Translations
from schemactl.model.schema import TASK_KEYS, Schema
from schemactl.model.settings import Settings

JsonSchema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
NOUNS: dict[str, type[BaseModel]] = {
    "schema": Schema,
    "guideline": Guideline,
    "migration": Migration,
    "ruling": Ruling,
    "settings": Settings,
    "translations": Translations,
}

_SCALAR = ["string", "number", "boolean", "null"]
# YAML 1.1 reads these words as booleans, and our files have some of them as keys and values.
_READ_AS_BOOLEANS = {"yes": True, "no": False, "on": True, "off": False}
# Titles repeat the key, defaults are no advice, and discriminators are not JSON Schema.
_DROPPED = frozenset({"title", "default", "discriminator"})


def editor_schema(noun: str) -> JsonSchema:
    """Return the JSON Schema of a kind of file. Raises SchemactlError where there is none."""
    if noun not in NOUNS:
        known = ", ".join(NOUNS)
        raise SchemactlError(f"no JSON Schema of {noun!r}", f"there is one of each: {known}")
    schema = _lenient(NOUNS[noun].model_json_schema(mode="validation"))
    if noun == "schema":
        schema = _with_short_form(schema)
    if noun == "ruling":
        schema = _with_questions(schema)
    title = {"schema": "A label schema", "settings": "Settings", "translations": "Translations"}
    return {"$schema": DIALECT, "title": title.get(noun, f"A {noun}"), **schema}


def _with_questions(schema: JsonSchema) -> JsonSchema:
    """Let a ruling be a question that waits for its answer, of which all parts are missing."""
    required = [key for key in schema["required"] if key not in ANSWER]
    reasons = {key: ["use"] for key in ANSWER if key != "use"}
    return {**schema, "required": required, "dependentRequired": reasons}


def objections(schema: JsonSchema, value: object) -> list[str]:
    """Return what a JSON Schema objects to in a value, with the place of each objection."""
    from jsonschema import Draft202012Validator

    return [
        f"{error.json_path}: {error.message}"
        for error in Draft202012Validator(schema).iter_errors(value)
    ]


def _lenient(schema: JsonSchema) -> JsonSchema:
    """Let scalars be what editors take them for, and drop what says nothing."""
    found = {
        keyword: _INSIDE[keyword](value) if keyword in _INSIDE else value
        for keyword, value in schema.items()
        if keyword not in _DROPPED
    }
    if "patternProperties" in found:
        found["additionalProperties"] = False
    if "properties" in found:
        found = _with_other_spellings(found)
    if "ge" in found:
        # pydantic leaves a bound where it does not know the type of what was written.
        found["minimum"] = found.pop("ge")
    if "enum" in found:
        words = [_READ_AS_BOOLEANS[word] for word in found["enum"] if word in _READ_AS_BOOLEANS]
        return {**found, "enum": [*found["enum"], *words], "type": ["string", "boolean"]}
    match found.get("type"):
        case "string" if "const" not in found:
            found["type"] = _SCALAR
        case "boolean":
            del found["type"]
            found["enum"] = [True, False, "true", "false"]
    return found


def _with_other_spellings(schema: JsonSchema) -> JsonSchema:
    """Let the keys `yes`, `no` and `on` also be what some parsers make of them."""
    properties = schema["properties"]
    words = [word for word in properties if word in _READ_AS_BOOLEANS]
    if not words:
        return schema
    spelled = {word: str(_READ_AS_BOOLEANS[word]).lower() for word in words}
    required = [key for key in schema.get("required", []) if key not in spelled]
    one_of_each = [
        {"anyOf": [{"required": [word]}, {"required": [spelled[word]]}]}
        for word in words
        if word in schema.get("required", [])
    ]
    others = {spelled[word]: properties[word] for word in words}
    found = {**schema, "properties": {**properties, **others}, "required": required}
    return {**found, "allOf": one_of_each} if one_of_each else found


def _each(schemas: list[JsonSchema]) -> list[JsonSchema]:
    """Make alternatives lenient; a number may also be quoted, which is no text."""
    kinds = {schema.get("type") for schema in schemas}
    if kinds & {"integer", "number"}:
        return [
            {"type": "string", "pattern": r"^[+-]?[0-9.]+([eE][+-]?[0-9]+)?$"}
            if schema.get("type") == "string"
            else _lenient(schema)
            for schema in schemas
        ]
    return [_lenient(schema) for schema in schemas]


def _named(schemas: dict[str, JsonSchema]) -> dict[str, JsonSchema]:
    return {name: _lenient(schema) for name, schema in schemas.items()}


def _inner(schema: JsonSchema | bool) -> JsonSchema | bool:
    return _lenient(schema) if isinstance(schema, dict) else schema


_INSIDE: dict[str, Callable[[Any], Any]] = {
    "$defs": _named,
    "properties": _named,
    "patternProperties": _named,
    "anyOf": _each,
    "oneOf": _each,
    "prefixItems": _each,
    "items": _inner,
    "additionalProperties": _inner,
    "propertyNames": _inner,
}


def _with_short_form(schema: JsonSchema) -> JsonSchema:
    """Let the keys of one task stand beside the schema's own instead of `tasks`."""
    definitions = schema.pop("$defs")
    task = definitions["Task"]
    own = {key: value for key, value in schema["properties"].items() if key != "tasks"}
    one_task = {key: task["properties"][key] for key in sorted(TASK_KEYS)}
    short = {
        **schema,
        "description": "The short form: a schema with one task.",
        "properties": {**own, **one_task},
        "required": [*schema["required"], "type"],
    }
    has_labels = {"anyOf": [{"required": ["labels"]}, {"required": ["type"]}]}
    return {
        "type": "object",
        "if": {"allOf": [{"not": {"required": ["tasks"]}}, has_labels]},
        "then": {"$ref": "#/$defs/ShortForm"},
        "else": {"$ref": "#/$defs/RichForm"},
        "$defs": {**definitions, "RichForm": schema, "ShortForm": short},
    }
