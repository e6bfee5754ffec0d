"""Prose in one-line lists and mappings that an unquoted comma has cut in two."""

import json
from collections.abc import Iterator
from typing import NamedTuple

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from schemactl.model.finding import Fix, Region


class Cut(NamedTuple):
    """Where the second half stands, and the edit that makes it one quoted text again."""

    region: Region
    text: str
    fix: Fix


def uncut(node: Node) -> Iterator[tuple[Node, Node]]:
    """Yield the pairs of a one-line mapping without the halves that a comma cut off."""
    halves = {id(second) for _, second in _cut_pairs(node)}
    yield from (pair for pair in node.value if id(pair[0]) not in halves)


def cuts_in(node: Node) -> Iterator[Cut]:
    """Yield the cuts in a one-line collection.

    In a mapping the second half is a key of several words without a value. In a list it is an
    unquoted entry that starts in lower case after one that is a phrase starting in upper case.
    """
    if type(node) is MappingNode:
        for first, second in _cut_pairs(node):
            yield _cut(first, second)
    elif type(node) is SequenceNode:
        for first, second in zip(node.value, node.value[1:], strict=False):
            if _is_start(first) and _is_rest(second):
                yield _cut(first, second)


def _cut_pairs(node: Node) -> list[tuple[Node, Node]]:
    found = []
    before: Node | None = None
    for key, inner in node.value:
        is_empty = type(inner) is ScalarNode and not inner.style and not inner.value
        is_text = type(key) is ScalarNode and not key.style and " " in key.value
        if before is not None and is_empty and is_text and _is_plain_text(before):
            found.append((before, key))
        else:
            before = inner
    return found


def _is_plain_text(node: Node) -> bool:
    return type(node) is ScalarNode and not node.style and bool(node.value)


def _is_start(node: Node) -> bool:
    return _is_plain_text(node) and " " in node.value and node.value[0].isupper()


def _is_rest(node: Node) -> bool:
    return _is_plain_text(node) and node.value[0].islower()


def _cut(first: Node, second: Node) -> Cut:
    start, end = second.start_mark, second.end_mark
    region = Region(start.line + 1, start.column + 1, end.line + 1, end.column + 1)
    whole = json.dumps(f"{first.value}, {second.value}", ensure_ascii=False)
    return Cut(region, second.value, Fix(first.start_mark.index, end.index, whole))
