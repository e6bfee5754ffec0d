"""Questions: what the entries of a queue ask, and which answers they admit."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from schemactl.data.spelling import task_readings
from schemactl.errors import AnswerIsBad, SchemactlError
from schemactl.migrate.answer_file import NOTHING, Given
from schemactl.migrate.outcome import Place
from schemactl.migrate.queue_file import Choice, Entry
from schemactl.model.release import ReleasedSchema
from schemactl.model.similar import nearest

# The number of a record in the input, and of an annotation in it.
Key = tuple[int, int]

_HINT = "labels may be written as `task/label`; `nothing` takes the annotation out"


class Question(NamedTuple):
    """What is asked of one annotation; `settled` is what was answered in an earlier round.

    `line` is that of the record in the input.
    """

    item: str
    line: int
    asks: str | None
    choices: tuple[Choice, ...] = ()
    now: Place | None = None
    settled: tuple[Place | None] | None = None


def questions_of(entries: Iterable[Entry]) -> Iterator[tuple[Key, Question]]:
    """Yield the questions of entries, in order."""
    for entry in entries:
        for one in entry.open:
            yield (
                (entry.ordinal, one.position),
                Question(entry.item, entry.line, one.asks, one.choices, one.now),
            )


class Asked:
    """The questions of a run, those that were answered in earlier rounds too."""

    def __init__(self, run: str, questions: Mapping[Key, Question], schema: ReleasedSchema) -> None:
        """Index the questions; answers are labels of this schema."""
        self.run = run
        self.questions = questions
        self.tasks = task_readings(schema, "id", None)
        self.by_item: dict[str, list[Key]] = {}
        for key, question in questions.items():
            self.by_item.setdefault(question.item, []).append(key)

    def key(self, given: Given) -> Key:
        """Return which question is answered.

        Raises SchemactlError where it is of another run, AnswerIsBad where there is none.
        """
        if given.run not in (None, self.run):
            raise SchemactlError(
                f"the answer belongs to run {given.run}, not to run {self.run}",
                "give each run the answers to its own queue",
            )
        found = self._keys(given)
        if len(found) == 1:
            return found[0]
        named = given.item if given.ordinal is None else f"record {given.ordinal}"
        if found:
            hint = "name the annotation by `question`, or by `ordinal` and `position`"
            message = f"{len(found)} questions are asked of {named}"
            raise AnswerIsBad(message, hint)
        hint = "answers are about what the queue asks"
        raise AnswerIsBad(f"nothing is asked of {named}", hint)

    def _keys(self, given: Given) -> list[Key]:
        if given.ordinal is None:
            found = self.by_item.get(str(given.item), [])
        elif given.position is None:
            found = [key for key in self.questions if key[0] == given.ordinal]
        else:
            return [key for key in [(given.ordinal, given.position)] if key in self.questions]
        if len(found) > 1 and given.task is not None:
            found = [key for key in found if given.task == self.questions[key].asks]
        # What is not named is what is still open.
        return [key for key in found if self.questions[key].settled is None] or found

    def place(self, key: Key, given: Given) -> Place | None:
        """Return what an answer says. Raises AnswerIsBad where it is not on offer."""
        question = self.questions[key]
        if given.label == NOTHING and self._may_go(question):
            return None
        found = [place for place in self._places(given) if self._is_offered(question, place)]
        if len(found) == 1:
            return found[0]
        named = repr(given.label)
        if found:
            listed = ", ".join(f"{task}/{label}" for task, label in found)
            raise AnswerIsBad(f"{named} may be {listed}", _HINT)
        raise AnswerIsBad(f"{named} is no answer to what is asked", self._offer(question, given))

    def _may_go(self, question: Question) -> bool:
        if question.settled is not None:
            return question.settled == (None,)
        return any(choice.label is None for choice in question.choices)

    def _places(self, given: Given) -> list[Place]:
        """Return the labels that a spelling may mean."""
        task, slash, rest = given.label.partition("/")
        pairs = [(name, given.label) for name in self.tasks]
        pairs += [(task, rest)] if slash and task in self.tasks else []
        found = ((name, self.tasks[name].spellings.resolve(text)) for name, text in pairs)
        return [place for place in found if place[1] is not None]

    def _is_offered(self, question: Question, place: Place) -> bool:
        if question.choices:
            return any((choice.task, choice.label) == place for choice in question.choices)
        task, label = place
        if question.asks not in (None, task) or label is None:
            return False
        return place == question.now or self.tasks[task].taxonomy.by_id[label].label.selectable

    def _offer(self, question: Question, given: Given) -> str:
        if question.choices:
            offered = [NOTHING if one.label is None else one.label for one in question.choices]
            return f"choose {' or '.join(offered)}"
        asked = [question.asks] if question.asks is not None else list(self.tasks)
        known = [label for task in asked for label in self.tasks[task].taxonomy.by_id]
        return nearest(given.label, known) or f"choose a label of {', '.join(asked)}"
