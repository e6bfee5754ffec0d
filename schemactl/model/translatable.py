"""Translatable texts of a schema: by the address of what says them, and the field that does.

The address of the schema is its name, of a task, tie-break, convention, clause, example or
constraint its id, of a label, question or attribute `task/id`, of a confusable pair `task/a--b`,
of a keypoint `task/points/id`.
A field is a key, such as `definition`; below it stand keys, and positions from 0:
`synonyms/0`, `include/0/text`, `unsure/say`, `pick/refund`.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

from schemactl.model.label import Attribute, AttributeValue, Clause, Example, Label
from schemactl.model.reference import LabelIndex
from schemactl.model.scalar import Noun
from schemactl.model.schema import (
    Confusable,
    Constraint,
    Convention,
    KeyPoint,
    Question,
    Schema,
    Task,
    TieBreak,
)

Texts = Mapping[str, Mapping[str, str]]
SchemaT = TypeVar("SchemaT", bound=Schema)

# The keys under which people read what is written; the others hold ids, numbers and files.
_PROSE = frozenset(
    {
        *("title", "summary", "purpose", "name", "definition", "rationale", "text", "content"),
        *("alt", "note", "question", "say", "ask", "reason", "because", "chosen", "views"),
        *("synonyms", "pick", "anchors"),
    }
)


def digest_of_text(text: str) -> str:
    """Return the digest by which a translation says which text it translates."""
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def translatable(schema: Schema) -> Texts:
    """Return every text of a schema that can be translated, by address and field."""
    found: dict[str, dict[str, str]] = {}
    for address, field, text in _walk(schema, (), "", ""):
        found.setdefault(address, {}).setdefault(field, text)
    return found


def texts_at(texts: Texts, labels: LabelIndex, address: str) -> Mapping[str, str]:
    """Return the texts at an address; for a label that only one task has, its id is enough."""
    found = labels.find(address)
    return texts.get(address) or texts.get(found[0] if len(found) == 1 else "", {})


def _walk(
    value: Any, field: tuple[str, ...], address: str, task: str
) -> Iterator[tuple[str, str, str]]:
    if isinstance(value, str):
        # A key may have one more below it: a position or a name.
        if value and not _PROSE.isdisjoint(field[-2:]):
            yield address, "/".join(field), value
        return
    if isinstance(value, Noun):
        if isinstance(value, Task):
            task = value.id
        own = _own_address(value, address, task)
        if own is not None:
            address, field = own, ()
        # A schema's name is an id, a label's is a text.
        skip = {"id", "name"} if isinstance(value, Schema) else {"id"}
        inner: Any = {key: getattr(value, key) for key in sorted(value.model_fields_set - skip)}
    else:
        inner = dict(enumerate(value)) if isinstance(value, tuple) else value
    for key, below in inner.items() if isinstance(inner, dict) else ():
        yield from _walk(below, (*field, str(key)), address, task)


def _own_address(noun: Noun, address: str, task: str) -> str | None:
    """Return the address of a noun that has one of its own."""
    match noun:
        case Schema():
            return noun.name
        case Label() | Question() | Attribute():
            return f"{task}/{noun.id}"
        case AttributeValue():
            return f"{address}/{noun.id}"
        case KeyPoint():
            return f"{task}/points/{noun.id}"
        case Confusable():
            return f"{task}/{'--'.join(noun.labels)}"
        case Task() | TieBreak() | Convention() | Constraint():
            return noun.id
        case Clause() | Example():
            return noun.id
        case _:
            return None


def retold(schema: SchemaT, say: Callable[[str, str, str], str]) -> SchemaT:
    """Return the schema with each text replaced by what `say(address, field, text)` returns."""
    found: SchemaT = _retold(schema, (), "", "", say)
    return found


def _retold(
    value: Any, field: tuple[str, ...], address: str, task: str, say: Callable[[str, str, str], str]
) -> Any:
    """Walk as `_walk` does, and build the value anew on the way back."""
    if isinstance(value, str):
        is_prose = value and not _PROSE.isdisjoint(field[-2:])
        return say(address, "/".join(field), value) if is_prose else value
    if isinstance(value, Noun):
        if isinstance(value, Task):
            task = value.id
        own = _own_address(value, address, task)
        if own is not None:
            address, field = own, ()
        skip = {"id", "name"} if isinstance(value, Schema) else {"id"}
        update = {
            key: _retold(getattr(value, key), (*field, key), address, task, say)
            for key in value.model_fields_set - skip
        }
        return value.model_copy(update=update)
    if isinstance(value, tuple):
        parts = enumerate(value)
        return tuple(_retold(one, (*field, str(at)), address, task, say) for at, one in parts)
    if isinstance(value, dict):
        return {
            key: _retold(one, (*field, str(key)), address, task, say) for key, one in value.items()
        }
    return value
