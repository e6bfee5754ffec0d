"""Contributed text stays text: nothing in it ends the code it stands in."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemactl.audit.inert import code, code_spaced, fenced

SPAN = re.compile(r"(?<!`)(`+)(?!`)(.*?)(?<!`)\1(?!`)", re.DOTALL)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a b", "`a b`"),
        ("a\n\tb", "`a b`"),
        ("", "` `"),
        ("a `b` c", "``a `b` c``"),
        ("`", "`` ` ``"),
        ("```x", "```` ```x ````"),
        ("safe\u202eevil", "`safe\\u202eevil`"),
    ],
)
def test_a_span(text: str, expected: str) -> None:
    assert code(text) == expected


@given(st.text(alphabet="`a <@#\n\\*]"))
def test_nothing_ends_a_span_but_its_own_fence(text: str) -> None:
    found = SPAN.fullmatch(code(text))
    assert found is not None
    assert "".join(found.group(2).split()) == "".join(text.split())


def test_white_space_at_the_ends_stands_outside() -> None:
    assert code_spaced(" a ") == " `a` "
    assert code_spaced("a") == "`a`"
    assert code_spaced("\n") == " "
    assert code_spaced("") == ""


def test_no_line_ends_a_block() -> None:
    assert fenced(["a", "", "b"], "yaml") == "```yaml\na\n\nb\n```"
    assert fenced(["````"]) == "`````\n````\n`````"
    assert fenced(["a\r```\u2028b"]) == "````\na\n```\nb\n````"
