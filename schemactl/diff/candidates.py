"""Candidates: which new labels a gone one may have become; proposed to people, never assumed.

Only labels that share a rare word are compared, so thousands of labels take seconds, not hours.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from schemactl.diff.pairing import pair_tasks
from schemactl.model.label import Label
from schemactl.model.migration import Migration
from schemactl.model.release import ReleasedSchema

Proposal = Literal["recode", "merge", "split"]

_WORD = re.compile(r"[^\W_]+")
_LEAST = 0.5
# Of the labels that share words with one, the nearest few are looked at closely.
_CLOSEST = 5
# The rarest words of a label find its neighbours; a word of very many labels finds none.
_TELLING = 10
_COMMON = 400
_BEGINNING = 4
_WEIGHTS = {"name": 0.45, "definition": 0.35, "examples": 0.2}
# The same definition speaks for the same label, whatever that is called.
_MEANING = 0.8


class Candidate(NamedTuple):
    """A step that somebody may want to write, and how alike its labels are: 0 to 1."""

    change: Proposal
    task: str
    source: tuple[str, ...]
    target: tuple[str, ...]
    score: float


class _Words(NamedTuple):
    label: Label
    fields: dict[str, frozenset[str]]
    all: frozenset[str]


class _Rarity:
    """How much words tell: rare ones more than common ones."""

    def __init__(self, labels: list[_Words]) -> None:
        frequency = Counter(word for words in labels for word in words.all)
        self._of = {word: math.log(1 + len(labels) / n) for word, n in frequency.items()}
        self._sums: dict[frozenset[str], float] = {}

    def of(self, word: str) -> float:
        """Return the weight of a word."""
        return self._of[word]

    def total(self, words: frozenset[str]) -> float:
        """Return the weight of all words, which is asked for again and again."""
        if words not in self._sums:
            self._sums[words] = sum(map(self._of.__getitem__, words))
        return self._sums[words]


def candidates(
    old: ReleasedSchema, new: ReleasedSchema, migration: Migration | None = None
) -> tuple[Candidate, ...]:
    """Propose steps for labels without a fate and labels that came from nowhere, best first."""
    found: list[Candidate] = []
    for pair in pair_tasks(old, new, migration).both:
        if not pair.shares_labels:
            gone = [pair.old.by_id[label].label for label in pair.descent.gone]
            fresh = [pair.new.by_id[label].label for label in pair.descent.fresh]
            found.extend(_of_task(pair.task, gone, fresh))
    return tuple(sorted(found, key=lambda one: (-one.score, one.task, one.source, one.target)))


def _of_task(task: str, gone: list[Label], fresh: list[Label]) -> Iterator[Candidate]:
    """Propose the steps in which every label's most similar one takes part."""
    scores = _scores([_words(label) for label in gone], [_words(label) for label in fresh])
    best_of_gone, best_of_fresh = _best(scores, 0), _best(scores, 1)
    sources: dict[str, list[str]] = defaultdict(list)
    targets: dict[str, list[str]] = defaultdict(list)
    for (old_id, new_id), score in scores.items():
        if score == best_of_gone[old_id]:
            sources[new_id].append(old_id)
        if score == best_of_fresh[new_id]:
            targets[old_id].append(new_id)
    for new_id, olds in sources.items():
        if len(olds) > 1:
            score = _mean([scores[old_id, new_id] for old_id in olds])
            yield Candidate("merge", task, tuple(olds), (new_id,), score)
    for old_id, news in targets.items():
        if len(news) > 1 or sources[news[0]] == [old_id]:
            score = _mean([scores[old_id, new_id] for new_id in news])
            change: Proposal = "split" if len(news) > 1 else "recode"
            yield Candidate(change, task, (old_id,), tuple(news), score)


def _mean(scores: list[float]) -> float:
    return round(sum(scores) / len(scores), 2)


def _best(scores: dict[tuple[str, str], float], side: int) -> dict[str, float]:
    best: dict[str, float] = defaultdict(float)
    for ids, score in scores.items():
        best[ids[side]] = max(best[ids[side]], score)
    return best


def _scores(gone: list[_Words], fresh: list[_Words]) -> dict[tuple[str, str], float]:
    """Return the scores of all pairs that are alike enough."""
    found: dict[tuple[str, str], float] = {}
    index: dict[str, list[int]] = defaultdict(list)
    for position, words in enumerate(fresh):
        for word in words.all:
            index[word].append(position)
    rarity = _Rarity([*gone, *fresh])
    for words in gone:
        for position in _closest(words, index, rarity):
            score = _score(words, fresh[position], rarity)
            if score >= _LEAST:
                found[words.label.id, fresh[position].label.id] = score
    return found


def _closest(words: _Words, index: dict[str, list[int]], rarity: _Rarity) -> list[int]:
    """Return the positions of the labels that share most with one."""
    shared: dict[int, float] = defaultdict(float)
    known = [word for word in words.all if len(index.get(word, ())) in range(1, _COMMON)]
    for word in sorted(known, key=lambda one: (-rarity.of(one), one))[:_TELLING]:
        weight = rarity.of(word)
        for position in index[word]:
            shared[position] += weight
    return sorted(shared, key=lambda one: (-shared[one], one))[:_CLOSEST]


def _words(label: Label) -> _Words:
    examples = " ".join(example.content for example in label.examples)
    texts = {
        "name": f"{label.id} {label.name} {' '.join(label.synonyms)}",
        "definition": label.definition,
        "examples": examples,
    }
    fields = {name: frozenset(_WORD.findall(text.lower())) for name, text in texts.items()}
    # A different spelling of one word shares at least its beginning.
    start = {f"^{label.id[:_BEGINNING].lower()}"}
    return _Words(label, fields, frozenset(start.union(*fields.values())))


def _score(one: _Words, other: _Words, rarity: _Rarity) -> float:
    """Return how alike two labels are, over the fields that both have."""
    total = weight = meaning = 0.0
    for field, share in _WEIGHTS.items():
        mine, others = one.fields[field], other.fields[field]
        if mine and others:
            alike = _alike(mine, others, rarity)
            if field == "name":
                alike = max(alike, _spelled_alike(one.label, other.label))
            elif field == "definition":
                meaning = alike * _MEANING
            total += share * alike
            weight += share
    return max(meaning, total / weight) if weight else 0.0


def _alike(mine: frozenset[str], others: frozenset[str], rarity: _Rarity) -> float:
    """Return the share of words in common, where rare words count more (Dice)."""
    both = sum(map(rarity.of, mine & others))
    return 2 * both / (rarity.total(mine) + rarity.total(others))


def _spelled_alike(one: Label, other: Label) -> float:
    """Return how alike id or name are, letter by letter."""
    return max(_ratio(one.id, other.id), _ratio(one.title, other.title))


def _ratio(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one.lower(), other.lower(), autojunk=False)
    # The exact ratio is slow, and the upper bound is enough where the texts differ widely.
    return matcher.ratio() if matcher.quick_ratio() >= _LEAST else 0.0
