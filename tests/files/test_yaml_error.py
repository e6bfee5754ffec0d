"""Objections of libyaml in words that say what to do, at the character that is meant."""

import pytest

from schemactl.files.yaml_error import hidden_line_ends, not_utf8, split_lines
from schemactl.model.finding import Region
from tests.builders import a_document


def test_lines_end_as_editors_see_them() -> None:
    assert split_lines("a\nb\r\nc\rd\u2028e\x0bf") == ["a", "b", "c", "d\u2028e\x0bf"]


def test_a_byte_is_shown_and_placed_by_characters() -> None:
    content = "\ufeffäö\r\nü".encode() + b"\xe9x"
    with pytest.raises(UnicodeDecodeError) as error:
        content.decode("utf-8-sig")
    problem = not_utf8("f.yaml", error.value)
    assert problem.message == "byte 0xe9 is not UTF-8"
    assert problem.region == Region(2, 2, 2, 3)


def test_a_hidden_line_end_is_named_by_its_code() -> None:
    (problem,) = hidden_line_ends("f.yaml", "a\nb\u2029")
    assert problem.message.startswith("U+2029 ")
    assert problem.region == Region(2, 2, 2, 3)


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("a: b: c", "quote a text"),
        ("\ta: b", "indent with spaces"),
        ("a: 'b", "close the quote"),
        ("a: b\n--- c", "keep one document"),
        ("a: [b\nc: d", "check the indentation"),
        ("a: \x00", "may not be text at all"),
        ('a: "\\q"', "compare with a file that validates"),
    ],
)
def test_every_objection_comes_with_advice(text: str, advice: str) -> None:
    (problem,) = a_document(text).problems
    assert advice in problem.hint


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_conflict_of_git_is_called_so_where_it_begins(end: str) -> None:
    lines = ["schemactl: 1", "<<<<<<< HEAD", "version: 1.1.0", "=======", "version: 1.2.0"]
    (problem,) = a_document(end.join([*lines, ">>>>>>> main", "name: x", ""])).problems
    assert (problem.rule, problem.message) == (
        "yaml-syntax",
        "git could not merge what stands here",
    )
    assert problem.region == Region(2, 1, 2, 8)
    assert "remove the lines of <<<<<<<" in problem.hint
