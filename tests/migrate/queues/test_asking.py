"""Asking: a question says what the label was, what is on offer, and where to read more."""

from pathlib import Path

from schemactl.migrate.queue_file import Choice
from schemactl.migrate.queues.asking import Offer, asks
from tests.migrate.queues.questions import RUN, a_run, an_ask


def test_a_question_says_all_that_a_person_needs() -> None:
    ask = an_ask()
    assert ask.key == f"{RUN}-4-0"
    assert ask.said.splitlines() == [
        "It was: q",
        "y: It is y. (labels/y.html)",
        "nothing: It is neither.",
        "Handbook: labels/q.html",
    ]
    assert ask.annotation.item == ask.key
    assert ask.content.text == "Where is it?"


def test_a_review_says_what_the_label_is_until_then() -> None:
    ask = an_ask(is_review=True, now=("topic", "x"), choices=(), label=None, link=None)
    assert ask.said.splitlines() == [
        "It was: nothing",
        "It is until you confirm or correct it: x",
        "Choose a label of topic.",
    ]
    assert "any task" in an_ask(asks=None, choices=()).said


def test_why_is_said_first() -> None:
    ask = an_ask(why=("q was split. Two teams.",))
    assert ask.said.splitlines()[:2] == ["q was split. Two teams.", "It was: q"]


def test_answers_of_several_tasks_name_them() -> None:
    ask = an_ask(choices=(Choice("topic", "y"), Choice("tone", "y")))
    assert ask.offers == (Offer("topic/y", "", None), Offer("tone/y", "", None))


def test_the_questions_of_a_queue(tmp_path: Path) -> None:
    run = a_run(tmp_path)
    [ask] = asks(run.targets.queue)
    assert (ask.run, ask.entry.item, ask.open.label) == (run.told["run"], "=1", "q")
