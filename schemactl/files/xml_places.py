"""XML places: where elements and the values of their attributes stand in the bytes of a record."""

import re
from typing import NamedTuple

from schemactl.files.xml_text import escape

_TOKEN = re.compile(
    rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>"
    rb"|<(?P<end>/?)(?P<name>[^\s<>/\"'=!?]+)"
    rb"(?P<attributes>(?:[^<>\"'/]|/(?!>)|\"[^\"]*\"|'[^']*')*)(?P<alone>/?)>",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(rb"([^\s=\"']+)\s*=\s*(\"[^\"]*\"|'[^']*')")
_SPACE = b" \t\r\n"


class Element(NamedTuple):
    """An element: where it begins and ends, and where what is in it begins and ends."""

    name: bytes
    begin: int
    inner: int
    close: int
    end: int
    children: list["Element"]

    @property
    def is_alone(self) -> bool:
        """Whether it is one tag that opens and closes."""
        return self.inner == self.end


def element_of(raw: bytes) -> Element | None:
    """Return the outermost element of bytes that have been parsed before.

    None says that they are in an encoding in which tags are not written as in ASCII.
    """
    stack: list[tuple[bytes, int, int, list[Element]]] = []
    for token in _TOKEN.finditer(raw):
        if token["name"] is None:
            continue
        if not token["end"]:
            stack.append((token["name"], token.start(), token.end(), []))
            if not token["alone"]:
                continue
        if not stack:
            return None
        name, begin, inner, children = stack.pop()
        close = token.start() if token["end"] else inner
        found = Element(name, begin, inner, close, token.end(), children)
        if not stack:
            return found
        stack[-1][3].append(found)
    return None


def attribute_span(raw: bytes, element: Element, name: bytes) -> tuple[int, int]:
    """Return where the value of an attribute stands, between its quotes. Raises KeyError."""
    for found in _ATTRIBUTE.finditer(raw, element.begin + 1 + len(element.name), element.inner):
        if found[1] == name:
            return found.start(2) + 1, found.end(2) - 1
    raise KeyError(name)


def with_space(raw: bytes, element: Element) -> tuple[int, int]:
    """Return where an element stands with the white space before it."""
    begin = element.begin
    while begin > 0 and raw[begin - 1] in _SPACE:
        begin -= 1
    return begin, element.end


def escaped(text: str) -> bytes:
    """Return a text as it stands in XML, inside quotes of either kind too, in any encoding."""
    quoted = escape(text).replace('"', "&quot;").replace("'", "&apos;")
    return quoted.encode("ascii", "xmlcharrefreplace")
