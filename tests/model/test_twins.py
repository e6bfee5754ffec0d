"""Texts that are almost the same: found by their ends, judged by their words."""

import pytest

from schemactl.model.twins import folded, folded_all, twins

ORDER = "i ordered two lamps from your shop last week and only one of them has arrived so far"


@pytest.mark.parametrize(
    "other",
    [
        ORDER.replace("lamps", "chairs"),
        "well, " + ORDER,
        ORDER + " today",
        ORDER.replace(" so far", ""),
        ORDER.replace("week and", "week, and"),
    ],
)
def test_one_edit_makes_a_twin(other: str) -> None:
    assert [(pair.first, pair.second) for pair in twins([ORDER, other])] == [(0, 1)]


@pytest.mark.parametrize(
    "other",
    [
        ORDER.replace("has arrived", "has not arrived"),
        ORDER.replace("two", "2"),
        ORDER.replace("lamps", "chairs").replace("shop", "store").replace("week", "month"),
        ORDER + ", which is what i have told you and your colleagues a dozen times already",
        "my password is refused",
    ],
)
def test_contrasts_and_other_texts_are_none(other: str) -> None:
    assert list(twins([ORDER, other])) == []


def test_twins_say_what_sets_them_apart() -> None:
    (pair,) = twins([ORDER, ORDER.replace("lamps", "chairs")])
    assert pair.apart == {"lamps", "chairs"}


def test_short_texts_have_no_twins() -> None:
    assert list(twins(["thanks a lot", "thanks a lot!"])) == []


def test_texts_are_folded_for_comparison() -> None:
    assert folded("Well,  that\nwas quick") == "well, that was quick"


@pytest.mark.parametrize("texts", [[], ["A b"], ["A b", ""], ["A  b", "C\nd"], ["A\0b", "C"]])
def test_many_are_folded_as_each_is(texts: list[str]) -> None:
    assert folded_all(texts) == tuple(map(folded, texts))
