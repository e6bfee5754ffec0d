"""YAML entries: a list of names, or a mapping from numbers to names, is changed entry by entry."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from yaml.nodes import MappingNode, SequenceNode

from schemactl.files.yaml_tree import Document
from schemactl.files.yaml_write import render_scalar
from schemactl.model.finding import Fix, Pointer

_MEANS_SOMETHING_IN_FLOW = re.compile(r"[,\[\]{}:#]")
_MARK = re.compile(r"[ \t]*(-[ \t]*)?")


class _Entry(NamedTuple):
    """A name with its number; the entry begins with its key, or with the name."""

    number: str
    name: str
    begin: int
    value: int
    end: int


def entry_fixes(document: Document, way: Pointer, names: Mapping[str, str]) -> Iterator[Fix]:
    """Yield what makes the names at a place those given by their numbers, from 0.

    A name that stays keeps its line with its comment; what has no number leaves with its line,
    and new names come behind the last. Raises LookupError where no such names are.
    """
    found, is_there = document.node(way)
    node: Any = found
    entries = list(_entries(node)) if is_there else []
    if not entries:
        raise LookupError(way)
    if node.flow_style:
        if {entry.number: entry.name for entry in entries} != names:
            opening, closing = "[]" if type(node) is SequenceNode else "{}"
            is_list = type(node) is SequenceNode
            told = [_written(n, name, is_list, True) for n, name in _sorted(names)]
            text = opening + ", ".join(told) + closing
            yield Fix(node.start_mark.index, node.end_mark.index, text)
        return
    yield from _line_fixes(document.text, entries, names, type(node) is SequenceNode)


def _entries(node: Any) -> Iterator[_Entry]:
    if type(node) is SequenceNode:
        for at, value in enumerate(node.value):
            begin = value.start_mark.index
            yield _Entry(str(at), str(value.value), begin, begin, value.end_mark.index)
    elif type(node) is MappingNode:
        for name, value in node.value:
            begin, end = value.start_mark.index, value.end_mark.index
            yield _Entry(name.value, str(value.value), name.start_mark.index, begin, end)


def _sorted(names: Mapping[str, str]) -> list[tuple[str, str]]:
    return sorted(names.items(), key=lambda entry: int(entry[0]))


def _written(number: str, name: str, is_list: bool, is_flow: bool) -> str:
    fits = not (is_flow and _MEANS_SOMETHING_IN_FLOW.search(name))
    plain = render_scalar(name, "plain") if fits else None
    value = plain or render_scalar(name, "double")
    return f"{value}" if is_list else f"{number}: {value}"


def _line_fixes(
    text: str, entries: list[_Entry], names: Mapping[str, str], is_list: bool
) -> Iterator[Fix]:
    """Yield the changes of names that stand on lines of their own."""
    for entry in entries:
        name = names.get(entry.number)
        if name is None:
            start = text.rfind("\n", 0, entry.begin) + 1
            yield Fix(start, _line_end(text, entry.end), "")
        elif name != entry.name:
            written = _written(entry.number, name, True, False)
            yield Fix(entry.value, entry.end, written)
    known = {entry.number for entry in entries}
    new = [(number, name) for number, name in _sorted(names) if number not in known]
    if not new:
        return
    last = entries[-1]
    start = text.rfind("\n", 0, last.begin) + 1
    lead = _MARK.match(text, start, last.begin)
    before = lead[0] if lead is not None else ""
    line_end = "\r\n" if "\r\n" in text else "\n"
    lines = [before + _written(number, name, is_list, False) for number, name in new]
    at = _line_end(text, last.end)
    is_cut = not text[:at].endswith("\n")
    written = line_end.join(lines)
    yield Fix(at, at, line_end + written if is_cut else written + line_end)


def _line_end(text: str, at: int) -> int:
    """Return where the next line begins."""
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1
