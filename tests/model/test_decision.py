"""Decision paths: what they reach, where they turn back, where they leave."""

from schemactl.model.decision import Answer, follow
from schemactl.model.schema import Question, Task


def path(*steps: tuple[str, str, str]) -> Task:
    """Return a task whose questions are id, yes and no."""
    questions = tuple(Question(id=name, ask="?", yes=yes, no=no) for name, yes, no in steps)
    return Task(id="t", type="classification", decide=questions)


def test_a_straight_path_leaves_at_its_labels() -> None:
    found = follow(path(("Q1", "a", "Q2"), ("Q2", "b", "nothing")))
    assert found == (frozenset({0, 1}), (), frozenset({"a", "b", "nothing"}))


def test_a_question_may_be_reached_twice() -> None:
    assert not follow(path(("Q1", "Q2", "Q3"), ("Q2", "a", "Q3"), ("Q3", "b", "c"))).turns


def test_a_turn_is_found_in_what_nobody_reaches_too() -> None:
    found = follow(path(("Q1", "a", "b"), ("Q2", "Q3", "c"), ("Q3", "Q2", "Q3")))
    assert found.reached == {0}
    assert found.leaves == {"a", "b"}
    assert found.turns == (Answer(2, "yes", "Q2"), Answer(2, "no", "Q3"))


def test_a_path_may_be_longer_than_the_stack() -> None:
    steps = [(f"Q{n}", f"Q{n + 1}", "a") for n in range(5000)]
    assert len(follow(path(*steps, ("Q5000", "a", "b"))).reached) == 5001


def test_no_questions() -> None:
    assert follow(path()) == (frozenset(), (), frozenset())
