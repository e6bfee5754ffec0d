"""The decision path of a task as a graph: which questions it reaches, and where it turns back."""

from collections.abc import Iterator
from typing import NamedTuple

from schemactl.model.schema import Question, Task


class Answer(NamedTuple):
    """One answer of a question: its position in the path, yes or no, and where that leads."""

    position: int
    answer: str
    target: str


class Path(NamedTuple):
    """What following a decision path shows; questions are named by their positions.

    `reached` are those that can be asked, `turns` the answers that lead back to a question that
    was asked already, `leaves` everything else that an answer of a reached question leads to.
    """

    reached: frozenset[int]
    turns: tuple[Answer, ...]
    leaves: frozenset[str]


def follow(task: Task) -> Path:
    """Follow every answer from the first question on, then from questions that nobody reaches."""
    # Of questions with one id the first one is meant; the others are reported as duplicates.
    positions: dict[str, int] = {}
    for position, question in enumerate(task.decide):
        positions.setdefault(question.id, position)
    reached: frozenset[int] = frozenset()
    seen: set[int] = set()
    turns: list[Answer] = []
    for start in range(len(task.decide)):
        if start not in seen:
            turns += _turns(task.decide, positions, start, seen)
        if start == 0:
            reached = frozenset(seen)
    targets = {answer.target for position in reached for answer in _answers(task.decide, position)}
    return Path(reached, tuple(turns), frozenset(targets.difference(positions)))


def _answers(questions: tuple[Question, ...], position: int) -> Iterator[Answer]:
    yield Answer(position, "yes", questions[position].yes)
    yield Answer(position, "no", questions[position].no)


def _turns(
    questions: tuple[Question, ...], positions: dict[str, int], start: int, seen: set[int]
) -> Iterator[Answer]:
    """Walk depth first without recursion, for a path may be longer than Python's stack."""
    walk = [(start, _answers(questions, start))]
    open_questions = {start}
    seen.add(start)
    while walk:
        position, answers = walk[-1]
        answer = next(answers, None)
        if answer is None:
            walk.pop()
            open_questions.discard(position)
            continue
        target = positions.get(answer.target)
        if target in open_questions:
            yield answer
        elif target is not None and target not in seen:
            seen.add(target)
            open_questions.add(target)
            walk.append((target, _answers(questions, target)))
