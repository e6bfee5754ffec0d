"""Single values in their canonical form: blocks keep their lines, and quotes go where they can."""

import re

from yaml.nodes import ScalarNode

from schemactl.files.yaml_flow import quoted
from schemactl.files.yaml_write import WIDTH, is_prose, render_scalar

_HEADER = re.compile(r"(?P<style>[|>])(?P<signs>[-+0-9]*)")
_RISKY = re.compile(r":\s|\s#")


def scalar_lines(node: ScalarNode, column: int, indent: str) -> list[str]:
    """Return the lines of a plain or quoted value; `column` is where its first line begins.

    What was plain stays plain, so that `no` and 1.10 mean to other tools what they meant before.
    """
    text: str = node.value
    if not text:
        return ['""' if node.style else ""]
    if "\n" in text:
        return _lines(render_scalar(text, "literal", indent) or render_scalar(text, "double"))
    if column + len(text) > WIDTH and " " in text:
        folded = _lines(render_scalar(text, "folded", indent))
        if len(folded) > 2:  # noqa: PLR2004 - its sign, and more than one line
            return folded
    if not node.style:
        return [text]
    if _RISKY.search(text) and is_prose(text):
        folded = _lines(render_scalar(text, "folded", indent))
        if folded:
            return folded
    return [render_scalar(text, "plain") or quoted(text)]


def block_lines(text: str, node: ScalarNode, column: int, indent: str) -> list[str]:
    """Return the lines of a block value, moved to another depth, their breaks as they were.

    `column` is that of the collection around it, from which a stated indentation counts.
    """
    source = text[node.start_mark.index : node.end_mark.index]
    head, *body = source.split("\n")
    if body and not body[-1]:
        body.pop()
    header = _HEADER.match(head)
    signs = "" if header is None else header["signs"]
    stated = re.sub(r"[-+]", "", signs)
    chomp = re.sub(r"[0-9]", "", signs)
    depth = column + int(stated) if stated else _depth(body)
    if chomp != "+":
        while body and len(body[-1]) <= depth and not body[-1].strip():
            body.pop()
    if node.value and not node.value.endswith("\n"):
        # Without a line end at the end of the file, nothing was there to be chomped.
        chomp = "-"
    moved = [
        "" if len(line) <= depth and not line.strip() else indent + line[depth:] for line in body
    ]
    return [f"{source[:1]}{'2' if stated else ''}{chomp}", *moved]


def _depth(body: list[str]) -> int:
    """Return how deep a block is indented: as its first line that is not empty."""
    for line in body:
        if line.strip():
            return len(line) - len(line.lstrip(" "))
    return max(map(len, body), default=0)


def _lines(rendered: str | None) -> list[str]:
    return [] if rendered is None else rendered.split("\n")
