"""A failure is one line and what to do about it."""

from schemactl.errors import AnswerIsBad, SchemactlError


def test_a_failure_keeps_message_and_hint_apart() -> None:
    failure = SchemactlError("no folder x", "give one that exists")
    assert (str(failure), failure.message, failure.hint) == (
        "no folder x",
        "no folder x",
        "give one that exists",
    )


def test_a_bad_answer_is_a_failure_too() -> None:
    assert isinstance(AnswerIsBad("1 error"), SchemactlError)
