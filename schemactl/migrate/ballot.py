"""Ballot: the answers of one round, checked against the questions and brought together."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from schemactl.errors import AnswerIsBad, SchemactlError
from schemactl.migrate.answer_file import NOTHING, Given, key_of
from schemactl.migrate.answered_ranges import AnsweredRecord
from schemactl.migrate.consensus import Rule, Vote, agree
from schemactl.migrate.outcome import Place
from schemactl.migrate.questions import Asked, Key, Question

_MOST_SHOWN = 5


class Conflict(NamedTuple):
    """A question that stays open, with the number of votes for each answer."""

    key: Key
    item: str
    votes: Mapping[str, int]


class Round(NamedTuple):
    """What a round of answers came to: what is decided now, what is not, what was said before."""

    given: int
    decided: Mapping[Key, Place | None]
    conflicts: tuple[Conflict, ...]
    repeated: int

    def plain(self, run: str) -> dict[str, Any]:
        """Return the round as plain data."""
        conflicts = [
            {
                "question": key_of(run, *one.key),
                "ordinal": one.key[0],
                "position": one.key[1],
                "item": one.item,
                "votes": dict(one.votes),
            }
            for one in self.conflicts
        ]
        told = {"given": self.given, "answered": len(self.decided), "repeated": self.repeated}
        return {**told, "conflicts": conflicts}


def count_votes(asked: Asked, given: Iterable[tuple[Path, Given]], rule: Rule) -> Round:
    """Return what the answers come to.

    Raises AnswerIsBad for answers that nobody asked for, that are not on offer, or that differ
    from those of an earlier round; SchemactlError for answers of another run.
    """
    votes: dict[Key, list[Vote]] = {}
    wrong: list[AnswerIsBad] = []
    for path, one in given:
        try:
            key = asked.key(one)
            votes.setdefault(key, []).append(Vote(asked.place(key, one), one.annotator, one.at))
        except AnswerIsBad as error:
            wrong.append(AnswerIsBad(f"{path}:{one.line}: {error.message}", error.hint))
        except SchemactlError as error:
            raise SchemactlError(f"{path}:{one.line}: {error.message}", error.hint) from None
    if wrong:
        raise _bad(wrong)
    decided: dict[Key, Place | None] = {}
    conflicts = []
    repeated = 0
    for key, found in sorted(votes.items()):
        question, agreed = asked.questions[key], agree(found, rule)
        if question.settled is not None:
            _check_settled(question, key, agreed)
            repeated += 1
        elif agreed is None:
            counted = Counter(_named(vote.place) for vote in found)
            conflicts.append(Conflict(key, question.item, dict(sorted(counted.items()))))
        else:
            decided[key] = agreed.place
    return Round(sum(map(len, votes.values())), decided, tuple(conflicts), repeated)


def _check_settled(question: Question, key: Key, agreed: tuple[Place | None] | None) -> None:
    if question.settled is None or agreed == question.settled:
        return
    raise AnswerIsBad(
        f"record {key[0]} was answered with {_named(question.settled[0])} in an earlier round",
        "leave the answer out, or answer the first output of the run anew",
    )


def _named(place: Place | None) -> str:
    return NOTHING if place is None else f"{place[0]}/{place[1]}"


def _bad(wrong: Sequence[AnswerIsBad]) -> AnswerIsBad:
    shown = "; ".join(error.message for error in wrong[:_MOST_SHOWN])
    more = f" and {len(wrong) - _MOST_SHOWN} more" if len(wrong) > _MOST_SHOWN else ""
    return AnswerIsBad(f"{shown}{more}; nothing is written", wrong[0].hint)


def by_record(asked: Asked, answers: Mapping[Key, Place | None]) -> list[AnsweredRecord]:
    """Return answers by record and position, in the order of the data."""
    found: dict[tuple[int, int], dict[int, Place | None]] = {}
    for key, place in sorted(answers.items()):
        ordinal, position = key
        found.setdefault((ordinal, asked.questions[key].line), {})[position] = place
    return [AnsweredRecord(ordinal, line, said) for (ordinal, line), said in found.items()]
