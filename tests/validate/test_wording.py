"""Words of English texts, reduced to what they say."""

import pytest

from schemactl.validate.wording import is_english, telling_words, words


@pytest.mark.parametrize(
    ("tag", "expected"),
    [("en", True), ("en-GB", True), ("EN_us", True), ("de", False), ("enm", False), ("", False)],
)
def test_english_is_known_by_its_tag(tag: str, expected: bool) -> None:
    assert is_english(tag) is expected


def test_words_keep_hyphens_and_apostrophes() -> None:
    assert words("The customer's well-known bill, twice.") == [
        *("the", "customer's", "well-known", "bill", "twice"),
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A refund.", "refund"),
        ("Items that are related to payment problems.", "Payment problem"),
        ("The category of stories.", "story"),
        ("Boxes.", "box"),
    ],
)
def test_a_text_that_only_repeats_a_name_says_no_more(text: str, name: str) -> None:
    assert telling_words(text) <= telling_words(name)


def test_other_words_say_more() -> None:
    assert telling_words("Cash that flows back.") == {"cash", "flow", "back"}
