"""Change single values of a label file in place; comments, quotes and all else stay.

The idea is `yaml_rewrite` of pre-commit: the node tree says where a value stands, and only the
characters of that value are replaced.
"""

import re
from typing import Any

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from schemactl.files.yaml_tree import Document
from schemactl.files.yaml_write import ScalarStyle, render_scalar
from schemactl.model.finding import Fix, Pointer

Scalar = str | int | float | bool

_STYLES: dict[str, ScalarStyle] = {"'": "single", '"': "double", ">": "folded", "|": "literal"}
_HEADER = re.compile(r"[|>][-+0-9]*(?P<comment>[ \t]+#[^\r\n]*)?")
_FIRST_INDENT = re.compile(r"\n( +)[^\s]")
_MEANS_SOMETHING_IN_FLOW = re.compile(r"[,\[\]{}:]")
_REST_OF_LINE = re.compile(r"[ \t]*(\r?\n|\Z)")


def set_scalar(text: str, pointer: Pointer, value: Scalar) -> str:
    """Return the text of a file with another value where the pointer leads.

    Raises LookupError where no single value stands there.
    """
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    text = text.removeprefix(mark)
    fix = scalar_fix(Document("", text.encode("utf-8")), pointer, value)
    return f"{mark}{text[: fix.start]}{fix.text}{text[fix.end :]}"


def scalar_fix(document: Document, pointer: Pointer, value: Scalar) -> Fix:
    """Return the replacement that gives the value at the pointer another text.

    The style of the old value is kept where it can carry the new one. Raises LookupError where
    no single value stands at the pointer.
    """
    node, found = document.node(pointer)
    if not found or type(node) is not ScalarNode:
        raise LookupError(f"no single value at {'/'.join(map(str, pointer))}")
    start, end = node.start_mark.index, node.end_mark.index
    old = document.text[start:end]
    if node.style in ("|", ">"):
        # What follows the last line belongs to the file, not to the value.
        old = old.rstrip(" \t\r\n")
        end = start + len(old)
    styles = _styles(document, node, pointer, value if isinstance(value, str) else "")
    new = _with_comment(_rendered(value, styles, _indent_of(document, node, old)), old)
    if "\r\n" in document.text:
        new = new.replace("\n", "\r\n")
    if start == end and document.text[start - 1 : start].strip():
        new = f" {new}"
    return Fix(start, end, new)


def _in_flow(root: Node | None, pointer: Pointer) -> bool:
    """Tell whether a value stands inside `{…}` or `[…]`."""
    node: Any = root
    for part in pointer:
        if node.flow_style:
            return True
        if type(node) is SequenceNode:
            node = node.value[part]
        elif type(node) is MappingNode:
            node = next(inner for key, inner in node.value if key.value == part)
    return False


def _indent_of(document: Document, node: ScalarNode, old: str) -> str:
    """Return what stands before the lines of a block: as they have it, or deeper than its key."""
    if node.style in ("|", ">") and (written := _FIRST_INDENT.search(old)):
        return written.group(1)
    begin = document.text.rfind("\n", 0, node.start_mark.index) + 1
    line = document.text[begin : node.start_mark.index]
    # A key behind hyphens stands as deep as the hyphens and blanks before it are long.
    lead = re.match(r"[ -]*", line)
    return " " * (len(lead.group()) if lead else 0) + "  "


def _styles(
    document: Document, node: ScalarNode, pointer: Pointer, value: str
) -> list[ScalarStyle]:
    """Return the styles to try: the old one first, and double quotes, which carry every text."""
    old: ScalarStyle = _STYLES.get(node.style or "", "plain")
    if _in_flow(document.root, document.original(pointer)):
        fits = old != "plain" or not _MEANS_SOMETHING_IN_FLOW.search(value)
        return [old, "double"] if fits else ["double"]
    alone = _REST_OF_LINE.match(document.text, node.end_mark.index) is not None
    if old == "plain" and "\n" in value and alone:
        return ["literal", "double"]
    return [old, "double"]


def _rendered(value: Scalar, styles: list[ScalarStyle], indent: str) -> str:
    if not isinstance(value, str):
        return str(render_scalar(value, "plain"))
    return next(new for style in styles if (new := render_scalar(value, style, indent)) is not None)


def _with_comment(new: str, old: str) -> str:
    """Keep a comment that stands behind the sign of a block."""
    header = _HEADER.match(old)
    comment = header.group("comment") if header else None
    if comment is None:
        return new
    first, _, rest = new.partition("\n")
    return f"{first}{comment}\n{rest}" if rest else f"{first}{comment}"
