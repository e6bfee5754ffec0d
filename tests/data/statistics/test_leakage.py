"""Tests of leakage."""

import pytest

from schemactl.data.statistics.leakage import plain_words
from tests.data.statistics.conftest import Collect


def test_labels_that_stand_in_their_inputs_are_told(collect: Collect) -> None:
    rows = [
        {"item": "1", "label": "refund", "text": "I want a REFUND.", "file": "inbox/1.txt"},
        {"item": "2", "label": "refund", "text": "Nonrefundable.", "file": "refund_2.txt"},
        {"item": "3", "label": "billing", "text": "A billing-dispute, please"},
        {"item": "4", "label": "old", "text": "refund"},
    ]
    found = collect(*rows)["leakage"]
    assert [(one["label"], one["in"], one["count"], one["share"]) for one in found] == [
        ("billing", "text", 1, 1.0),
        ("refund", "file", 1, 0.5),
        ("refund", "text", 1, 0.5),
    ]


@pytest.mark.parametrize(
    ("text", "words"), [("Billing_Dispute!", "billing dispute"), ("  ", ""), ("Straße", "strasse")]
)
def test_words_are_compared_without_what_stands_between(text: str, words: str) -> None:
    assert plain_words(text) == words
