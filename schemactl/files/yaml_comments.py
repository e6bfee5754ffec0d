"""The comments and blank lines of a label file, which its node tree does not have."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any, NamedTuple

from yaml.nodes import Node, ScalarNode

_SIGN = re.compile(r"(?:^|(?<=[ \t]))#|^(?:---|\.\.\.)(?=\s|\Z)|^%", re.MULTILINE)
_REST = re.compile(r"---|\.\.\.|[^\n]*")
_HEADER = re.compile(r"[|>][-+0-9]*[ \t]+(?=#)")
_ALLOW = re.compile(r"#\s*allow:")


class Comment(NamedTuple):
    """A comment, or a line such as `---` that is kept as if it were one.

    `before` are the blanks between it and what stands before it on its line.
    """

    at: int
    line: int
    column: int
    text: str
    before: str
    is_alone: bool


# Characters of a value or a bracket, in which no comment can begin: start, end, is a block. A file
# can have a million of them, and a plain tuple is made in a third of the time of a named one.
_Piece = tuple[int, int, bool]


class Comments:
    """All comments of a text with LF line ends; each is taken once, in the order of the text."""

    def __init__(self, text: str, root: Node) -> None:
        """Find the comments outside the values of the node tree."""
        self.text = text
        self.lines = text.split("\n")
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line) + 1)
        found, behind = self._find(sorted(_pieces(root, text)))
        self.all = found
        # Comments that share a line with a value, by the number of that line.
        self.behind = behind
        self.taken: set[int] = set()
        self.next = 0
        self.allowed = self._allowed()

    def has_blank_above(self, line: int) -> bool:
        """Tell whether a line, counted from 0, follows an empty one."""
        return line > 0 and not self.lines[line - 1].strip()

    def take_behind(self, line: int) -> Comment | None:
        """Take the comment that stands behind a value on its line."""
        comment = self.behind.pop(line, None)
        if comment is not None:
            self.taken.add(comment.at)
        return comment

    def take_before(self, limit: int) -> Iterator[Comment]:
        """Take every comment that stands before a place and was not taken yet."""
        while (comment := self._peek()) is not None and comment.at < limit:
            self._take(comment)
            yield comment

    def take_inside(self, limit: int, column: int) -> Iterator[Comment]:
        """Take the comments before a place that are indented at least as deep as a column."""
        while (
            (comment := self._peek()) is not None
            and comment.at < limit
            and comment.is_alone
            and comment.column >= column
        ):
            self._take(comment)
            yield comment

    def are_in(self, start: int, end: int) -> bool:
        """Tell whether a comment stands between two places."""
        position = bisect_right(self.all, start, key=lambda comment: comment.at)
        return position < len(self.all) and self.all[position].at < end

    def _peek(self) -> Comment | None:
        while self.next < len(self.all) and self.all[self.next].at in self.taken:
            self.next += 1
        return self.all[self.next] if self.next < len(self.all) else None

    def _take(self, comment: Comment) -> None:
        self.taken.add(comment.at)
        self.behind.pop(comment.line, None)

    def _find(self, pieces: list[_Piece]) -> tuple[list[Comment], dict[int, Comment]]:
        found: list[Comment] = []
        behind: dict[int, Comment] = {}
        at = passed = 0
        for match in _SIGN.finditer(self.text):
            start = match.start()
            while at < len(pieces) and pieces[at][0] <= start:
                at += 1
            piece = pieces[at - 1] if at else None
            is_inside = piece is not None and start < piece[1]
            if start < passed or (
                is_inside and piece is not None and not self._in_header(piece, start)
            ):
                continue
            comment = self._comment(start)
            passed = start + len(comment.text)
            found.append(comment)
            if piece is not None and not comment.is_alone and self._ends_on(piece, comment):
                behind[comment.line] = comment
        return found, behind

    def _in_header(self, piece: _Piece, start: int) -> bool:
        if not piece[2]:
            return False
        header = _HEADER.match(self.text, piece[0])
        return header is not None and header.end() == start

    def _ends_on(self, piece: _Piece, comment: Comment) -> bool:
        start, end, _ = piece
        if comment.at < end:
            return True
        last = end if end == start else end - 1
        return bisect_right(self.starts, last) - 1 == comment.line

    def _comment(self, start: int) -> Comment:
        line = bisect_right(self.starts, start) - 1
        column = start - self.starts[line]
        lead = self.lines[line][:column]
        before = lead[len(lead.rstrip(" \t")) :]
        before = "  " if "\t" in before else before
        # A value may stand behind `---` on its line.
        rest = _REST.match(self.text, start)
        text = "" if rest is None else rest.group().rstrip()
        return Comment(start, line, column, text, before, not lead.strip())

    def _allowed(self) -> set[int]:
        """Return the lines of which a comment `# allow: …` speaks."""
        found = set()
        for comment in self.all:
            if _ALLOW.match(comment.text):
                line = comment.line
                while line < len(self.lines) and self.lines[line].lstrip().startswith("#"):
                    line += 1
                found.add(line)
        return found


def _pieces(root: Node, text: str) -> Iterator[_Piece]:
    waiting: list[Any] = [root]
    while waiting:
        node = waiting.pop()
        start, end = node.start_mark.index, node.end_mark.index
        if type(node) is ScalarNode:
            yield start, end, node.style in ("|", ">")
            continue
        if node.flow_style:
            yield from _brackets(text, start, end)
        for entry in node.value:
            waiting.extend(entry if isinstance(entry, tuple) else (entry,))


def _brackets(text: str, start: int, end: int) -> Iterator[_Piece]:
    # A pair in a one-line list has no brackets of its own.
    if text[start] in "[{":
        yield start, start + 1, False
    if text[end - 1] in "]}":
        yield end - 1, end, False
