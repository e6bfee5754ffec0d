"""Markup: escaped text, HTML fragments that no Markdown reader changes, and sanitising.

A page is Markdown headings with HTML fragments between them. A fragment stands on one line and
begins with a block element, so that every Markdown reader passes it through untouched.
"""

import html
import json
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

import nh3

_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s")
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
# All of 16 bits beyond ASCII, said by what it is not: else it would take milliseconds to compile.
_SHORT = re.compile("[^\x00-\x7e\U00010000-\U0010ffff]")
_ENTITY = re.compile(r"&(?=#?[A-Za-z0-9]+;)")

# Marks of a text's language, until the page is whole: `OPEN language|state MIDDLE text CLOSE`.
OPEN, MIDDLE, CLOSE = "\ue000", "\ue001", "\ue002"

ALLOWED_TAGS = {
    *("a", "b", "blockquote", "br", "code", "dd", "del", "dl", "dt", "em", "h1", "h2", "h3"),
    *("h4", "h5", "h6", "hr", "i", "img", "kbd", "li", "ol", "p", "pre", "s", "strong", "sub"),
    *("sup", "table", "tbody", "td", "th", "thead", "tr", "ul"),
}
_ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt"},
    "ol": {"start"},
    "td": {"align", "data-label"},
    "th": {"align"},
}
_SCHEMES = {"http", "https", "mailto"}


# A label is written several times: on its page, for a tool's panel, for paper, in lists.
@lru_cache(maxsize=65536)
def escape(text: str) -> str:
    """Escape text for element content and quoted attributes."""
    return html.escape(text)


def paragraphs(text: str) -> str:
    """Return plain text as HTML: an empty line parts paragraphs, other line ends are blanks."""
    parts = [escape(" ".join(part.split())) for part in _PARAGRAPHS.split(text)]
    return parts[0] if len(parts) == 1 else "".join(f"<p>{part}</p>" for part in parts)


def first_sentence(text: str, longest: int = 140) -> str:
    """Return the first sentence, cut at a word where it is too long for one line of a list.

    Of a text that is marked with its language, the last one is taken, which is the one in force.
    """
    if text.endswith(CLOSE):
        head, middle, said = text[text.rindex(OPEN) : -1].partition(MIDDLE)
        return f"{head}{middle}{first_sentence(said, longest)}{CLOSE}"
    sentence = _SENTENCE_END.split(" ".join(text.split()), maxsplit=1)[0]
    if len(sentence) <= longest:
        return sentence
    return sentence[:longest].rpartition(" ")[0].rstrip(",;:") + " …"


def fragment(content: str, kind: str = "", is_searched: bool = True) -> str:
    """Return HTML as a block on one line, which no Markdown reader looks into."""
    classes = f' class="{kind}"' if kind else ""
    # The theme's search leaves such a block out of its index.
    search = "" if is_searched else ' data-search-exclude="1"'
    block = f"<div{classes}{search}>{content}</div>"
    return block.replace("\r", "").replace("\n", "&#10;")


def heading(level: int, text: str, anchor: str = "") -> str:
    """Return a Markdown heading; punctuation is written as entities, so that it means nothing."""
    plain = _PUNCTUATION.sub(lambda match: f"&#{ord(match.group())};", " ".join(text.split()))
    return f"{'#' * level} {plain}" + (f" {{#{anchor}}}" if anchor else "")


def title(text: str) -> str:
    """Return text for the places where the theme writes it unescaped: titles and navigation."""
    plain = _ENTITY.sub("&amp;", " ".join(text.split()))
    return plain.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def page(meta: Mapping[str, Any], *blocks: str) -> str:
    """Join front matter and blocks to a Markdown page."""
    front = front_matter(meta)
    return "\n\n".join([f"---\n{front}\n---", *(block for block in blocks if block)]) + "\n"


def front_matter(meta: Mapping[str, Any]) -> str:
    """Return the front matter of a page as JSON, which is YAML that needs no quoting.

    Only characters beyond 16 bits are written as they are: YAML knows no pairs of surrogates.
    """
    text = json.dumps(dict(meta), ensure_ascii=False, sort_keys=True)
    return _SHORT.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def sanitise(content: str) -> str:
    """Return contributed HTML with allowed elements, attributes and addresses only."""
    return nh3.clean(
        content,
        tags=ALLOWED_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        allowed_classes={"a": {"ref"}},
        link_rel=None,
    )


def is_web_address(text: str) -> bool:
    """Tell whether a text is an address that may become a link."""
    try:
        return urlsplit(text).scheme in ("http", "https")
    except ValueError:
        return False


def link(url: str, content: str, kind: str = "") -> str:
    """Return a link; the address is escaped, the content is HTML."""
    classes = f' class="{kind}"' if kind else ""
    return f'<a{classes} href="{escape(url)}">{content}</a>'


def key(hotkey: str | None) -> str:
    """Return a hotkey as a key cap."""
    return "" if hotkey is None else f"<kbd>{escape(hotkey)}</kbd>"


def table(headers: list[str], rows: list[list[str]], kind: str = "") -> str:
    """Return a table; each cell carries its header, shown where the rows are stacked."""
    return table_of(headers, "".join(table_row(headers, row) for row in rows), kind)


def table_row(headers: list[str], row: list[str]) -> str:
    """Return a row of a table."""
    cells = "".join(
        f'<td data-label="{escape(name)}">{cell}</td> '
        for name, cell in zip(headers, row, strict=True)
    )
    return f"<tr>{cells}</tr>"


def table_of(headers: list[str], body: str, kind: str = "") -> str:
    """Return a table of rows that are written."""
    head = "".join(f'<th scope="col">{escape(name)}</th> ' for name in headers)
    return (
        f'<table class="stack {kind}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    )


def anchor(name: str) -> str:
    """Return the visible link of a card or rule to itself."""
    return f'<a class="self" href="#{escape(name)}">#{escape(name)}</a>'


def identity(name: str | None) -> str:
    """Return the id attribute of something that may have none."""
    return "" if name is None else f' id="{escape(name)}"'
