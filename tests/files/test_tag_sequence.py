"""Tests of tag sequences."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemactl.files.tag_sequence import Entity, Scheme, entities_of, is_tag, scheme_of, tags_of


def found(tags: str, scheme: Scheme) -> tuple[list[tuple[int, int, str]], list[int]]:
    entities, breaks = entities_of(tags.split(), scheme)
    return [(e.first, e.after, e.label) for e in entities], [one.token for one in breaks]


@pytest.mark.parametrize(
    ("tags", "scheme", "entities", "breaks"),
    [
        ("O B-A I-A O B-B", "BIO", [(1, 3, "A"), (4, 5, "B")], []),
        ("B-A B-A I-A", "BIO", [(0, 1, "A"), (1, 3, "A")], []),
        ("O I-A I-A", "BIO", [(1, 3, "A")], [1]),
        ("B-A I-B", "BIO", [(0, 1, "A"), (1, 2, "B")], [1]),
        ("I-A I-A B-A O I-B", "IOB1", [(0, 2, "A"), (2, 3, "A"), (4, 5, "B")], []),
        ("O B-A", "IOB1", [(1, 2, "A")], [1]),
        ("S-A B-B I-B E-B O", "IOBES", [(0, 1, "A"), (1, 4, "B")], []),
        ("U-A B-B L-B", "IOBES", [(0, 1, "A"), (1, 3, "B")], []),
        ("B-A O", "IOBES", [(0, 1, "A")], [1]),
        ("B-A", "IOBES", [(0, 1, "A")], [0]),
        ("E-A", "IOBES", [(0, 1, "A")], [0]),
        ("S-A I-A", "IOBES", [(0, 1, "A"), (1, 2, "A")], [1, 1]),
        ("NOUN VERB", "BIO", [(0, 1, "NOUN"), (1, 2, "VERB")], [0, 1]),
        ("B-a-b I-a-b", "BIO", [(0, 2, "a-b")], []),
        ("", "BIO", [], []),
    ],
)
def test_entities_and_breaks(
    tags: str, scheme: Scheme, entities: list[tuple[int, int, str]], breaks: list[int]
) -> None:
    assert found(tags, scheme) == (entities, breaks)


@pytest.mark.parametrize(
    ("sentences", "scheme"),
    [
        (["O B-A I-A", "B-A I-B"], "BIO"),
        (["O I-A I-A", "I-A B-A"], "IOB1"),
        (["I-A", "B-A"], "BIO"),
        (["B-A E-A"], "IOBES"),
        (["U-A"], "IOBES"),
        (["O O"], "BIO"),
    ],
)
def test_the_scheme_is_told_from_the_tags(sentences: list[str], scheme: Scheme) -> None:
    assert scheme_of(sentence.split() for sentence in sentences) == scheme


def test_a_tag_is_a_letter_and_a_label() -> None:
    assert [is_tag(text) for text in ("O", "B-A", "M-A", "NN", "B-", "-A")] == [
        *(True, True, True),
        *(False, False, False),
    ]


@given(st.lists(st.integers(0, 12), unique=True), st.sampled_from(["A", "B-x"]))
def test_what_is_written_is_read(edges: list[int], label: str) -> None:
    entities = [Entity(a, b, label) for a, b in list(pairwise(sorted(edges)))[::2]]
    assert entities_of(tags_of(entities, 12), "BIO") == (entities, [])
