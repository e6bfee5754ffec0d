"""Consensus: what several people said of one question becomes one answer, or stays open."""

from collections import Counter
from collections.abc import Sequence
from typing import Literal, NamedTuple, get_args

from schemactl.migrate.outcome import Place

Rule = Literal["unanimous", "majority", "first"]
RULES: tuple[Rule, ...] = get_args(Rule)

_HALF = 2


class Vote(NamedTuple):
    """What a person said of a question, and when; None takes the annotation out."""

    place: Place | None
    annotator: str | None = None
    at: str | None = None


class Agreed(NamedTuple):
    """The answer."""

    place: Place | None


def agree(votes: Sequence[Vote], rule: Rule) -> Agreed | None:
    """Return the answer; None where people disagree.

    Who says the same twice counts once, and unnamed votes are of different people. A majority is
    more than half. The first vote is the one with the earliest time; where one has no time, the
    one that stands first.
    """
    if rule == "first":
        is_timed = all(vote.at is not None for vote in votes)
        earliest = min(votes, key=lambda vote: (str(vote.at), repr(vote.place)))
        return Agreed(earliest.place if is_timed else votes[0].place)
    named = dict.fromkeys((vote.annotator, vote.place) for vote in votes if vote.annotator)
    places = [place for _, place in named]
    places += [vote.place for vote in votes if not vote.annotator]
    [(place, most), *others] = Counter(places).most_common()
    is_agreed = not others if rule == "unanimous" else most * _HALF > len(places)
    return Agreed(place) if is_agreed else None
