"""Shingles: equal for equal words, bands that alike texts share, and the exact index."""

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemactl.data.shingles import NEAR, bands, likeness, plain, shingles


def test_punctuation_case_and_blanks_do_not_count() -> None:
    assert plain("  Money BACK,\nplease! ") == "money back please"


@pytest.mark.parametrize(("text", "number"), [("", 1), ("abc", 1), ("abcde", 1), ("abcdefg", 3)])
def test_a_text_has_a_shingle_per_stretch_of_five(text: str, number: int) -> None:
    assert len(shingles(text)) == number


def test_short_texts_differ() -> None:
    texts = ["", "a", "aa", "b", "ab", "\0", "\ud800"]
    assert len({int(shingles(text)[0]) for text in texts}) == len(texts)


def test_the_likeness_is_that_of_the_sets() -> None:
    # abcdef has abcde and bcdef; abcdeg has abcde and bcdeg: one shared of three.
    assert likeness(shingles("abcdef"), shingles("abcdeg")) == pytest.approx(1 / 3)
    assert likeness(shingles("abcdef"), shingles("abcdef")) == 1


@given(st.text(), st.text())
def test_the_likeness_is_jaccards_index(one: str, other: str) -> None:
    def pieces(text: str) -> set[str]:
        return {text[at : at + 5] for at in range(max(1, len(text) - 4))}

    first, second = pieces(one), pieces(other)
    expected = len(first & second) / len(first | second)
    assert likeness(shingles(one), shingles(other)) == pytest.approx(expected)


def test_texts_that_are_nearly_the_same_share_a_band() -> None:
    chance = random.Random(7)
    letters = "abcdefghijklmnopqrstuvwxyz "
    near = strangers = 0
    for _ in range(200):
        text = "".join(chance.choices(letters, k=200))
        at = chance.randrange(200)
        edited = f"{text[:at]}#{text[at + 1 :]}"
        assert likeness(shingles(text), shingles(edited)) >= NEAR
        near += bool(np.intersect1d(bands(shingles(text)), bands(shingles(edited))).size)
        other = "".join(chance.choices(letters, k=200))
        strangers += bool(np.intersect1d(bands(shingles(text)), bands(shingles(other))).size)
    assert (near, strangers) == (200, 0)
