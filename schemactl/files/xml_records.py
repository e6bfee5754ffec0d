"""XML larger than memory: the elements below the outermost one, with their places and bytes.

Documents with a type declaration are refused, so that no entity can grow (CWE-776) or read a file
(CWE-611).
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple
from xml.parsers import expat

from schemactl.errors import SchemactlError
from schemactl.files.dataset import unreadable

LONGEST = 2**28
BLOCK = 2**20
_DEEPEST = 100
_HINT = "mend the file, or have the tool export it again"

# A tag goes to the first `>` that does not stand in an attribute.
_TAG = re.compile(rb"""<(?:[^<>"']|"[^"]*"|'[^']*')*>""")


class Node(NamedTuple):
    """An element: its name, attributes, the elements in it, and the text between them."""

    name: str
    attributes: dict[str, str]
    children: list["Node"]
    texts: list[str]

    @property
    def text(self) -> str:
        """The text without white space around it."""
        return "".join(self.texts).strip()

    def child(self, *names: str) -> "Node | None":
        """Return the first element that a way of names leads to."""
        found: Node | None = self
        for name in names:
            found = (
                next((one for one in found.children if one.name == name), None) if found else None
            )
        return found

    def told(self) -> dict[str, Any]:
        """Return all that it says, as JSON has it."""
        said: dict[str, Any] = {"tag": self.name, **self.attributes}
        if self.text:
            said["#text"] = self.text
        if self.children:
            said["#children"] = [child.told() for child in self.children]
        return said


class XmlRecord(NamedTuple):
    """An element below the outermost one, and where it stands."""

    line: int
    offset: int
    raw: bytes
    node: Node


def read_records(path: Path, file: BinaryIO, root: str) -> Iterator[XmlRecord]:
    """Yield the elements in the outermost one, whose name is `root`. Raises SchemactlError."""
    reader = _Reader(path, root)
    is_last = False
    while not is_last:
        block = file.read(BLOCK)
        is_last = not block
        try:
            reader.feed(block, is_last)
        except expat.ExpatError as error:
            what = f"not valid XML: {expat.ErrorString(error.code)} in column {error.offset + 1}"
            raise unreadable(path, error.lineno, what, _HINT) from None
        except LookupError as error:
            # The declaration names an encoding that there is not.
            raise unreadable(path, 1, f"not valid XML: {error}", _HINT) from None
        yield from reader.take()


class _Reader:
    """Builds the elements below the outermost one, and keeps the bytes of the last."""

    def __init__(self, path: Path, root: str) -> None:
        self.path = path
        self.root = root
        self.kept = bytearray()
        self.base = 0
        self.open: list[Node] = []
        self.depth = 0
        self.begin = (0, 0)
        self.found: list[XmlRecord] = []
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._refuse
        self.parser = parser

    def feed(self, block: bytes, is_last: bool) -> None:
        self.kept += block
        self.parser.Parse(block, is_last)
        if len(self.kept) > LONGEST:
            what = f"an element of more than {LONGEST >> 20} MiB begins here"
            raise unreadable(self.path, self.begin[1], what, "split the file")

    def take(self) -> list[XmlRecord]:
        found, self.found = self.found, []
        # What was read stays only where an element goes on in the next block.
        done = self.begin[0] if self.open else self.parser.CurrentByteIndex
        del self.kept[: done - self.base]
        self.base = done
        return found

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth == 1:
            if name != self.root:
                raise self._error(f"<{name}> where <{self.root}> is expected")
            return
        if self.depth > _DEEPEST:
            raise self._error(f"elements stand in each other more than {_DEEPEST} deep")
        node = Node(name, attributes, [], [])
        if self.open:
            self.open[-1].children.append(node)
        else:
            self.begin = self.parser.CurrentByteIndex, self.parser.CurrentLineNumber
        self.open.append(node)

    def _end(self, name: str) -> None:
        del name
        self.depth -= 1
        if not self.open:
            return
        node = self.open.pop()
        if not self.open:
            offset, line = self.begin
            at = self.parser.CurrentByteIndex - self.base
            tag = _TAG.match(self.kept, at)
            raw = bytes(self.kept[offset - self.base : tag.end() if tag else at])
            self.found.append(XmlRecord(line, offset, raw, node))

    def _text(self, text: str) -> None:
        if self.open:
            self.open[-1].texts.append(text)

    def _refuse(self, *declared: object) -> None:
        raise self._error(f"a document type `{declared[0]}` is declared")

    def _error(self, what: str) -> SchemactlError:
        hint = f"a file without declarations is expected, whose outermost element is <{self.root}>"
        column = self.parser.CurrentColumnNumber + 1
        return unreadable(
            self.path, self.parser.CurrentLineNumber, f"{what} in column {column}", hint
        )
