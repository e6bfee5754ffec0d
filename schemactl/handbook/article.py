"""Article: the HTML of a page as the compiler writes it, made without reading it as Markdown.

A page of ours is front matter in JSON, headings, and blocks of HTML on one line each. What is made
of it is what Markdown makes with the extensions `attr_list` and `toc`, to the byte. A page of
another form is no article.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from html import escape, unescape
from itertools import count
from typing import Any, NamedTuple

_FRONT = re.compile(r"---\n(\{.*\})\n---\n+")
# As `markup.heading` writes it: all punctuation is in entities. What may stand there is said by
# what may not, which compiles a hundred times faster.
_HEADING = re.compile(
    r"(?P<level>#{1,6}) (?P<text>(?:[^\x00-\x1f!-/:-@\[-`{-\x7f]|&#\d+;)+?)"
    r"(?: \{#(?P<anchor>[\w.~-]+)\})?"
)
# Markdown gives these a meaning, or takes them out.
_NO_LETTERS = re.compile(r"[^\w\s-]")
_BLANKS = re.compile(r"[-\s]+")
_NUMBERED = re.compile(r"(.*)_([0-9]+)\Z")
_CHANGED = "\t\r\x02\x03"

Block = str | re.Match[str]


class Heading(NamedTuple):
    """A heading that the table of contents lists; its name is HTML."""

    level: int
    anchor: str
    name: str


class Article(NamedTuple):
    """The HTML of a page's text in blocks, and the headings in it that are listed.

    `begins` are the numbers of the blocks that are headings, at which sections begin.
    """

    blocks: list[str]
    headings: list[Heading]
    begins: list[int]

    @property
    def content(self) -> str:
        """The HTML as a whole."""
        return joined(self.blocks)


class Anchors(NamedTuple):
    """The sign of the link beside a heading, what it is called, and how deep contents go."""

    sign: str
    told: str
    depth: int

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> "Anchors":
        """Take them from the settings of the extension `toc`."""
        return cls(
            escape(settings["permalink"], quote=False),
            escape(settings["permalink_title"]),
            int(settings["toc_depth"]),
        )


def front_and_text(page: str) -> tuple[dict[str, Any], str] | None:
    """Part a page into what stands in its front matter and its text; None without JSON in front."""
    found = _FRONT.match(page)
    return None if found is None else (json.loads(found[1]), page[found.end() :])


def article(text: str, anchors: Anchors) -> Article | None:
    """Return the HTML of a page's text; None where it has anything but headings and HTML."""
    blocks = _blocks(text)
    if blocks is None:
        return None
    writer = _Writer(anchors, blocks)
    begins = [number for number, block in enumerate(blocks) if not isinstance(block, str)]
    return Article([writer.written(block) for block in blocks], writer.headings, begins)


def joined(blocks: Iterable[str]) -> str:
    """Return the HTML of blocks that follow each other."""
    return "\n".join(blocks).strip()


def _blocks(text: str) -> list[Block] | None:
    if any(sign in text for sign in _CHANGED):
        return None
    found: list[Block] = []
    for block in text.strip("\n").split("\n\n"):
        line = block.strip("\n")
        if line.startswith("<div") and line.endswith("</div>") and "\n" not in line:
            found.append(line)
        elif found and (heading := _HEADING.fullmatch(line)):
            found.append(heading)
        else:
            return None
    return found


def _new_anchor(text: str, used: set[str]) -> str:
    """Return the anchor that Markdown gives to a heading without one, and note it.

    Importing Markdown for it takes longer than most builds of a page.
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    found = _BLANKS.sub("-", _NO_LETTERS.sub("", plain).strip().lower())
    if found in used or not found:
        numbered = _NUMBERED.match(found)
        base, number = (numbered[1], int(numbered[2])) if numbered else (found, 0)
        found = next(one for n in count(number + 1) if (one := f"{base}_{n}") not in used)
    used.add(found)
    return found


class _Writer:
    """Writes blocks as Markdown does, and notes the headings."""

    def __init__(self, anchors: Anchors, blocks: list[Block]) -> None:
        self.shown = anchors
        self.headings: list[Heading] = []
        self.used = {one["anchor"] for one in blocks if not isinstance(one, str)} - {None}

    def written(self, block: Block) -> str:
        if isinstance(block, str):
            return f"{block}\n"
        level, text = len(block["level"]), block["text"].strip()
        anchor = block["anchor"] or _new_anchor(unescape(text), self.used)
        if level <= self.shown.depth:
            self.headings.append(Heading(level, anchor, " ".join(text.split())))
        sign, told = self.shown.sign, self.shown.told
        own = f'<a class="headerlink" href="#{anchor}" title="{told}">{sign}</a>'
        return f'<h{level} id="{anchor}">{text}{own}</h{level}>'
