"""From an edit that a rule proposes to the characters of the file that it replaces."""

import re
from typing import Any, assert_never

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from schemactl.files.yaml_edit import scalar_fix
from schemactl.files.yaml_tree import Document
from schemactl.files.yaml_write import render_scalar
from schemactl.model.finding import Edit, Fix, Pointer, RemoveItem, SetScalar

_ITEM_LINE = re.compile(r"[ \t]*-[ \t]+\Z")
_REST_OF_LINE = re.compile(r"[ \t]*(?:\r\n?|\n|\Z)")
_AFTER = re.compile(r"[ \t]*,[ \t]*")
_BEFORE = re.compile(r"[ \t]*,[ \t]*\Z")


def fix_of(document: Document, edit: Edit) -> Fix | None:
    """Return the replacement that carries out an edit, or None where none is certain."""
    match edit:
        case SetScalar(pointer, value):
            try:
                return scalar_fix(document, pointer, value)
            except LookupError:
                return _added_key(document, pointer, value)
        case RemoveItem(pointer):
            return _removed(document, pointer)
        case _:
            assert_never(edit)


def last_end(node: Node) -> int:
    """Return where the last character of a node stands, without what follows a block."""
    current: Any = node
    while type(current) in (MappingNode, SequenceNode) and not current.flow_style:
        if not current.value:
            break
        last = current.value[-1]
        current = last[1] if isinstance(last, tuple) else last
    end: int = current.end_mark.index
    return end


def _added_key(document: Document, pointer: Pointer, value: str) -> Fix | None:
    node, found = document.node(pointer[:-1])
    if not found or type(node) is not MappingNode or not node.value:
        return None
    if any(key.value == pointer[-1] for key, _ in node.value):
        # Something stands there, but no single value.
        return None
    key = render_scalar(str(pointer[-1]), "plain") or render_scalar(str(pointer[-1]), "double")
    entry = f"{key}: {render_scalar(value, 'double')}"
    if node.flow_style:
        at = node.value[-1][1].end_mark.index
        return Fix(at, at, f", {entry}")
    last = node.value[-1][1]
    if type(last) is not ScalarNode or last.style in ("|", ">"):
        return None
    at = _line_end(document.text, last_end(node))
    line_end = "\r\n" if "\r\n" in document.text else "\n"
    return Fix(at, at, f"{line_end}{' ' * node.start_mark.column}{entry}")


def _line_end(text: str, start: int) -> int:
    """Return where the line ends, behind a comment."""
    match = re.compile(r"[\r\n]|\Z").search(text, start)
    return len(text) if match is None else match.start()


def _removed(document: Document, pointer: Pointer) -> Fix | None:
    items, found = document.node(pointer[:-1])
    node, exists = document.node(pointer)
    if not found or not exists or type(items) is not SequenceNode or node is None:
        return None
    if type(node) is not ScalarNode or len(items.value) == 1:
        return None
    start, end = node.start_mark.index, node.end_mark.index
    return (
        _from_line(document.text, start, end, items)
        if items.flow_style
        else (_whole_line(document.text, start, end))
    )


def _from_line(text: str, start: int, end: int, items: Any) -> Fix:
    """Remove an entry of a one-line list with one of the commas beside it."""
    before = _BEFORE.search(text, items.start_mark.index, start)
    if before is not None:
        return Fix(before.start(), end, "")
    after = _AFTER.match(text, end)
    return Fix(start, after.end() if after else end, "")


def _whole_line(text: str, start: int, end: int) -> Fix | None:
    """Remove the line of an entry, if nothing else, such as a comment, stands on it."""
    begin = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    rest = _REST_OF_LINE.match(text, end)
    if rest is None or not _ITEM_LINE.match(text[begin:start]):
        return None
    return Fix(begin, rest.end(), "")
