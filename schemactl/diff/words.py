"""Words: what was taken out of a text and put into it, word by word."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

# A word with the white space after it; line breaks stand alone, so that lines stay lines.
_TOKEN = re.compile(r"\n|[^\S\n]+|[^\s]+[^\S\n]*")
# Comparing words is quadratic: of longer texts whole lines are matched first.
_MANY_TOKENS = 1500

Kind = Literal["same", "gone", "new"]


class Segment(NamedTuple):
    """A run of text that both versions have, or only one of them."""

    kind: Kind
    text: str


def segments(before: str, after: str) -> list[Segment]:
    """Return the runs in reading order: of each replacement, first what went, then what came."""
    if not before or not after:
        return list(_of_block("replace", before, after))
    found = _TOKEN.findall(before), _TOKEN.findall(after)
    if max(map(len, found)) <= _MANY_TOKENS:
        return _joined(_matched(*found))
    return _joined(_by_lines(before.splitlines(keepends=True), after.splitlines(keepends=True)))


def _by_lines(before: list[str], after: list[str]) -> Iterator[Segment]:
    for tag, was, now in _blocks(before, after):
        old, new = "".join(was), "".join(now)
        tokens = _TOKEN.findall(old), _TOKEN.findall(new)
        if tag == "replace" and max(map(len, tokens)) <= _MANY_TOKENS:
            yield from _matched(*tokens)
        else:
            yield from _of_block(tag, old, new)


def _matched(before: list[str], after: list[str]) -> Iterator[Segment]:
    for tag, was, now in _blocks(before, after):
        yield from _of_block(tag, "".join(was), "".join(now))


def _blocks(
    before: Sequence[str], after: Sequence[str]
) -> Iterator[tuple[str, Sequence[str], Sequence[str]]]:
    # White space after a word is no difference of the word.
    keys = [token.rstrip(" \t") or " " for token in before]
    others = [token.rstrip(" \t") or " " for token in after]
    matcher = SequenceMatcher(None, keys, others, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        yield tag, before[i1:i2], after[j1:j2]


def _of_block(tag: str, was: str, now: str) -> Iterator[Segment]:
    if tag == "equal":
        yield Segment("same", now)
        return
    if was:
        yield Segment("gone", was)
    if now:
        yield Segment("new", now)


def _joined(found: Iterator[Segment]) -> list[Segment]:
    """Join neighbours of one kind."""
    joined: list[Segment] = []
    for segment in found:
        if joined and joined[-1].kind == segment.kind:
            joined[-1] = Segment(segment.kind, joined[-1].text + segment.text)
        else:
            joined.append(segment)
    return joined
