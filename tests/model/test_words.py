"""Words are compared as the task asks, and no further."""

import pytest

from schemactl.model.words import Normalisation, edit_share, words


def test_words_stand_between_blanks() -> None:
    assert words("  She said:\n\tno. ") == ["She", "said:", "no."]
    assert words("") == []


@pytest.mark.parametrize(
    ("step", "text", "found"),
    [
        ("case", "Straße NO", ["strasse", "no"]),
        ("punctuation", "\u201cWell,\u201d (he) said.", ["Well", "he", "said"]),
        ("punctuation", "don't rock 'n' roll \u2019twas", ["don't", "rock", "n", "roll", "twas"]),
        ("punctuation", "well-known \u2014 yes", ["well", "known", "yes"]),
        ("accents", "café naïve", ["cafe", "naive"]),
        ("width", "\uff21\uff22 \ufb01sh", ["AB", "fish"]),
    ],
)
def test_each_step_takes_one_difference_away(
    step: Normalisation, text: str, found: list[str]
) -> None:
    assert words(text, [step]) == found
    assert words(text) != found


def test_steps_are_taken_in_one_order() -> None:
    steps: list[Normalisation] = ["case", "punctuation", "accents", "width"]
    assert words("L\u2019Été!", steps) == words("l'ete", steps[::-1])


def test_what_unicode_holds_for_equal_is_equal() -> None:
    assert words("cafe\u0301") == words("caf\u00e9")


def test_scripts_without_blanks_are_read_by_characters() -> None:
    assert words("我看 iPhone了") == ["我", "看", "iPhone", "了"]
    assert words("ขอ") == ["ข", "อ"]
    assert words("안녕 하세요") == ["안녕", "하세요"]


def test_the_share_is_edits_over_the_longer_text() -> None:
    one, other = words("the cat sat on the mat"), words("the cat sit on mat")
    assert edit_share(one, other) == pytest.approx(2 / 6)
    assert edit_share(words("a b c"), words("a b c d e f g")) == pytest.approx(4 / 7)
    assert edit_share(one, []) == 1
    assert edit_share(one, one) == 0
