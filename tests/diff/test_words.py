"""Words: both texts can be read back from the runs, and whole words are shown."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemactl.diff import words
from schemactl.diff.words import Segment, segments

TEXT = st.text(alphabet="ab \n\t.", max_size=40)


def squeezed(text: str) -> str:
    return "".join(text.split())


@given(TEXT, TEXT, st.sampled_from([1, 5, 1500]))
def test_both_texts_can_be_read_from_the_runs(before: str, after: str, many: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(words, "_MANY_TOKENS", many)
        found = segments(before, after)
    was = "".join(text for kind, text in found if kind != "new")
    now = "".join(text for kind, text in found if kind != "gone")
    assert now == after
    assert squeezed(was) == squeezed(before)
    assert all(one.kind != other.kind for one, other in pairwise(found))


def test_words_are_told_apart_and_not_letters() -> None:
    assert segments("The writer is pleased.", "The writer is displeased.") == [
        Segment("same", "The writer is "),
        Segment("gone", "pleased."),
        Segment("new", "displeased."),
    ]
    assert segments("", "x") == [Segment("new", "x")]
    assert segments("x", "") == [Segment("gone", "x")]
    assert segments("x", "x") == [Segment("same", "x")]


def test_long_texts_are_compared_by_lines_first() -> None:
    before = "".join(f"line {number} of a long page\n" for number in range(2000))
    after = before.replace("line 1000 of", "line one thousand of")
    found = segments(before, after)
    assert [one.text.strip() for one in found if one.kind == "gone"] == ["1000"]
