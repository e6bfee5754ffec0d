"""Candidates: which new labels a gone one may have become; proposed to people, never assumed.

Only labels that share a rare word are compared, so thousands of labels take a second, not hours.
"""

from collections import defaultdict
from collections.abc import Iterator
from heapq import nsmallest
from itertools import chain
from typing import Literal, NamedTuple

from schemactl.diff.likeness import Likeness, Words
from schemactl.diff.pairing import pair_tasks
from schemactl.model.label import Label
from schemactl.model.migration import Migration
from schemactl.model.release import ReleasedSchema

Proposal = Literal["recode", "merge", "split"]

# Of the labels that share words with one, the nearest few are looked at closely: those that share
# at least a quarter of what the nearest one shares.
_CLOSEST = 5
_SHARE = 0.25
# The rarest words of a label find its neighbours, until there are enough of them; a word of very
# many labels finds none.
_TELLING = 10
_NEIGHBOURS = 50
_COMMON = 400


class Candidate(NamedTuple):
    """A step that somebody may want to write, and how alike its labels are: 0 to 1."""

    change: Proposal
    task: str
    source: tuple[str, ...]
    target: tuple[str, ...]
    score: float


def candidates(
    old: ReleasedSchema, new: ReleasedSchema, migration: Migration | None = None
) -> tuple[Candidate, ...]:
    """Propose steps for labels without a fate and labels that came from nowhere, best first."""
    found: list[Candidate] = []
    for pair in pair_tasks(old, new, migration).both:
        if not pair.shares_labels and pair.descent.gone and pair.descent.fresh:
            gone = [pair.old.by_id[label].label for label in pair.descent.gone]
            fresh = [pair.new.by_id[label].label for label in pair.descent.fresh]
            found.extend(_of_task(pair.task, gone, fresh))
    return tuple(sorted(found, key=lambda one: (-one.score, one.task, one.source, one.target)))


def _of_task(task: str, gone: list[Label], fresh: list[Label]) -> Iterator[Candidate]:
    """Propose the steps in which every label's most similar one takes part."""
    # A label that only has another id has its definition still.
    read: dict[str, frozenset[str]] = {}
    scores = _scores(
        [Words(label, read) for label in gone], [Words(label, read) for label in fresh]
    )
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


def _scores(gone: list[Words], fresh: list[Words]) -> dict[tuple[str, str], float]:
    """Return the scores of all pairs that are alike enough."""
    found: dict[tuple[str, str], float] = {}
    index = _index(gone, fresh)
    likeness = Likeness([*gone, *fresh])
    for words in gone:
        for position in _closest(words, index, likeness):
            score = likeness.score(words, fresh[position])
            if score:
                found[words.label.id, fresh[position].label.id] = score
    return found


def _index(gone: list[Words], fresh: list[Words]) -> dict[str, list[int]]:
    """Return where the words stand that lead from one side to few labels of the other."""
    asked = frozenset(chain.from_iterable(words.telling for words in gone))
    index: defaultdict[str, list[int]] = defaultdict(list)
    for position, words in enumerate(fresh):
        for word in asked & words.telling:
            index[word].append(position)
    return {word: found for word, found in index.items() if len(found) < _COMMON}


def _closest(words: Words, index: dict[str, list[int]], likeness: Likeness) -> list[int]:
    """Return the positions of the labels that share most with one."""
    shared: dict[int, int] = defaultdict(int)
    leading = [(-likeness.weight(word), word) for word in words.telling if word in index]
    for weight, word in nsmallest(_TELLING, leading):
        for position in index[word]:
            shared[position] += weight
        if len(shared) > _NEIGHBOURS:
            break
    nearest = nsmallest(_CLOSEST, zip(shared.values(), shared, strict=True))
    return [position for weight, position in nearest if weight <= _SHARE * nearest[0][0]]
