"""A line with a caret: it stands below the place that is meant, whatever stands before it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemactl.cli.excerpt import WIDEST, excerpt, printable

lines = st.text(alphabet=st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]))


@pytest.mark.parametrize(
    ("line", "column", "end_column", "carets"),
    [
        ("id: a", 5, 6, "    ^"),
        ("id: abc", 5, 8, "    ^^^"),
        ("id: abc", 5, None, "    ^"),
        ("id: a", 6, 7, "     ^"),
        ("", 1, 2, "^"),
        ("\tid: a", 6, 7, "        ^"),
        ("a\tb", 3, 4, "    ^"),
        ("名前: a", 5, 6, "      ^"),
        ("名前", 2, 3, "  ^^"),
        ("e\u0301a: b", 5, 6, "   ^"),
        ("😀x", 2, 3, "  ^"),
        ("a\u200db", 3, 4, " ^"),
    ],
)
def test_the_caret_stands_below_its_place(
    line: str, column: int, end_column: int | None, carets: str
) -> None:
    assert excerpt(line, column, end_column).carets == carets


def test_tabs_become_blanks() -> None:
    assert excerpt("a\tb", 3).line == "a   b"


def test_a_long_line_is_shown_around_its_place() -> None:
    shown = excerpt("a" * 500 + "HERE" + "b" * 500, 501, 505)
    at = shown.carets.index("^")
    assert shown.line[at : at + 4] == "HERE"
    assert shown.line[0] == shown.line[-1] == "…"
    assert shown.line.count("a") > 30
    assert shown.line.count("b") > 30


def test_the_ends_of_a_long_line_are_shown_without_a_gap() -> None:
    line = "a" * 500
    assert excerpt(line, 1).line == "a" * WIDEST + "…"
    assert excerpt(line, 500).line == "…" + "a" * WIDEST
    assert excerpt(line, 500).carets == " " * WIDEST + "^"


def test_what_could_steer_a_terminal_is_not_shown() -> None:
    assert excerpt("a\x1b[31mb\u202ec", 1).line == "a\ufffd[31mb\ufffdc"


@given(lines, st.integers(min_value=1, max_value=300), st.integers(min_value=1, max_value=300))
def test_the_line_never_grows_too_wide_and_the_caret_stays_in_it(
    line: str, column: int, end_column: int
) -> None:
    shown = excerpt(line, column, end_column)
    wide = [c for c in shown.line if unicodedata.east_asian_width(c) in "WF"]
    assert len(shown.carets) <= len(shown.line) + len(wide) + 1
    assert len(shown.carets) <= WIDEST + 2
    assert shown.carets.strip(" ").strip("^") == ""
    assert "^" in shown.carets


@given(lines)
def test_a_printable_text_has_one_line_and_no_controls(line: str) -> None:
    shown = printable(line)
    assert not any(unicodedata.category(c) in ("Cc", "Co", "Cn") for c in shown)


def test_a_printable_text_stays_as_it_is() -> None:
    assert printable("Löschen 👩\u200d💻") == "Löschen 👩\u200d💻"
    assert printable("a\nb\x1b") == "a b\\x1b"
