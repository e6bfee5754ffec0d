"""Proposals for mistyped names, among few names and among many."""

from schemactl.model.similar import Proposals, nearest

MANY = [f"label-{number:05d}" for number in range(10_000)] + ["payment-problem", "Übergabe"]


def test_the_most_similar_name_is_proposed() -> None:
    assert nearest("refnd", ["refund", "outage"]) == "did you mean `refund`?"
    assert nearest("x", ["refund", "outage"]) == ""


def test_a_slip_is_found_among_many() -> None:
    for slip in ("payment-problm", "paymet-problem", "pament-problem"):
        assert nearest(slip, MANY) == "did you mean `payment-problem`?"


def test_only_the_first_slips_get_a_proposal() -> None:
    proposals = Proposals(["refund"], "see the labels", at_most=2)
    assert [proposals.hint("refnd") for _ in range(3)] == [
        "did you mean `refund`?",
        "did you mean `refund`?",
        "see the labels",
    ]
    assert Proposals(["refund"], "see the labels").hint("x") == "see the labels"
