"""Questions: an answer is one of the labels that were on offer."""

import pytest

from schemactl.errors import AnswerIsBad, SchemactlError
from schemactl.migrate.answer_file import Given
from schemactl.migrate.outcome import Place
from schemactl.migrate.questions import Asked, Key, Question, questions_of
from schemactl.migrate.queue_file import Choice, Entry, Open
from tests.builders import a_schema
from tests.diff.versions import released

SCHEMA = released(a_schema("x", "y", "z"))
CHOICES = (Choice("topic", "y"), Choice("topic", None))
QUESTIONS: dict[Key, Question] = {
    (1, 0): Question("i1", 9, "topic", CHOICES),
    (2, 0): Question("i2", 9, "topic", now=("topic", "x")),
    (2, 1): Question("i2", 9, None),
    (3, 0): Question("i3", 9, "topic", settled=(("topic", "z"),)),
    (4, 0): Question("i4", 9, None, settled=(None,)),
}
ASKED = Asked("run", QUESTIONS, SCHEMA)


@pytest.mark.parametrize(
    ("key", "label", "place"),
    [
        ((1, 0), "y", ("topic", "y")),
        ((1, 0), "topic/y", ("topic", "y")),
        ((1, 0), "nothing", None),
        ((2, 0), "x", ("topic", "x")),
        ((2, 1), "z", ("topic", "z")),
        ((4, 0), "nothing", None),
    ],
)
def test_what_is_on_offer(key: Key, label: str, place: Place | None) -> None:
    assert ASKED.place(key, Given(1, label)) == place


@pytest.mark.parametrize(
    ("key", "label", "hint"),
    [
        ((1, 0), "z", "choose y or nothing"),
        ((2, 0), "nothing", "choose a label of topic"),
        ((2, 0), "other/x", "choose a label"),
        ((3, 0), "nothing", "choose a label"),
    ],
)
def test_what_is_not_on_offer(key: Key, label: str, hint: str) -> None:
    with pytest.raises(AnswerIsBad, match="is no answer to what is asked") as found:
        ASKED.place(key, Given(1, label))
    assert hint in found.value.hint


def test_which_question_is_meant() -> None:
    assert ASKED.key(Given(1, "y", ordinal=1)) == (1, 0)
    assert ASKED.key(Given(1, "y", item="i1")) == (1, 0)
    assert ASKED.key(Given(1, "y", item="i2", task="topic")) == (2, 0)
    assert ASKED.key(Given(1, "y", "run", 2, 1)) == (2, 1)
    with pytest.raises(AnswerIsBad, match="2 questions are asked of i2"):
        ASKED.key(Given(1, "y", item="i2"))
    with pytest.raises(AnswerIsBad, match="nothing is asked of record 9"):
        ASKED.key(Given(1, "y", ordinal=9))
    with pytest.raises(SchemactlError, match="belongs to run other"):
        ASKED.key(Given(1, "y", "other", 1, 0))


def test_an_entry_asks_of_each_annotation_that_waits() -> None:
    waiting = (
        Open(0, "topic", "q", "q", "topic", choices=CHOICES),
        Open(2, "topic", "k", "k", None),
    )
    entry = Entry(7, 9, 0, 0, "i7", b"", waiting)
    assert dict(questions_of([entry])) == {
        (7, 0): Question("i7", 9, "topic", CHOICES),
        (7, 2): Question("i7", 9, None),
    }
