"""json-schema: the JSON Schema (2020-12) of one annotation under a release.

It accepts what `data check` finds no fault with in the annotation alone. `$defs/Answers` is the
schema of all that one annotator says of one item, task by task, with the constraints.
"""

from collections.abc import Iterator
from typing import Any, get_args

import orjson

from schemactl.exchange.exporter import Exported, Limits, Loss
from schemactl.files.json_schema import DIALECT, JsonSchema
from schemactl.model.annotation import Origin, Status
from schemactl.model.identifiers import NOTHING
from schemactl.model.label import Attribute
from schemactl.model.release import ReleasedSchema, SchemaRelease
from schemactl.model.scalar import as_number
from schemactl.model.tasks.catalog import find_task_type
from schemactl.model.taxonomy import Taxonomy, taxonomies

TITLE = "the JSON Schema of an annotation"
LIMITS = Limits()

_NULL: JsonSchema = {"type": "null"}
_TEXT: JsonSchema = {"type": ["string", "null"]}
_NOT_FINAL = [status for status in get_args(Status) if status != "final"]
_IS_FINAL: JsonSchema = {
    "not": {"properties": {"status": {"enum": _NOT_FINAL}}, "required": ["status"]}
}
# What two numbers, or a number and a list, must be to each other cannot be said.
_UNSAID = {
    "span": "that a span ends after its start",
    "segment": "that a segment ends after its start",
    "polygon": "that the points enclose something",
    "mask": "that the run lengths fill the size",
    "relation": "that a relation joins two different annotations of the item",
    "ranking": "that no candidate stands there twice",
}


def render(release: SchemaRelease) -> Exported:
    """Write the JSON Schema; what one annotation alone cannot show is a loss."""
    losses = tuple(
        Loss(task.id, _UNSAID[task.type]) for task in release.schema.tasks if task.type in _UNSAID
    )
    written = orjson.dumps(annotation_schema(release), option=orjson.OPT_INDENT_2)
    return Exported(written + b"\n", losses)


def annotation_schema(release: SchemaRelease) -> JsonSchema:
    """Return the JSON Schema of an annotation of any task of the release."""
    schema = release.schema
    found = taxonomies(schema)
    tasks = [taxonomy.task.id for taxonomy in found]
    is_only = len(tasks) == 1
    return {
        "$schema": DIALECT,
        "$comment": f"{release.ref} {release.digest}",
        "title": f"An annotation under {release.ref}",
        "type": "object",
        "properties": _common(tasks, is_only),
        "required": ["item"] if is_only else ["item", "task"],
        "allOf": [{"$ref": f"#/$defs/{tasks[0]}"}] if is_only else [_chosen(id) for id in tasks],
        "$defs": {**{one.task.id: _of_task(one) for one in found}, "Answers": _answers(schema)},
    }


def _common(tasks: list[str], is_only: bool) -> JsonSchema:
    statuses, origins = list(get_args(Status)), list(get_args(Origin))
    return {
        "item": {"type": "string", "minLength": 1},
        "task": {"enum": [*tasks, None] if is_only else tasks},
        **dict.fromkeys(("annotator", "batch", "schema", "guideline", "note"), _TEXT),
        "at": {"type": ["string", "null"], "format": "date-time"},
        "status": {"enum": [*statuses, None]},
        "confidence": {"type": ["number", "null"]},
        "cites": {"type": ["array", "null"], "items": {"type": "string"}},
        "origin": {"enum": [*origins, None]},
    }


def _chosen(task_id: str) -> JsonSchema:
    is_asked = {"properties": {"task": {"const": task_id}}, "required": ["task"]}
    return {"if": is_asked, "then": {"$ref": f"#/$defs/{task_id}"}}


def _given(name: str) -> JsonSchema:
    return {"required": [name], "properties": {name: {"not": _NULL}}}


def _of_task(taxonomy: Taxonomy) -> JsonSchema:
    """Return what an annotation of the task may say."""
    task = taxonomy.task
    kind = find_task_type(task.type)
    form = kind.region_schema(task)
    labels = {"enum": [*_spellings(taxonomy), None]}
    rules: list[JsonSchema] = []
    if "hierarchy" not in kind.FIELDS:
        properties = {"region": _NULL, "value": {"anyOf": [_NULL, form or {}]}}
        properties |= {} if task.type == "ranking" else {"label": _NULL}
        rules.append({"if": {"anyOf": [_IS_FINAL, _given("label")]}, "then": _given("value")})
    elif form is None:
        properties = {"label": labels, "region": _NULL, "value": _NULL}
        if task.choose.min > 0:
            rules.append({"if": _IS_FINAL, "then": _given("label")})
    else:
        properties = {"label": labels, "region": {"anyOf": [_NULL, form]}}
        rules.append({"if": _given("label"), "then": _given("region")})
        rules.append({"if": _given("region"), "then": _given("label")})
    return {"properties": properties, **_all([*rules, *_attributes(taxonomy)])}


def _all(rules: list[JsonSchema]) -> JsonSchema:
    """Return what demands all of the rules; a list of none would be no JSON Schema."""
    return {"allOf": rules} if rules else {}


def _spellings(taxonomy: Taxonomy) -> list[str]:
    """Return every way to write a label that may be chosen."""
    by_id, spellings = taxonomy.by_id, taxonomy.spellings
    return [text for text, id in spellings.items() if taxonomy.is_selectable(by_id[id].label)]


def _attributes(taxonomy: Taxonomy) -> Iterator[JsonSchema]:
    """Yield the rules on attributes, one for the labels that have the same."""
    shared = {one.id: one for one in taxonomy.task.attributes}
    kinds: dict[str, tuple[dict[str, Attribute], list[str]]] = {}
    for text, label_id in taxonomy.spellings.items():
        label = taxonomy.by_id[label_id].label
        own = {key: one for key, one in shared.items() if key not in label.leaves_out}
        own |= {one.id: one for one in label.attributes}
        if own != shared:
            kinds.setdefault(repr(own), (own, []))[1].append(text)
    special = [text for _, texts in kinds.values() for text in texts]
    for own, texts in kinds.values():
        yield {"if": _labeled(texts), "then": _with_attributes(own)}
    rest = _with_attributes(shared)
    yield {"if": {"not": _labeled(special)}, "then": rest} if special else rest


def _labeled(texts: list[str]) -> JsonSchema:
    return {"required": ["label"], "properties": {"label": {"enum": texts}}}


def _with_attributes(known: dict[str, Attribute]) -> JsonSchema:
    """Let attributes be these; required ones are given where there is an answer."""
    properties = {name: {"anyOf": [_NULL, _value(one)]} for name, one in known.items()}
    found: JsonSchema = {"type": ["object", "null"], "properties": properties}
    schema: JsonSchema = {"properties": {"attributes": {**found, "additionalProperties": False}}}
    required = [name for name, one in known.items() if one.required]
    if required:
        answers = {"anyOf": [_given(name) for name in ("label", "value", "region")]}
        inner = {"type": "object", "allOf": [_given(name) for name in required]}
        must = {"required": ["attributes"], "properties": {"attributes": inner}}
        schema |= {"if": {"allOf": [_IS_FINAL, answers]}, "then": must}
    return schema


def _value(attribute: Attribute) -> JsonSchema:
    listed = {"enum": [one.id for one in attribute.values]}
    limits = {"minimum": attribute.minimum, "maximum": attribute.maximum}
    match attribute.type:
        case "yes-no":
            return {"type": "boolean"}
        case "text":
            return {"type": "string"}
        case "number":
            known = {key: limit for key, limit in limits.items() if limit is not None}
            return {"type": "number", **known}
        case "choice":
            return listed
        case "choices":
            return {"type": "array", "items": listed, "uniqueItems": True}


def _answers(schema: ReleasedSchema) -> JsonSchema:
    """Return what one annotator may say of one item: a list of answers per task or attribute.

    An answer is a label, a value, or null where nothing applies; attributes are `task/attribute`.
    """
    rules = [
        {
            "if": _all([_holds(name, test) for name, test in one.condition.items()]),
            "then": _all([_follows(name, test) for name, test in one.consequence.items()]),
        }
        for one in schema.constraints
    ]
    return {"type": "object", "additionalProperties": {"type": "array"}, **_all(rules)}


def _follows(name: str, test: Any) -> JsonSchema:
    """Let a question that was not asked violate nothing, unless an answer is demanded."""
    if isinstance(test, dict) and test.get("exists") is True:
        return _holds(name, test)
    return {"anyOf": [_empty(name), _holds(name, test)]}


def _empty(name: str) -> JsonSchema:
    return {"properties": {name: {"maxItems": 0}}}


def _some(name: str, answer: JsonSchema) -> JsonSchema:
    return {"required": [name], "properties": {name: {"contains": answer}}}


def _holds(name: str, test: Any) -> JsonSchema:
    """Return the schema of answers of which one is as the test asks."""
    match test:
        case dict():
            return _all([_passes(name, key, wanted) for key, wanted in test.items()])
        case list():
            return {"anyOf": [_holds(name, one) for one in test]} if test else {"not": {}}
        case None:
            return _empty(name)
        case str() if test == NOTHING:
            return _some(name, {"enum": [None, NOTHING]})
        case int() | float() if not isinstance(test, bool):
            return _some(name, {"enum": [test, str(test)]})
        case str() if isinstance(found := as_number(test), float):
            # A release writes fractions as text.
            return _some(name, {"enum": [found, test]})
        case _:
            return _some(name, {"const": test})


def _passes(name: str, key: str, wanted: Any) -> JsonSchema:
    match key:
        case "minimum" | "maximum":
            return _some(name, {"type": "number", key: wanted})
        case "exists":
            return {"not": _empty(name)} if wanted else _empty(name)
        case "not":
            return {"not": _holds(name, wanted)}
        case "const" | "enum":
            return _holds(name, wanted)
        case _:
            return {}
