"""A label: its keys, its defaults, and the short ways to write its parts."""

import pytest
from pydantic import ValidationError

from schemactl.model.label import Clause, Highlight, Label
from tests.builders import a_label


def test_an_id_is_enough() -> None:
    label = Label(id="a")
    assert (label.title, label.selectable, label.index, label.labels) == ("a", True, None, ())


def test_people_see_the_name() -> None:
    assert a_label(name=" Money ").title == "Money"


def test_a_text_is_a_clause_and_a_highlight() -> None:
    label = Label.model_validate(
        {"id": "a", "include": ["x "], "examples": [{"content": "x y", "highlight": ["x"]}]}
    )
    assert label.include == (Clause(text="x"),)
    assert label.examples[0].highlight == (Highlight(text="x", nth=1),)


def test_the_short_way_and_the_long_way_are_equal() -> None:
    short = Label.model_validate({"id": "a", "exclude": ["x"]})
    assert short == Label.model_validate({"id": "a", "exclude": [{"text": "x"}]})


def test_a_case_has_the_label_that_is_written_to_be_right_for_it() -> None:
    label = Label.model_validate(
        {
            "id": "a",
            "examples": [{"content": "yes"}],
            "counterexamples": [{"content": "no", "use": "b"}, {"content": "who knows"}],
            "edge_cases": [{"content": "hardly"}, {"content": "hardly not", "use": "b"}],
        }
    )
    assert [(one.kind, one.right) for one in label.cases] == [
        ("example", "a"),
        ("counterexample", "b"),
        ("counterexample", None),
        ("edge-case", "a"),
        ("edge-case", "b"),
    ]


def test_labels_nest() -> None:
    label = Label.model_validate({"id": "a", "labels": [{"id": "b", "labels": [{"id": "c"}]}]})
    assert label.labels[0].labels[0].id == "c"


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"id": "a", "definiton": "x"},
        {"id": "a", "index": "-1"},
        {"id": "a", "index": "1.0"},
        {"id": "a", "selectable": "yes"},
        {"id": "a", "stakes": "low"},
        {"id": "a", "review_by": "2026-02-30"},
        {"id": "a", "include": [{"use": "b"}]},
        {"id": "a", "examples": [{"regions": [{"box": ["1", "2", "3"], "use": "b"}]}]},
        {"id": "a", "attributes": [{"id": "x", "type": "colour"}]},
    ],
)
def test_what_is_wrong_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Label.model_validate(wrong)


def test_except_is_a_key_though_no_name_in_python() -> None:
    assert Label.model_validate({"id": "a", "except": ["visible"]}).leaves_out == ("visible",)
