"""Patterns that users write: what they match, what is refused, and that none takes for ever."""

import re
import subprocess
import sys
import time

import pytest

from schemactl.model.pattern import compile_pattern


def test_a_pattern_matches_anywhere() -> None:
    matches = compile_pattern("lock(ed)? out")
    assert matches("I am locked out again.")
    assert matches("lock out")
    assert not matches("Locked out")


def test_case_counts_unless_it_is_told_not_to() -> None:
    assert compile_pattern("größe", ignore_case=True)("GRÖSSE GRÖßE")
    assert not compile_pattern("größe")("GRÖßE")


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        (r"(a)\1", "invalid escape sequence"),
        ("pass(?=port)", "invalid perl operator"),
        ("(a", "missing )"),
        ("*", "no argument for repetition operator"),
        ("\ud800", "half of a character"),
    ],
)
def test_what_re2_does_not_read_is_refused_with_its_reason(pattern: str, reason: str) -> None:
    with pytest.raises(ValueError, match=re.escape(reason)):
        compile_pattern(pattern)


def test_a_text_with_half_a_character_is_searched_all_the_same() -> None:
    assert compile_pattern("late")("too late \ud83d")
    assert not compile_pattern("early")("too late \ud83d")


def test_no_pattern_takes_more_than_linear_time() -> None:
    matches = compile_pattern("(a+)+$")
    started = time.process_time()
    assert not matches("a" * 100_000 + "b")
    assert time.process_time() - started < 1


def test_only_who_compiles_a_pattern_loads_re2() -> None:
    code = "import sys, schemactl.validate.catalog; sys.exit('re2' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
