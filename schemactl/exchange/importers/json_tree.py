"""JSON tree: nodes in a list or by id, children nested or named, several parents allowed.

A node is an object with a key that nodes have, such as `id` or `children`. Any other object holds
nodes by their ids, or the children of each id: `{"banking": ["routing", "transfer"]}`.
"""

import json
from collections import Counter
from dataclasses import replace
from typing import Any, NamedTuple

from schemactl.errors import SchemactlError
from schemactl.exchange.concept import Concept
from schemactl.exchange.draft import draft
from schemactl.exchange.importer import Imported, Remark, RemarkKind, Request, Source, text_of
from schemactl.exchange.label_ids import from_id, from_name

OPTIONS = frozenset({"columns"})
# The keys of a node, first found first; `--column ROLE=KEY` replaces those of a role.
ROLES: dict[str, tuple[str, ...]] = {
    "id": ("id",),
    "name": ("name",),
    "definition": ("definition", "description"),
    "parent": ("parent", "parents", "parent_id"),
    "children": ("children", "child_ids"),
    "index": ("index",),
}


class _Visit(NamedTuple):
    """A value still to be read, the key it stands under in a mapping, and the node above."""

    value: Any
    name: str | None
    above: str | None
    declares: bool


def read(source: Source, request: Request) -> Imported:
    """Draft a schema from a JSON file."""
    for role in request.columns:
        if role not in ROLES:
            raise SchemactlError(f"no role {role!r}", f"roles: {', '.join(ROLES)}")
    tree = _Tree({**ROLES, **{role: (key,) for role, key in request.columns.items()}})
    tree.walk(_parsed(source))
    return draft(tree.finished(), tree.remarks, request, source)


def _parsed(source: Source) -> Any:
    text = text_of(source)
    try:
        parsed = json.loads(text)
    except json.JSONDecodeError as error:
        raise SchemactlError(
            f"{source.name}:{error.lineno}:{error.colno}: no JSON: {error.msg}",
            "give one JSON document",
        ) from error
    except (RecursionError, ValueError) as error:
        raise SchemactlError(
            f"{source.name}: nested too deeply, or a number too long", "give a smaller tree"
        ) from error
    if isinstance(parsed, dict | list):
        return parsed
    raise SchemactlError(f"{source.name} is a single value", "give a list or an object of nodes")


class _Tree:
    """The nodes found so far, and who stands under whom."""

    def __init__(self, roles: dict[str, tuple[str, ...]]) -> None:
        self.roles = roles
        self.known = {key for keys in roles.values() for key in keys}
        self.concepts: dict[str, Concept] = {}
        self.parents: dict[str, list[str]] = {}
        self.remarks: list[Remark] = []
        self.unknown: Counter[str] = Counter()

    def walk(self, value: Any) -> None:
        """Read every value, parents before children, in the order of the file."""
        stack = [_Visit(value, None, None, declares=False)]
        while stack:
            visit = stack.pop()
            stack += reversed(self._visit(visit))

    def finished(self) -> list[Concept]:
        """Return the concepts with their parents, after a remark on each name without a node."""
        for child, parents in self.parents.items():
            if child not in self.concepts:
                above = self.concepts[parents[0]].original
                self._remark("dangling-child", f"the child {child!r} of {above!r} has no node")
        for key, count in self.unknown.items():
            self._remark("unknown-key", f"key {key!r} of {count} labels is not carried over")
        return [
            replace(concept, parents=(*self.parents.get(key, ()), *concept.parents))
            for key, concept in self.concepts.items()
        ]

    def _visit(self, visit: _Visit) -> list[_Visit]:
        value, above = visit.value, visit.above
        if isinstance(value, list):
            here = self._declare(visit.name, above, "") if visit.name is not None else above
            declares = visit.declares or visit.name is not None
            return [_Visit(inner, None, here, declares) for inner in value]
        if isinstance(value, dict):
            return self._object(visit)
        text = _text(value)
        if visit.name is not None:
            self._declare(visit.name, above, text or "")
        elif not text:
            self._remark("invalid-value", f"{value!r} stands where a label is expected")
        elif visit.declares or above is None:
            self._declare(text, above, "")
        else:
            self._put_under(text, above)
        return []

    def _object(self, visit: _Visit) -> list[_Visit]:
        value = visit.value
        if not self.known & set(value):
            here = visit.above
            if visit.name is not None:
                here = self._declare(visit.name, visit.above, "")
            return [_Visit(inner, name, here, declares=True) for name, inner in value.items()]
        here = self._node(value, visit.name, visit.above)
        children = self._get(value, "children")
        if children is None:
            return []
        if isinstance(children, dict | list):
            # A mapping of children names them by its keys, which then are labels.
            return [_Visit(children, None, here, declares=isinstance(children, dict))]
        self._remark("invalid-value", f"{children!r} stands where children are expected", here)
        return []

    def _node(self, node: dict[str, Any], name: str | None, above: str | None) -> str | None:
        self.unknown.update(key for key in node if key not in self.known)
        given = _text(self._get(node, "id"))
        original = given or name or self._string(node, "name", None)
        if not original:
            self._remark("no-id", "a node without an id is left out")
            return above
        title = self._string(node, "name", original)
        concept = Concept(
            key=original,
            original=original,
            label_id=from_id(original) if given else from_name(original),
            name=title or ("" if given else original),
            definition=self._string(node, "definition", original),
            parents=self._named_parents(node),
            index=self._index(node, original),
        )
        earlier = self.concepts.setdefault(original, concept)
        is_same = (earlier.name, earlier.definition) == (concept.name, concept.definition)
        if earlier is not concept and (above is None or not is_same):
            message = f"the id {original!r} stands there already; this one is left out"
            self._remark("duplicate-id", message, original)
        self._put_under(original, above)
        return original

    def _declare(self, text: str, above: str | None, name: str) -> str | None:
        original = text.strip()
        if not original:
            self._remark("no-id", "an empty id is left out")
            return above
        concept = Concept(original, original, from_name(original), name or original)
        self.concepts.setdefault(original, concept)
        self._put_under(original, above)
        return original

    def _put_under(self, key: str, above: str | None) -> None:
        if above is not None:
            self.parents.setdefault(key, []).append(above)

    def _named_parents(self, node: dict[str, Any]) -> tuple[str, ...]:
        value = self._get(node, "parent")
        values = value if isinstance(value, list) else [value]
        return tuple(text for inner in values if (text := _text(inner)))

    def _index(self, node: dict[str, Any], label: str) -> int | None:
        value = self._get(node, "index")
        if value is None or (type(value) is int and 0 <= value < 10**9):
            return value
        self._remark("invalid-index", f"{value!r} is no index: a whole number from 0", label)
        return None

    def _string(self, node: dict[str, Any], role: str, label: str | None) -> str:
        value = self._get(node, role)
        if value is None or isinstance(value, str):
            return (value or "").strip()
        self._remark("invalid-value", f"{str(value)[:60]!r} is no text for the {role}", label)
        return ""

    def _get(self, node: dict[str, Any], role: str) -> Any:
        return next((node[key] for key in self.roles[role] if key in node), None)

    def _remark(self, kind: RemarkKind, message: str, label: str | None = None) -> None:
        self.remarks.append(Remark(kind, message, None, label))


def _text(value: Any) -> str:
    """Return an id, a whole number or text, as text; empty where the value is neither."""
    if isinstance(value, str):
        return value.strip()
    return str(value) if type(value) is int else ""
