"""Likeness: how alike two labels are by their names, definitions and examples, from 0 to 1."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection
from difflib import SequenceMatcher
from functools import cached_property
from itertools import chain
from operator import add
from sys import intern

from schemactl.model.label import Label

# Labels that are less alike are strangers.
LEAST = 0.5
_NAME, _DEFINITION, _EXAMPLES = 0.45, 0.35, 0.2
# The same definition speaks for the same label, whatever that is called.
_MEANING = 0.8
_WORD = re.compile(r"[^\W_]+")
_BEGINNING = 4
# Whole numbers add up to the same in any order, and the order of sets is never the same.
_UNIT = 1000
# Words that are spelled alike share pairs of letters; only such words are compared by letters.
_SHARED_PAIRS = 1 / 3


_Letters = tuple[str, frozenset[str]]


class Words:
    """The words of a label, field by field, each read when it is first asked for."""

    def __init__(self, label: Label, read: dict[str, frozenset[str]] | None = None) -> None:
        """Remember the label; labels that share `read` share the words of texts that are equal."""
        self.label = label
        self._read = {} if read is None else read

    @cached_property
    def name(self) -> frozenset[str]:
        """The words of id, name and synonyms."""
        label = self.label
        return _words(f"{label.id} {label.name} {' '.join(label.synonyms)}")

    @cached_property
    def title(self) -> _Letters:
        """The name, or the id where there is none, letter by letter."""
        return _letters(self.label.title)

    @cached_property
    def id(self) -> _Letters:
        """The id, letter by letter."""
        return _letters(self.label.id)

    @cached_property
    def definition(self) -> frozenset[str]:
        """The words of the definition."""
        text = self.label.definition
        if text not in self._read:
            self._read[text] = _words(text)
        return self._read[text]

    @cached_property
    def example_text(self) -> str:
        """All examples."""
        return "\n".join(example.content for example in self.label.examples)

    @cached_property
    def examples(self) -> frozenset[str]:
        """The words of all examples."""
        return _words(self.example_text)

    @cached_property
    def telling(self) -> frozenset[str]:
        """The words by which a label is found; examples alone never make labels alike."""
        # A different spelling of one word shares at least its beginning.
        start = f"^{self.label.id[:_BEGINNING].lower()}"
        return (self.name | self.definition or self.examples) | {start}


class Likeness:
    """Compares labels of the same two versions, where rare words count more than common ones."""

    def __init__(self, labels: Collection[Words]) -> None:
        """Count the words of all labels."""
        frequency = Counter(chain.from_iterable(words.telling for words in labels))
        count = len(labels)
        weights = {n: round(_UNIT * math.log(1 + count / n)) for n in set(frequency.values())}
        rarest = round(_UNIT * math.log(1 + count))
        self._weights: defaultdict[str, int] = defaultdict(lambda: rarest)
        self._weights.update((word, weights[n]) for word, n in frequency.items())
        self._totals: dict[frozenset[str], int] = {}

    def weight(self, word: str) -> int:
        """Return how much a word tells."""
        return self._weights[word]

    def score(self, one: Words, other: Words) -> float:
        """Return how alike two labels are, over the fields that both have; 0 for strangers."""
        total = weight = meaning = 0.0
        if one.name and other.name:
            weight = _NAME
            total = _NAME * max(self._alike(one.name, other.name), _spelled(one, other))
        if one.definition and other.definition:
            alike = self._alike(one.definition, other.definition)
            meaning = _MEANING * alike
            weight += _DEFINITION
            total += _DEFINITION * alike
        # Examples are many words: they are read only where they can make a difference.
        if (total + _EXAMPLES) / (weight + _EXAMPLES) >= LEAST:
            shown = self._examples_alike(one, other)
            if shown is not None:
                weight += _EXAMPLES
                total += _EXAMPLES * shown
        found = max(meaning, total / weight) if weight else 0.0
        return found if found >= LEAST else 0.0

    def _examples_alike(self, one: Words, other: Words) -> float | None:
        """Return how alike the examples are; None where one label has none that can be read."""
        if one.example_text == other.example_text and _WORD.search(one.example_text):
            return 1.0
        if not one.examples or not other.examples:
            return None
        return self._alike(one.examples, other.examples)

    def _alike(self, mine: frozenset[str], others: frozenset[str]) -> float:
        """Return the share of words in common, by weight (Dice)."""
        both = mine & others
        if not both:
            return 0.0
        return (
            2
            * sum(map(self._weights.__getitem__, both))
            / (self._total(mine) + self._total(others))
        )

    def _total(self, words: frozenset[str]) -> int:
        if words not in self._totals:
            self._totals[words] = sum(map(self._weights.__getitem__, words))
        return self._totals[words]


def _spelled(one: Words, other: Words) -> float:
    """Return how alike the names or the ids are letter by letter, whichever are more."""
    # Of most pairs the name is the same, and no letter has to be looked at.
    if one.label.title.lower() == other.label.title.lower():
        return 1.0
    return max(_ratio(one.title, other.title), _ratio(one.id, other.id))


def _ratio(one: _Letters, other: _Letters) -> float:
    (text, pairs), (other_text, other_pairs) = one, other
    if text == other_text:
        return 1.0
    if 2 * len(pairs & other_pairs) < _SHARED_PAIRS * (len(pairs) + len(other_pairs)):
        return 0.0
    return SequenceMatcher(None, text, other_text, autojunk=False).ratio()


def _letters(text: str) -> _Letters:
    """Return a text in small letters, and its pairs of neighbouring letters."""
    small = text.lower()
    return small, frozenset(map(add, small, small[1:]))


def _words(text: str) -> frozenset[str]:
    # One object for each word: looking words up is most of the work.
    return frozenset(map(intern, _WORD.findall(text.lower())))
