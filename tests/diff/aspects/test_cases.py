"""Cases: the same by id, then by text under one label, then by a text that stands once."""

from typing import Any

from schemactl.diff.aspects.cases import same_cases
from tests.builders import a_label, a_schema
from tests.diff.versions import paired

Found = list[tuple[str, str, str, str]]


def case(text: str, **fields: Any) -> dict[str, Any]:
    return {"content": text, **fields}


def matched(old: list[Any], new: list[Any]) -> Found:
    """Return label and part of each case on both sides."""
    pair = paired(a_schema(*old), a_schema(*new))
    return sorted(
        (was.place.label.id, was.part, now.place.label.id, now.part)
        for was, now in same_cases(pair)
    )


def test_the_id_comes_before_the_text() -> None:
    old = a_label("a", examples=(case("x", id="1"),), edge_cases=(case("y", id="2"),))
    new = a_label("a", examples=(case("y", id="1"),), counterexamples=(case("x", id="2"),))
    assert matched([old], [new]) == [
        ("a", "edge_cases", "a", "counterexamples"),
        ("a", "examples", "a", "examples"),
    ]


def test_an_id_may_be_given_later() -> None:
    old = a_label("a", examples=(case("x  y"),))
    assert matched([old], [a_label("a", edge_cases=(case("x y", id="1"),))]) == [
        ("a", "examples", "a", "edge_cases")
    ]


def test_of_one_text_in_several_places_only_the_own_label_is_sure() -> None:
    old = [a_label("a", examples=(case("x"),)), a_label("b", edge_cases=(case("x"),))]
    new = [a_label("a", edge_cases=(case("x"),)), a_label("b"), a_label("c", examples=(case("x"),))]
    assert matched(old, new) == [
        ("a", "examples", "a", "edge_cases"),
        ("b", "edge_cases", "c", "examples"),
    ]
    several = [*new, a_label("d", examples=(case("x"),))]
    assert matched(old, several) == [("a", "examples", "a", "edge_cases")]


def test_a_case_may_be_data_a_picture_or_a_sound() -> None:
    one = a_label(
        "a", examples=({"data": {"k": 1, "l": 2}}, {"image": "i.png"}, {"audio": "s.wav"})
    )
    two = a_label(
        "b", examples=({"data": {"l": 2, "k": 1}}, {"image": "i.png"}, {"audio": "s.wav"})
    )
    assert matched([one, "b"], ["a", two]) == [("a", "examples", "b", "examples")] * 3
