"""Consensus: when several people's answers are one answer."""

from itertools import permutations

import pytest

from schemactl.migrate.consensus import RULES, Agreed, Rule, Vote, agree
from schemactl.migrate.outcome import Place

Y, Z = ("topic", "y"), ("topic", "z")


@pytest.mark.parametrize(
    ("said", "rule", "expected"),
    [
        ([("anna", Y), ("ben", Y)], "unanimous", Agreed(Y)),
        ([("anna", Y), ("ben", Z)], "unanimous", None),
        ([("anna", Y), ("ben", Z)], "majority", None),
        ([("anna", Y), ("ben", Z), ("cleo", Z)], "majority", Agreed(Z)),
        ([("anna", None), ("ben", None), ("cleo", Z)], "majority", Agreed(None)),
        ([("anna", Z), ("anna", Z), ("ben", Y), ("cleo", Y)], "majority", Agreed(Y)),
        ([(None, Z), (None, Z), ("ben", Y)], "majority", Agreed(Z)),
        ([("anna", Y), ("anna", Z)], "unanimous", None),
        ([("anna", Y), ("ben", Z)], "first", Agreed(Y)),
    ],
)
def test_what_settles_a_question(
    said: list[tuple[str | None, Place | None]], rule: Rule, expected: Agreed | None
) -> None:
    assert agree([Vote(place, who) for who, place in said], rule) == expected


@pytest.mark.parametrize("rule", RULES)
def test_the_order_of_votes_with_times_changes_nothing(rule: Rule) -> None:
    votes = [
        Vote(Y, "anna", "2026-01-02"),
        Vote(Z, "ben", "2026-01-01"),
        Vote(Z, "cleo", "2026-01-03"),
    ]
    found = {agree(order, rule) for order in permutations(votes)}
    assert found == {None if rule == "unanimous" else Agreed(Z)}
