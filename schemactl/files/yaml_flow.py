"""Lists and mappings in one line: when they may stay so, and how they are spaced and quoted."""

import re
from typing import Any

from yaml.nodes import Node, ScalarNode, SequenceNode

from schemactl.files.yaml_write import render_scalar

_MEANS_SOMETHING = re.compile(r"[,\[\]{}:?#]")
# Prose: with these it would be read as something else, were its quotes forgotten.
_RISKY = re.compile(r",\s|:\s|\s#|\n")


def one_line(node: Node, *, also_prose: bool = False) -> str | None:
    """Return a collection in one line, or None where it belongs into a block.

    Prose belongs into a block, and so does an empty value, which is easily overlooked in one line.
    """
    if type(node) is ScalarNode:
        return _scalar(node, also_prose=also_prose)
    if type(node) is SequenceNode:
        return _enclosed("[", [one_line(n, also_prose=also_prose) for n in node.value], "]")
    pairs = [
        (one_line(k, also_prose=True), one_line(v, also_prose=also_prose)) for k, v in node.value
    ]
    parts = [None if key is None or value is None else f"{key}: {value}" for key, value in pairs]
    return _enclosed("{", parts, "}")


def quoted(text: str) -> str:
    """Return a text in quotes: double ones, unless they would need escapes."""
    style: Any = "single" if '"' in text or "\\" in text else "double"
    return render_scalar(text, style) or str(render_scalar(text, "double"))


def _enclosed(start: str, parts: list[str | None], end: str) -> str | None:
    known = [part for part in parts if part is not None]
    return f"{start}{', '.join(known)}{end}" if len(known) == len(parts) else None


def _scalar(node: ScalarNode, *, also_prose: bool) -> str | None:
    text: str = node.value
    if not node.style and not text:
        return None
    if not also_prose and " " in text and (text[-1] in ".?!" or _RISKY.search(text)):
        return None
    if "\n" in text:
        return str(render_scalar(text, "double")) if also_prose else None
    if not node.style:
        return text
    if _MEANS_SOMETHING.search(text) or render_scalar(text, "plain") is None:
        return quoted(text)
    return text
