"""Comments: found wherever YAML has them, and nowhere else."""

import pytest

from schemactl.files.yaml_comments import Comments
from tests.builders import a_document


def found(text: str) -> Comments:
    """Return the comments of a text."""
    root = a_document(text).root
    assert root is not None
    return Comments(text, root)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: b # c # d  \n", ["# c # d"]),
        ("#a\nb: c#d\n", ["#a"]),
        ("a: 'b # c' # d\n\"e # f\": g\n", ["# d"]),
        ("a: | # b\n  # c\n  d # e\n# f\n", ["# b", "# f"]),
        ("a: [b, # c\n  d] # e\n", ["# c", "# e"]),
        ("--- # a\nb: c\n... # d\n", ["---", "# a", "...", "# d"]),
        ("a: b\n  # c\n", ["# c"]),
        ("- a: |\n    ---\n    %x\n", []),
        ("- [a: b] # c\n", ["# c"]),
    ],
)
def test_comments_stand_outside_values(text: str, expected: list[str]) -> None:
    assert [comment.text for comment in found(text).all] == expected


def test_a_comment_behind_a_value_is_taken_by_its_line() -> None:
    comments = found("a: b\t# one\n# two\nc: d\n")
    one = comments.take_behind(0)
    assert one is not None
    assert (one.text, one.before, one.is_alone) == ("# one", "  ", False)
    assert comments.take_behind(0) is None
    assert comments.take_behind(1) is None
    assert [comment.text for comment in comments.take_before(99)] == ["# two"]


def test_a_comment_behind_a_hyphen_belongs_to_what_follows() -> None:
    comments = found("- # one\n  a\n")
    assert comments.take_behind(0) is None
    assert [comment.text for comment in comments.take_before(99)] == ["# one"]


def test_comments_are_taken_once_and_by_their_depth() -> None:
    comments = found("a:\n  b: c\n  # deep\n # less\n# flat\nd: e\n")
    assert [c.text for c in comments.take_inside(99, 2)] == ["# deep"]
    assert [c.text for c in comments.take_inside(99, 1)] == ["# less"]
    assert [c.text for c in comments.take_before(99)] == ["# flat"]
    assert list(comments.take_before(99)) == []


def test_a_range_with_a_comment_is_known() -> None:
    comments = found("a: [b, # c\n  d]\n")
    assert comments.are_in(3, 15)
    assert not comments.are_in(8, 15)


def test_blank_lines_are_known() -> None:
    comments = found("a: b\n  \nc: d\n")
    assert [comments.has_blank_above(line) for line in range(3)] == [False, False, True]


def test_acceptances_speak_of_their_own_or_the_next_line() -> None:
    text = "# allow: r -- x\n# more\na: b\nc: d # allow: r -- y\n# allowed: no\ne: f\n"
    assert found(text).allowed == {2, 3}
