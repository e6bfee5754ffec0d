"""YAML by blocks: a long list of labels, of which the entries that were read before are known.

An entry of a list in block style may be read by itself: it begins with its dash, and whatever is
read of it alone without a problem is what is read of it between its neighbours, since a scalar in
block style ends where a line is indented no deeper than the list, and one within quotes or
brackets that went on behind it would be a problem by itself. What stands around the entries is read
with one scalar in their place, which must turn out to be an entry of such a list.

Where anything is out of the ordinary, the file is read as a whole.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from yaml.nodes import Node, ScalarNode, SequenceNode

from schemactl.files.known_blocks import KnownBlocks
from schemactl.files.yaml_tree import Document
from schemactl.model.finding import Pointer

# Fewer are as soon read as looked up.
_FEWEST = 16
# Far less than the dialect has, of which the list itself is inside some.
_DEEPEST = 32
_LIST = re.compile(r"^ *labels:[ \t]*\n( *)- ", re.MULTILINE)
# Signs at the beginning of a line that end a document. No line among entries begins so.
_ENDS = ("\n---", "\n...", "\n%")


class _List(NamedTuple):
    """Where the text of a list's entries begins and ends, the column of their dashes, the texts."""

    start: int
    end: int
    column: int
    entries: list[str]


class BlockDocument(Document):
    """A document whose data may have been put together; its tree is read where it is asked for."""

    def __init__(self, path: str, content: bytes, known: KnownBlocks) -> None:
        """Read the bytes as a document does, and note what was read of each entry."""
        self._known = known
        super().__init__(path, content)

    def _compose(self) -> None:
        data = _put_together(self.text, self._known)
        if data is None:
            super()._compose()
        else:
            self.data = data

    def node(self, pointer: Pointer) -> tuple[Node | None, bool]:
        """Return the node that a pointer of the model leads to, and whether all of it exists."""
        if self.root is None and self.data is not None:
            super()._compose()
        return super().node(pointer)


def _put_together(text: str, known: KnownBlocks) -> Any:
    """Return the data of a file; None where the file is better read as a whole."""
    # Of ends of lines there is one kind.
    lists = [] if "\r" in text else list(_lists(text))
    if not lists or any(sign in part for part in _around(text, lists) for sign in _ENDS):
        return None
    read: list[list[Any]] = []
    for one in lists:
        read.append([])
        for entry in one.entries:
            data = _data(entry, known)
            if data is None:
                return None
            read[-1].append(data[0])
    return _with_entries(text, lists, read)


def _lists(text: str) -> Iterator[_List]:
    """Yield the long lists of labels, the outermost ones."""
    at = 0
    while match := _LIST.search(text, at):
        start = match.start(1)
        column = match.end(1) - start
        end = _end(text, start, column)
        at = max(end, match.end())
        dash = f"\n{' ' * column}- "
        first, *others = text[start:end].split(dash)
        if len(others) + 1 >= _FEWEST:
            entries = [first, *(f"{dash[1:]}{one}" for one in others)]
            # Each but the last has lost the end of its last line.
            yield _List(start, end, column, [*(f"{one}\n" for one in entries[:-1]), entries[-1]])


def _end(text: str, start: int, column: int) -> int:
    """Return where the first line begins that is neither in the list nor empty."""
    outside = re.compile(rf"\n(?! {{{column}}}(?: |- )|[ \t]*(?:\n|\Z))")
    found = outside.search(text, start)
    return len(text) if found is None else found.start() + 1


def _around(text: str, lists: list[_List]) -> Iterator[str]:
    """Yield what stands around lists, from the end of the line before it."""
    at = 0
    for one in lists:
        yield text[at : one.start]
        at = one.end - 1
    yield text[at:]


def _data(entry: str, known: KnownBlocks) -> list[Any] | None:
    """Return a list of one entry; None where it is better not read by itself."""
    digest = known.digest(entry)
    found: list[Any] | None = known.take(digest)
    if found is not None:
        return found
    document = Document("", entry.encode())
    data = document.data
    is_plain = not document.problems and not document.cuts
    if not is_plain or type(data) is not list or len(data) != 1 or _depth(data) > _DEEPEST:
        return None
    known.keep(digest, data)
    return data


def _depth(data: Any) -> int:
    if isinstance(data, dict):
        return 1 + max((_depth(inner) for inner in data.values()), default=0)
    if isinstance(data, list):
        return 1 + max((_depth(inner) for inner in data), default=0)
    return 0


def _with_entries(text: str, lists: list[_List], read: list[list[Any]]) -> Any:
    """Return the data of what stands around the entries, with the entries in it."""
    parts, lines, at, line = [], [], 0, 0
    for number, one in enumerate(lists):
        before = text[at : one.start]
        line += before.count("\n")
        parts += [before, f"{' ' * one.column}- {_mark(number)}\n"]
        lines.append(line)
        line, at = line + 1, one.end
    parts.append(text[at:])
    document = Document("", "".join(parts).encode())
    if document.problems or document.cuts or _mark("") in text:
        return None
    places = dict(_marked(document.data, ()))
    for number, (one, entries) in enumerate(zip(lists, read, strict=True)):
        place = places.get(_mark(number))
        if place is None or not _is_entry(document, place, lines[number], one.column):
            return None
        around = _inside(document.data, place[:-1])
        position = around.index(_mark(number))
        around[position : position + 1] = entries
    return document.data


def _mark(number: int | str) -> str:
    return f"schemactl-entries-{number}"


def _marked(data: Any, here: Pointer) -> Iterator[tuple[str, Pointer]]:
    """Yield each text that stands for entries, and where it is."""
    if isinstance(data, str) and data.startswith(_mark("")):
        yield data, here
    elif isinstance(data, dict):
        for key, inner in data.items():
            yield from _marked(inner, (*here, key))
    elif isinstance(data, list):
        for position, inner in enumerate(data):
            yield from _marked(inner, (*here, position))


def _is_entry(document: Document, place: Pointer, line: int, column: int) -> bool:
    """Tell whether a scalar is the entry of a list in block style that it was written as."""
    above, _ = document.node(place[:-1])
    node, _ = document.node(place)
    if type(above) is not SequenceNode or above.flow_style or len(place) >= _DEEPEST:
        return False
    if type(node) is not ScalarNode or node.style:
        return False
    return (node.start_mark.line, node.start_mark.column) == (line, column + len("- "))


def _inside(data: Any, place: Pointer) -> Any:
    for part in place:
        data = data[part]
    return data
