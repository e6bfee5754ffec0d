"""What readers hand back: a question needs an item, a result of practice at least a case."""

from typing import Any

import pytest
from pydantic import ValidationError

from schemactl.model.returned import AskedQuestion, PracticeResult

QUESTION: dict[str, Any] = {
    "format": "schemactl-question-1",
    "item": " t-17: nothing works ",
    "label": "intent/outage",
    "schema": "schema:support-tickets@2.0.1",
    "guideline": None,
    "rule": None,
    "date": "2026-11-20",
}
RESULT: dict[str, Any] = {
    "format": "schemactl-practice-1",
    "schema": "schema:mood@1.0.0",
    "digest": None,
    "guideline": None,
    "at": "2026-11-20T12:00:00Z",
    "right": 1,
    "of": 1,
    "items": [{"example": None, "label": "positive", "given": "positive", "right": "positive"}],
}


def test_a_question_is_read_as_it_was_asked() -> None:
    question = AskedQuestion.model_validate(QUESTION)
    assert (question.item, question.label) == ("t-17: nothing works", "intent/outage")


@pytest.mark.parametrize(
    "wrong",
    [
        {"item": "  "},
        {"item": "x" * 20_001},
        {"schema": "guideline:x@1.0.0"},
        {"schema": "nonsense"},
        {"guideline": "schema:x@1.0.0"},
        {"date": "today"},
        {"format": "schemactl-practice-1"},
        {"use": "outage"},
    ],
)
def test_a_question_that_makes_no_sense_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        AskedQuestion.model_validate({**QUESTION, **wrong})


def test_a_result_holds_its_cases() -> None:
    assert PracticeResult.model_validate(RESULT).items[0].given == "positive"


@pytest.mark.parametrize("wrong", [{"items": []}, {"digest": "abc"}, {"at": "noon"}, {"of": "x"}])
def test_a_result_that_makes_no_sense_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        PracticeResult.model_validate({**RESULT, **wrong})
