"""Each task is told in a sentence, and an answer in what it consists of."""

import re
from typing import Any, get_args

import pytest

from schemactl.handbook.pages import work as page
from schemactl.handbook.pages.work import sentence, work
from schemactl.model.schema import Task, TaskTypeName
from tests.handbook.editions import text_of


def shown(task: Task) -> str:
    return re.sub(r" (?=[,.])", "", text_of(work(task)))


def a_task(kind: str, **fields: Any) -> Task:
    return Task.model_validate({"id": "t", "type": kind, **fields})


@pytest.mark.parametrize("kind", get_args(TaskTypeName))
def test_every_type_has_a_sentence(kind: str) -> None:
    assert sentence(a_task(kind)).endswith(".")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"choose": "any"}, "Choose all that fit, or none."),
        ({"choose": {"min": 1}}, "Choose all that fit."),
        ({"choose": {"min": 1, "max": 3}}, "Choose 1 to 3 labels."),
        ({"type": "box", "complete": True}, "Draw a box around each. Leave none out."),
        (
            {"type": "rating", "scale": {"min": 1, "max": 2, "anchors": {"1": "Calm."}}},
            "Give a value. Value Meaning 1 Calm. 2",
        ),
        (
            {"type": "rating", "scale": {"min": 0, "max": 10**9, "anchors": {"10": "B", "9": "A"}}},
            "Give a value. From 0 to 1000000000. Value Meaning 9 A 10 B",
        ),
        ({"type": "rating", "scale": {"min": -5, "max": 5}}, "Give a value. From -5 to 5."),
        (
            {"type": "relation", "joins": {"from": ["a", "b"], "to": ["c"]}},
            "From an annotation of a or b to one of c. The direction counts.",
        ),
        (
            {"type": "relation", "joins": {"from": ["a"], "to": ["a"], "directed": False}},
            "Between an annotation of a and one of a, in either order.",
        ),
        (
            {"type": "mask", "instances": True, "every_pixel": True},
            "Paint each thing by itself, also where two of a label touch. "
            "Every pixel gets exactly one label.",
        ),
        (
            {
                "type": "keypoints",
                "points": [{"id": "nose", "definition": "The tip."}, {"id": "ear"}],
                "skeleton": [["nose", "ear"]],
            },
            "Point Meaning nose The tip. ear Lines are drawn from nose to ear.",
        ),
        (
            {"type": "text", "markers": [{"id": "laughs", "definition": "A laugh."}]},
            "Write the answer. Marker Meaning [laughs] A laugh.",
        ),
        (
            {"type": "text", "vocabulary": ["north", "south"], "normalise": ["case", "accents"]},
            "Use only these words: north, south. "
            "No difference between two answers: accents, capital letters.",
        ),
        ({"type": "number", "unit": "km"}, "Give a number. Unit: km."),
        ({"type": "number", "minimum": 0, "maximum": "2.5"}, "From 0 to 2.5."),
        ({"type": "number", "minimum": 1}, "At least 1."),
        ({"type": "number", "maximum": 9}, "At most 9."),
    ],
)
def test_what_an_answer_consists_of_is_told(fields: dict[str, Any], words: str) -> None:
    task = a_task(**{"kind": fields.pop("type", "classification")}, **fields)
    assert words in shown(task)


def test_a_long_vocabulary_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "_MOST_WORDS", 2)
    text = shown(a_task("text", vocabulary=["a", "b", "c", "d"]))
    assert "Use only these words: a, b and 2 more." in text


def test_what_people_write_is_text() -> None:
    task = a_task("keypoints", points=[{"id": "a", "definition": "<b>"}])
    assert "&lt;b&gt;" in work(task)
