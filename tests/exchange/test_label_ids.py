"""Ids of labels: the source's own where legal, else made by the documented rule."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemactl.exchange.label_ids import from_id, from_name, from_path, is_legal, unused


@pytest.mark.parametrize("text", ["/m/0dgw9r", "31-33", "AUX", "aux", "acl:relcl", "größe", "a/b"])
def test_a_legal_id_stays_letter_for_letter(text: str) -> None:
    assert from_id(text) == from_name(text) == text


@pytest.mark.parametrize(
    ("text", "as_id", "as_name"),
    [
        ("Arts & Entertainment", "Arts-&-Entertainment", "arts-entertainment"),
        ("100% cotton?", "100-cotton", "100-cotton"),
        ("nothing", "label-nothing", "label-nothing"),
        ("Q12", "label-Q12", "q12"),
        ("Q" + "1" * 150, "label-Q" + "1" * 121, "q" + "1" * 127),
        ("<>", "label", "label"),
        ("a" * 200, "a" * 128, "a" * 128),
        ("Große Frage?", "Große-Frage", "große-frage"),
    ],
)
def test_any_other_follows_the_rule(text: str, as_id: str, as_name: str) -> None:
    assert (from_id(text), from_name(text)) == (as_id, as_name)


def test_a_path_keeps_a_separator_that_ids_may_have() -> None:
    assert from_path(("Movies", "Action"), "/") == "Movies/Action"
    assert from_path(("Pet Supplies", "Dogs"), " > ") == "pet-supplies/dogs"
    assert from_path(("a b", "c"), ":") == "a-b:c"


def test_a_taken_id_gets_a_number_and_stays_short_enough() -> None:
    assert unused("joy", {"joy", "joy-2"}, {}) == "joy-3"
    assert unused("a" * 128, {"a" * 128}, {}) == "a" * 126 + "-2"


@given(st.text(min_size=1), st.text(min_size=1))
def test_what_is_made_is_legal(first: str, second: str) -> None:
    assert is_legal(from_id(first))
    assert is_legal(from_name(first))
    assert is_legal(from_path((first, second), "/"))
