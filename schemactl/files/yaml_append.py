"""Add entries to a list at the top of a label file; comments, order and all else stay."""

import codecs
import json
import re
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from schemactl.files.yaml_fix import last_end
from schemactl.files.yaml_tree import Document
from schemactl.files.yaml_write import render_yaml

Entries = Sequence[Mapping[str, str]]

_END_OF_DOCUMENT = re.compile(r"^\.\.\.", re.MULTILINE)
_BLANKS_BEFORE = re.compile(r"[ \t]*\Z")


def append_entries(content: bytes, key: str, entries: Entries) -> bytes:
    """Return a file with entries added to the list under a key, which is made where it is missing.

    Raises ValueError where the file has problems, or no list can stand there.
    """
    before = Document("", content)
    if before.problems:
        raise ValueError(before.problems[0].message)
    mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    after = mark + _appended(before, key, entries).encode()
    found = Document("", after)
    if found.problems or found.data != _expected(before.data, key, entries):
        raise ValueError(f"`{key}` is no list that entries can be added to")
    return after


def _expected(data: Any, key: str, entries: Entries) -> Any:
    if data is not None and not isinstance(data, dict):
        return None
    known = (data or {}).get(key) or []
    return {**(data or {}), key: [*known, *map(dict, entries)]} if isinstance(known, list) else None


def _appended(document: Document, key: str, entries: Entries) -> str:
    text, root = document.text, document.root
    if root is None:
        return _joined(text, len(text), render_yaml({key: list(entries)}))
    if type(root) is not MappingNode:
        return text
    node = next((inner for name, inner in root.value if name.value == key), None)
    if node is not None:
        return _extended(text, node, root.start_mark.column, entries)
    if root.flow_style:
        at = last_end(root) - 1
        if root.value:
            return f"{text[:at]}, {key}: [{_in_one_line(entries)}]{text[at:]}"
        return f"{text[:at]}{key}: [{_in_one_line(entries)}]{text[at:]}"
    at = last_end(root)
    end = _END_OF_DOCUMENT.search(text, at)
    lines = textwrap.indent(render_yaml({key: list(entries)}), " " * root.start_mark.column)
    return _joined(text, end.start() if end else len(text), lines)


def _extended(text: str, node: Node, column: int, entries: Entries) -> str:
    """Add to the list that stands there, or to the key that has none yet."""
    if type(node) is SequenceNode and node.value:
        at = last_end(node.value[-1])
        if node.flow_style:
            return f"{text[:at]}, {_in_one_line(entries)}{text[at:]}"
        at = len(text[:at].rstrip())
        lines = textwrap.indent(render_yaml(list(entries)), " " * node.start_mark.column)
        return _joined(text, _next_line(text, at), lines)
    start, end = node.start_mark.index, node.end_mark.index
    if type(node) is ScalarNode and (node.style or node.value):
        return text
    blanks = _BLANKS_BEFORE.search(text, 0, start)
    begin = blanks.start() if blanks and text[end : end + 1] in ("", "\r", "\n") else start
    text = text[:begin] + text[end:]
    lines = textwrap.indent(render_yaml(list(entries)), " " * (column + 2))
    return _joined(text, _next_line(text, begin), lines)


def _next_line(text: str, start: int) -> int:
    at = text.find("\n", start)
    return len(text) if at < 0 else at + 1


def _joined(text: str, at: int, lines: str) -> str:
    """Insert whole lines with the line ends of the file."""
    line_end = "\r\n" if "\r\n" in text else "\n"
    before = text[:at]
    if before and not before.endswith("\n"):
        before += line_end
    return before + lines.replace("\n", line_end) + text[at:]


def _in_one_line(entries: Entries) -> str:
    """Write entries for a list in brackets; JSON is YAML too."""
    return ", ".join(
        "{" + ", ".join(f"{key}: {json.dumps(value)}" for key, value in entry.items()) + "}"
        for entry in entries
    )
