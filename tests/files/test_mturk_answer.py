"""Tests of answers in the cells of Mechanical Turk."""

from typing import Any

import pytest

from schemactl.files.mturk_answer import answers_in, parts_of


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"Answer.q": "a|b"}, [("q", "a", ("Answer.q", 0)), ("q", "b", ("Answer.q", 1))]),
        ({"Answer.q": '["a"]'}, [("q", "a", ("Answer.q", 0))]),
        ({"Answer.q": "[]"}, [("q", None, ("Answer.q",))]),
        ({"Answer.q": '{"labels":["a"]}'}, [("q", "a", ("Answer.q", "labels", 0))]),
        ({"Answer.q": '{"a":true,"b":false}'}, [("q", "a", ("Answer.q", "a"))]),
        ({"Answer.q": '[{"label":"a","left":1}]'}, [("q", "a", ("Answer.q", 0))]),
        ({"Answer.q": "[x"}, [("q", "[x", ("Answer.q", 0))]),
        ({"Answer.q": 7}, [("q", "7", ("Answer.q",))]),
        ({"Answer.q": "[true]"}, [("q", "true", ("Answer.q", 0))]),
        (
            {"Answer.q.a": "true", "Answer.q.b": "FALSE"},
            [("q", "a", ("Answer.q.", "a"))],
        ),
        ({"Answer.q.a": "false"}, [("q", None, ("Answer.q.",))]),
        (
            {"Answer.taskAnswers": '[{"q":{"label":"a"}}]'},
            [("q", "a", ("Answer.taskAnswers", 0, "q", "label", 0))],
        ),
        ({"Input.q": "a", "Answer.q": ""}, []),
    ],
)
def test_ways_lead_to_labels(cells: dict[str, Any], expected: list[Any]) -> None:
    found = [
        (name, label, own)
        for name, answer, way in answers_in(cells)
        for label, _, own in parts_of(answer, way)
    ]
    assert found == expected
