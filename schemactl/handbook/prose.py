"""Prose: contributed Markdown becomes safe HTML, cut at its headings.

Raw HTML is shown as text, the result is sanitised, and an address that runs code or loads from
elsewhere is dropped. Nothing that a contributor writes fails a build; it is reported instead.
"""

import html
import re
from xml.etree import ElementTree

import markdown  # type: ignore[import-untyped]
from markdown.inlinepatterns import InlineProcessor  # type: ignore[import-untyped]
from markdown.treeprocessors import Treeprocessor  # type: ignore[import-untyped]
from markdown.util import AMP_SUBSTITUTE, AtomicString  # type: ignore[import-untyped]

from schemactl.files.guideline_file import LINK
from schemactl.handbook.markup import sanitise
from schemactl.handbook.passages import Passage, Remark, Surroundings

_EXTENSIONS = ["tables", "fenced_code", "sane_lists", "def_list"]
_ADDRESS = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//|\\\\")
_HARMLESS = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
_HEADING = re.compile(r"<h([1-6])>(.*)</h\1>\Z", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_NOT_WORD = re.compile(r"[\W_]+")

# What is shown as text although its writer may have wanted something else.
_SHOWN_AS_TEXT = [
    (re.compile(r"<(?!https?:|mailto:)(?![\w.+-]+@)[A-Za-z/!?][^<]*"), "HTML is shown as text"),
    (re.compile(r"\{[:#.][^}\n]*\}"), "an attribute list is shown as text"),
    (re.compile(r"\{\{|\{%"), "template syntax is shown as text"),
    (re.compile(r"--8<--"), "a snippet is shown as text"),
]
_CODE_TEXT = r"^(?P<fence>`{3,}|~{3,}).*?^(?P=fence)[^\n]*$|`[^`\n]+`"
_CODE = re.compile(_CODE_TEXT, re.MULTILINE | re.DOTALL)
_COMMENT = re.compile(rf"(?P<code>{_CODE_TEXT})|<!--.*?-->", re.MULTILINE | re.DOTALL)
_FRONT_MATTER = re.compile(r"---[ \t]*\n(?:[\w-]+[ \t]*:.*\n|[ \t#-].*\n|\n)*?---[ \t]*(?:\n|\Z)")
# Other readers of Markdown take such a line for a heading, and so do those who write it.
_INDENTED = re.compile(rf"(?P<code>{_CODE_TEXT})|^ {{1,3}}(?=#{{1,6}} )", re.MULTILINE | re.DOTALL)
_VISIBLE = re.compile(r"[^\n]")


class _Links(InlineProcessor):  # type: ignore[misc]
    """`[[id]]` becomes a link; one that leads nowhere stays text and is reported elsewhere."""

    def __init__(self, surroundings: Surroundings) -> None:
        super().__init__(LINK.pattern)
        self.find = surroundings.find

    def handleMatch(  # noqa: N802 - the name that Markdown calls
        self, match: re.Match[str], data: str
    ) -> tuple[ElementTree.Element | None, int | None, int | None]:
        del data
        found = self.find(match.group(1).strip())
        if found is None:
            return None, None, None
        address, spot = found
        element = ElementTree.Element("a", {"class": "ref", "href": address})
        element.text = AtomicString(spot.title)
        if spot.hotkey is not None:
            key = ElementTree.SubElement(element, "kbd")
            key.text = AtomicString(spot.hotkey)
        return element, match.start(0), match.end(0)


class _Addresses(Treeprocessor):  # type: ignore[misc]
    """Rewrites addresses, drops those that may not be, and labels the cells of tables."""

    def __init__(self, surroundings: Surroundings, remarks: list[Remark]) -> None:
        super().__init__()
        self.surroundings = surroundings
        self.remarks = remarks
        self.anchors: list[str] = []

    def run(self, root: ElementTree.Element) -> None:
        for element in list(root.iter()):
            if element.tag == "a" and element.get("class") != "ref":
                self._link(element)
            elif element.tag == "img":
                self._image(element)
            elif element.tag == "table":
                _label_cells(element)
        for element in list(root.iter()):
            element.attrib.pop("title", None)
            _put_keys_behind(element)

    def _link(self, element: ElementTree.Element) -> None:
        # Mail addresses come in entities, which hide them from nobody today.
        written = element.get("href", "").replace(AMP_SUBSTITUTE, "&")
        address = html.unescape(written)
        element.set("href", address)
        if address.startswith("#"):
            self.anchors.append(address[1:])
            return
        if _HARMLESS.match(address):
            return
        target = None if _ADDRESS.match(address) else self.surroundings.page(address)
        if target is None:
            element.attrib.pop("href", None)
            self.remarks.append(Remark(address, f"the link to {address!r} is not shown"))
        else:
            element.set("href", target)

    def _image(self, element: ElementTree.Element) -> None:
        address = html.unescape(element.get("src", ""))
        source = None if _ADDRESS.match(address) else self.surroundings.picture(address)
        if source is not None:
            element.set("src", source)
            return
        described = element.get("alt") or address
        element.attrib.clear()
        # An element of links keeps its text where it may not lead anywhere.
        element.tag = "a"
        element.text = AtomicString(described)
        if _HARMLESS.match(address):
            element.set("href", address)
            message = "a picture from elsewhere is shown as a link"
        else:
            message = f"the picture {address!r} is not shown"
        self.remarks.append(Remark(address, message))


def _put_keys_behind(parent: ElementTree.Element) -> None:
    """Move the keys out of links to labels: as elsewhere they are not underlined."""
    for position, element in reversed(list(enumerate(parent))):
        key = element.find("kbd") if element.get("class") == "ref" else None
        if key is not None:
            element.remove(key)
            key.tail, element.tail = element.tail, AtomicString("\N{NO-BREAK SPACE}")
            parent.insert(position + 1, key)


def _label_cells(table: ElementTree.Element) -> None:
    names = ["".join(cell.itertext()) for cell in table.iter("th")]
    for row in table.iter("tr"):
        for name, cell in zip(names, row.findall("td"), strict=False):
            cell.set("data-label", name)


def read_prose(text: str, surroundings: Surroundings) -> tuple[list[Passage], list[Remark]]:
    """Turn Markdown into passages and remarks; comments and front matter are for other readers."""
    text, remarks = _without_asides(text)
    remarks += _shown_as_text(text)
    text = _INDENTED.sub(lambda found: found["code"] or "", text)
    reader = markdown.Markdown(
        extensions=_EXTENSIONS,
        extension_configs={"tables": {"use_align_attribute": True}},
    )
    for registry, name in ((reader.preprocessors, "html_block"), (reader.inlinePatterns, "html")):
        registry.deregister(name)
    addresses = _Addresses(surroundings, remarks)
    # Code comes first (190), then links of ours, then everything else with brackets.
    reader.inlinePatterns.register(_Links(surroundings), "handbook-links", 185)
    reader.treeprocessors.register(addresses, "handbook-addresses", 5)
    passages = _passages([sanitise(block) for block in _blocks(reader, text)])
    known = {"", "top", *(passage.anchor for passage in passages)}
    lost = [f"#{name}" for name in dict.fromkeys(addresses.anchors) if name not in known]
    remarks += [
        Remark(one, f"{one} is no heading of this page: no link leads there") for one in lost
    ]
    return [_without_links(passage, lost) for passage in passages], remarks


def _without_links(passage: Passage, lost: list[str]) -> Passage:
    """Take away links that lead nowhere; their text stays."""
    content = passage.content
    for address in lost if passage.level == 0 else ():
        content = content.replace(f' href="{html.escape(address)}"', "")
    return passage._replace(content=content)


def _blocks(reader: markdown.Markdown, text: str) -> list[str]:
    """Return the HTML of each top-level element, by the steps of Markdown.convert."""
    lines = text.split("\n")
    for step in reader.preprocessors:
        lines = step.run(lines)
    root = reader.parser.parseDocument(lines).getroot()
    for step in reader.treeprocessors:
        changed = step.run(root)
        root = root if changed is None else changed
    blocks = []
    for child in root:
        block = reader.serializer(child)
        for step in reader.postprocessors:
            block = step.run(block)
        blocks.append(block.strip())
    return blocks


def _passages(blocks: list[str]) -> list[Passage]:
    passages: list[Passage] = []
    used: set[str] = set()
    for block in blocks:
        match = _HEADING.match(block)
        if match is None:
            if passages and passages[-1].level == 0:
                passages[-1] = Passage(0, passages[-1].content + block)
            elif block:
                passages.append(Passage(0, block))
            continue
        plain = html.unescape(_TAG.sub("", match.group(2))).strip()
        passages.append(Passage(int(match.group(1)), plain, _unused(slug_of(plain), used)))
    return passages


def slug_of(text: str) -> str:
    """Return the anchor of a heading: its words in small letters, joined by hyphens."""
    return _NOT_WORD.sub("-", text.lower()).strip("-") or "section"


def _unused(wanted: str, used: set[str]) -> str:
    found, number = wanted, 2
    while found in used:
        found, number = f"{wanted}-{number}", number + 1
    used.add(found)
    return found


def _without_asides(text: str) -> tuple[str, list[Remark]]:
    """Blank out comments and front matter, so that what is left keeps its place."""
    remarks = []
    if front := _FRONT_MATTER.match(text):
        remarks.append(Remark("---", "front matter is not shown", 0))
        text = _blank(front.group()) + text[front.end() :]
    return _COMMENT.sub(lambda found: found["code"] or _blank(found.group()), text), remarks


def _blank(text: str) -> str:
    return _VISIBLE.sub(" ", text)


def _shown_as_text(text: str) -> list[Remark]:
    plain = _CODE.sub(lambda match: _blank(match.group()), text)
    remarks = []
    for pattern, message in _SHOWN_AS_TEXT:
        for match in pattern.finditer(plain):
            value = match.group().split("\n")[0].rstrip()
            remarks.append(Remark(value, message, match.start()))
    return remarks
