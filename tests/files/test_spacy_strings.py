"""Tests of spaCy's numbers of strings; the expected ones were printed by spaCy 3.8."""

import pytest

from schemactl.files.spacy_strings import string_id


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0),
        ("IS_ALPHA", 1),
        ("FLAG19", 19),
        ("ORTH", 65),
        ("NOUN", 92),
        ("PERSON", 380),
        ("det", 415),
        ("_", 456),
        ("Ada", 13014124235272500476),
        ("é", 16256712947286012828),
        ("a longer string of text", 16893523234722071091),
    ],
)
def test_symbols_have_small_numbers_and_other_strings_hashes(text: str, expected: int) -> None:
    assert string_id(text) == expected
