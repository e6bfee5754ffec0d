"""Twins: texts that are almost the same, found without comparing every text with every other."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

# One edit leaves the beginning or the end of a text as it was: only texts that share one of
# the two are compared, and of many such texts only neighbours in the order of the alphabet.
_END = 32
_NEIGHBOURS = 8
_LEAST_ALIKE = 0.85
_GAPS = ("  ", "\n", "\t")
_WORD = re.compile(r"\w+")
# Words that turn a sentence into its opposite: such pairs are contrasts, not copies.
_TURNS = frozenset({"no", "not", "never", "without", "only", "t"})


class Twins(NamedTuple):
    """Two texts by their positions, and the words that only one of them has."""

    first: int
    second: int
    apart: frozenset[str]


def folded(text: str) -> str:
    """Return a text in lower case with single spaces, as readers compare it."""
    text = text.lower()
    return " ".join(text.split()) if any(gap in text for gap in _GAPS) else text


def folded_all(texts: Sequence[str]) -> tuple[str, ...]:
    """Return the texts folded; most are one line with single spaces, and all of them at once."""
    joined = "\0".join(texts).lower()
    found = joined.split("\0") if texts else []
    if len(found) != len(texts):
        # A text holds the very character that no text should hold.
        return tuple(map(folded, texts))
    if not any(gap in joined for gap in _GAPS):
        return tuple(found)
    return tuple(map(folded, found))


def twins(texts: Sequence[str]) -> Iterator[Twins]:
    """Yield pairs of folded texts that differ in few words, none of them a number or *not*.

    Short texts are twins of none: they differ in all that they say.
    """
    seen: set[tuple[int, int]] = set()
    for ends in ([text[:_END] for text in texts], [text[-_END:] for text in texts]):
        for group in _groups(ends):
            group.sort(key=texts.__getitem__)
            for start, one in enumerate(group):
                for other in group[start + 1 : start + 1 + _NEIGHBOURS]:
                    pair = (min(one, other), max(one, other))
                    if pair not in seen:
                        seen.add(pair)
                        yield from _compared(texts, *pair)


def _groups(ends: list[str]) -> Iterator[list[int]]:
    """Yield the positions of texts that share an end; most texts share it with nobody."""
    if len(set(ends)) == len(ends):
        return
    found: dict[str, list[int]] = {}
    for position, end in enumerate(ends):
        if len(end) == _END:
            found.setdefault(end, []).append(position)
    for group in found.values():
        if len(group) > 1:
            yield group


def _compared(texts: Sequence[str], first: int, second: int) -> Iterator[Twins]:
    one, other = texts[first], texts[second]
    # After one edit, wherever it is, one of the halves is left; words are compared only then.
    half = min(len(one), len(other)) * 2 // 5
    if one[:half] != other[:half] and one[-half:] != other[-half:]:
        return
    words, others = set(_WORD.findall(one)), set(_WORD.findall(other))
    apart = words ^ others
    if len(apart) > (1 - _LEAST_ALIKE) * len(words | others) + 1e-9:
        return
    if not any(word in _TURNS or word.isdigit() for word in apart):
        yield Twins(first, second, frozenset(apart))
