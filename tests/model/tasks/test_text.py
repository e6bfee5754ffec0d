"""Tests of text."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from schemactl.model.annotation import Annotation
from schemactl.model.label import AttributeValue
from schemactl.model.schema import Task
from schemactl.model.task import TaskType
from schemactl.model.tasks import text
from schemactl.model.taxonomy import Taxonomy

TASK = Task(id="transcript", type="text")
LOOSE = Task(id="transcript", type="text", normalise=("case", "punctuation"))
MARKED = Task(id="transcript", type="text", markers=(AttributeValue(id="laughs"),))
CLOSED = Task(
    id="plate",
    type="text",
    vocabulary=("north", "South"),
    normalise=("case",),
    markers=MARKED.markers,
)
KIND: TaskType = text


def answer(*values: Any) -> list[Annotation]:
    return [Annotation("i", value=value) for value in values]


def problems(value: Any, task: Task = TASK, **fields: Any) -> list[tuple[str, str]]:
    annotation = Annotation("i", value=value, **fields)
    return [(found.kind, found.message) for found in text.check(annotation, task, Taxonomy(task))]


WORDS = st.lists(st.sampled_from(["a", "b", "B.", "c"]), max_size=5).map(" ".join)
ANSWERS = st.lists(WORDS, max_size=2)


@settings(deadline=None)
@given(first=ANSWERS, second=ANSWERS, task=st.sampled_from([TASK, LOOSE]))
def test_distance_keeps_the_laws(laws: Any, first: Any, second: Any, task: Task) -> None:
    laws(KIND, task, answer(*first), answer(*second))


def test_distance_is_the_share_of_words_that_differ() -> None:
    one, other = answer("Yes, the red one."), answer("yes the red car")
    assert text.distance(one, other, TASK) == 0.5
    assert text.distance(one, other, LOOSE) == 0.25
    assert text.distance(one, [], TASK) == 1
    assert text.distance([], [Annotation("i")], TASK) == 0


def test_a_text_has_a_value_and_nothing_else() -> None:
    assert problems("Hello.") == []
    assert problems(None) == [("missing-value", "a text needs a value")]
    assert problems(None, status="skipped") == []
    assert problems(3) == [("malformed-value", "3 is no text")]
    assert problems(" \n") == [("malformed-value", "the text is empty")]
    odd = problems("a", label="b", region={})
    assert [kind for kind, _ in odd] == ["unexpected-region", "unexpected-label"]


@settings(deadline=None)
@given(value=st.one_of(st.none(), st.booleans(), st.integers(), st.text()))
def test_check_and_schema_agree(value: Any) -> None:
    schema = Draft202012Validator(text.region_schema(TASK))
    assert schema.is_valid(value) == (problems(value) == [])


def test_only_known_markers_stand_in_brackets() -> None:
    assert problems("Well [laughs] no.", MARKED) == []
    assert problems("Well [sighs] no [sighs].", MARKED) == [
        ("unknown-marker", "[sighs] is no marker; there are laughs")
    ]
    assert problems("Well [sighs] no.") == []


def test_a_closed_vocabulary_names_the_nearest_word() -> None:
    assert problems("SOUTH [laughs] north", CLOSED) == []
    [(kind, message)] = problems("nort nort", CLOSED)
    assert kind == "unknown-word"
    assert message.startswith("'nort' is not in the vocabulary; ")
    assert "north" in message
