"""The canonical form of a label file: block style for prose, two blanks per level, few quotes.

Only the form changes: values, comments and the order of keys and entries stay, and a text that
would read differently afterwards is not written.
"""

import codecs
import gc
import re
from typing import Any, NamedTuple

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from schemactl.files.yaml_comments import Comment, Comments
from schemactl.files.yaml_error import split_lines
from schemactl.files.yaml_flow import one_line, quoted
from schemactl.files.yaml_scalar import block_lines, scalar_lines
from schemactl.files.yaml_tree import Document
from schemactl.files.yaml_write import LONGEST_SIMPLE_KEY, WIDTH, render_scalar
from schemactl.model.finding import Diagnostic, Region

_FIRST_LINE_END = re.compile(r"\r\n|\r|\n")
_DEEPER = "  "


class Formatted(NamedTuple):
    """A file in its canonical form, or as it was, with the problems that forbid to touch it."""

    content: bytes
    problems: tuple[Diagnostic, ...] = ()


def format_file(path: str, content: bytes) -> Formatted:
    """Return the canonical form of a file; `path` is for messages."""
    was_enabled = gc.isenabled()
    # The collector would walk the node tree again and again: 3 times slower.
    gc.disable()
    try:
        return _format(path, content)
    finally:
        if was_enabled:
            gc.enable()


def _format(path: str, content: bytes) -> Formatted:
    document = Document(path, content)
    problems = (*document.problems, *_cuts(document))
    if problems or type(document.root) not in (MappingNode, SequenceNode):
        return Formatted(content, problems)
    mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    first = _FIRST_LINE_END.search(document.text)
    line_end = "\r\n" if first is not None and first.group() == "\r\n" else "\n"
    if "\r" in document.text:
        # What is quoted or in a block has LF in its value, whatever the file has.
        document = Document(path, "\n".join(split_lines(document.text)).encode())
    text, comments = _formatted(document)
    if not _reads_the_same(document, comments, text):
        message = "the file cannot be formatted without changing what it says"
        hint = "this is a gap in schemactl; please report it with the file"
        gap = Diagnostic("not-formatted", "error", message, path, Region(1, 1, 1, 2), None, hint)
        return Formatted(content, (gap,))
    return Formatted(mark + text.replace("\n", line_end).encode())


def _cuts(document: Document) -> list[Diagnostic]:
    """Return where a comma cut prose in two: which text was meant is not ours to say."""
    return [
        Diagnostic(
            "unquoted-comma",
            "error",
            f"`{cut.text}` was cut off by a comma",
            document.path,
            cut.region,
            None,
            "run `schemactl validate --fix`, or quote the whole text",
        )
        for cut in document.cuts
    ]


def _formatted(document: Document) -> tuple[str, list[str]]:
    root: Any = document.root
    writer = _Writer(document.text, root)
    writer.collection(root, "", "", len(document.text) + 1)
    for comment in writer.comments.take_before(len(document.text) + 1):
        writer.comment(comment, "")
    texts = [comment.text for comment in writer.comments.all]
    return "\n".join(writer.lines).strip("\n") + "\n", texts


def _reads_the_same(before: Document, comments: list[str], text: str) -> bool:
    after = Document("", text.encode())
    if after.problems or after.root is None or not _same(before.data, after.data):
        return False
    return [comment.text for comment in Comments(text, after.root).all] == comments


def _same(one: Any, other: Any) -> bool:
    """Compare plain data; a quoted number is not the number."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return list(one) == list(other) and all(map(_same, one.values(), other.values()))
    if isinstance(one, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return bool(one == other)


class _Writer:
    """Writes the lines of a node tree; `lead` is what stands before the first line of a node."""

    def __init__(self, text: str, root: Node) -> None:
        self.text = text
        self.comments = Comments(text, root)
        self.lines: list[str] = []
        # Nothing but a blank line may not follow the head of a collection.
        self.is_fresh = True

    def collection(self, node: Any, indent: str, lead: str, until: int, outer: int = -1) -> None:
        """Write a list or mapping as a block; `until` is where the next thing starts.

        `outer` is the column of what is around it: hyphens may stand below the first letter of
        their key, and a comment there belongs to what follows.
        """
        entries = node.value
        for position, entry in enumerate(entries):
            key = entry[0] if type(node) is MappingNode else entry
            following = entries[position + 1] if position + 1 < len(entries) else None
            after = following[0] if isinstance(following, tuple) else following
            end = until if after is None else after.start_mark.index
            if position or not lead.strip():
                self._before(key, indent)
            else:
                self._above(key.start_mark.index, lead)
            here = lead if position == 0 else indent
            if type(node) is MappingNode:
                self._pair(node, entry, indent, here, end)
            else:
                self._item(node, entry, indent, here, end)
        if node.flow_style:
            for comment in self.comments.take_before(node.end_mark.index):
                self.comment(comment, indent)
            return
        for comment in self.comments.take_inside(until, max(node.start_mark.column, outer + 1)):
            self.comment(comment, indent)

    def comment(self, comment: Comment, indent: str) -> None:
        """Write a comment on a line of its own."""
        self._blank(comment.line)
        self._line(f"{indent}{comment.text}")

    def _before(self, node: Node, indent: str) -> None:
        for comment in self.comments.take_before(node.start_mark.index):
            self.comment(comment, indent)
        self._blank(node.start_mark.line)

    def _above(self, limit: int, lead: str) -> None:
        """Write comments above a line that is begun: as deep as its first hyphen or letter."""
        above = lead[: len(lead) - len(lead.lstrip(" "))]
        for comment in self.comments.take_before(limit):
            self.comment(comment, above)

    def _behind_head(self, key: Any, value: Any) -> Comment | None:
        """Take the comment behind a key, but not that of a value in brackets on the same line."""
        line = key.start_mark.line
        comment = self.comments.behind.get(line)
        if comment is not None and value.flow_style:
            first = value.value[0]
            first = first[0] if isinstance(first, tuple) else first
            if first.start_mark.index < comment.at < value.end_mark.index:
                return None
        return self.comments.take_behind(line)

    def _pair(self, around: Any, pair: Any, indent: str, lead: str, until: int) -> None:
        key, value = pair
        name = _key(key)
        head = f"{lead}{name}:"
        if len(name) > LONGEST_SIMPLE_KEY:
            head = f"{lead}? {name}\n{indent}:"
        if value.value and type(value) is not ScalarNode:
            flow = self._flow(value, len(head) + 1)
            if flow is None:
                self._line(head, self._behind_head(key, value))
                self.comments.allowed.discard(key.start_mark.line)
                self.is_fresh = True
                deeper = indent + _DEEPER
                self.collection(value, deeper, deeper, until, around.start_mark.column)
                self.is_fresh = False
                return
        self._single(around, value, head, indent, lead)
        self.comments.allowed.discard(key.start_mark.line)
        if type(value) is ScalarNode and not value.style and not value.value:
            column = around.start_mark.column + 1
            for comment in self.comments.take_inside(until, column):
                self.comment(comment, indent + _DEEPER)

    def _item(self, around: Any, node: Any, indent: str, lead: str, until: int) -> None:
        if node.value and type(node) is not ScalarNode:
            flow = self._flow(node, len(lead) + 2)
            if flow is None:
                column = around.start_mark.column
                self.collection(node, indent + _DEEPER, f"{lead}- ", until, column)
                return
        self._single(around, node, f"{lead}-", indent, lead)
        self.comments.allowed.discard(node.start_mark.line)

    def _single(self, around: Any, node: Any, head: str, indent: str, lead: str) -> None:
        """Write what begins on the line of its key or hyphen: a value, or a one-line collection."""
        limit = node.start_mark.index if type(node) is ScalarNode else node.end_mark.index
        self._above(limit, lead)
        is_block = type(node) is ScalarNode and node.style in ("|", ">")
        mark = node.start_mark if is_block else node.end_mark
        behind = self.comments.take_behind(mark.line)
        if type(node) is not ScalarNode:
            lines = [self._flow(node, len(head) + 1) or ""]
        elif is_block:
            lines = block_lines(self.text, node, around.start_mark.column, indent + _DEEPER)
        else:
            lines = scalar_lines(node, len(head) + 1, indent + _DEEPER)
        self._line(f"{head} {lines[0]}" if lines[0] else head, behind)
        self.lines.extend(lines[1:])

    def _flow(self, node: Any, column: int) -> str | None:
        """Return a collection in one line, or None where it is to be a block."""
        if not node.value:
            return "[]" if type(node) is SequenceNode else "{}"
        start, end = node.start_mark, node.end_mark
        if not node.flow_style or self.comments.are_in(start.index, end.index):
            return None
        if start.line == end.line and start.line in self.comments.allowed:
            # In several lines the comment would no longer speak of all of it. It speaks of the
            # first line that its own becomes, and of nothing that stands further inside.
            kept = one_line(node, also_prose=True)
            if kept is not None:
                return kept
            self.comments.allowed.discard(start.line)
        text = one_line(node)
        return text if text is not None and column + len(text) <= WIDTH else None

    def _blank(self, line: int) -> None:
        if self.is_fresh or not self.comments.has_blank_above(line):
            return
        # The last line of a value may be blank, and is no more than a part of it then.
        if self.lines[-1].strip():
            self.lines.append("")

    def _line(self, text: str, behind: Comment | None = None) -> None:
        self.is_fresh = False
        if behind is not None:
            text = f"{text}{behind.before or '  '}{behind.text}"
        self.lines.extend(text.split("\n"))


def _key(node: Any) -> str:
    if not node.style:
        return node.value or '""'
    return render_scalar(node.value, "plain") or quoted(node.value)
