"""Prose in one-line lists and mappings that an unquoted comma has cut in two."""

import json
from collections.abc import Iterator
from itertools import groupby, takewhile
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
        for first, pairs in groupby(_cut_pairs(node), key=lambda pair: pair[0]):
            yield from _cuts(first, [second for _, second in pairs])
    elif type(node) is SequenceNode:
        for position, first in enumerate(node.value):
            if _is_start(first):
                yield from _cuts(first, list(takewhile(_is_rest, node.value[position + 1 :])))


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


def _cuts(first: Node, rests: list[Node]) -> Iterator[Cut]:
    """Yield a cut for each part that was cut off; all of them are mended together."""
    if not rests:
        return
    words = ", ".join(part.value for part in (first, *rests))
    whole = json.dumps(words, ensure_ascii=False)
    fix = Fix(first.start_mark.index, rests[-1].end_mark.index, whole)
    for rest in rests:
        start, end = rest.start_mark, rest.end_mark
        region = Region(start.line + 1, start.column + 1, end.line + 1, end.column + 1)
        yield Cut(region, rest.value, fix)
