"""The canonical form: one shape for every file, with nothing said differently and nothing lost."""

import textwrap
import time

import pytest
from hypothesis import HealthCheck, assume, example, given, settings

from schemactl.files.yaml_format import format_file
from schemactl.files.yaml_tree import Document
from schemactl.files.yaml_write import render_yaml
from tests.builders import SHORT_FORM, a_document
from tests.files.messy import COMMENTS, messy_files, trees

MESSY = """\


schemactl:   1       # the format
name: 'sentiment'
version: "1.0.0"


inputs: { text : {type: "text"} }
labels:
# the first
- id:   "0111"   # allow: missing-definition -- known
  name: "yes"
  definition: "Note: the writer is pleased."

  include: [a,b,   "c d"]
  exclude:
      - {text: "Charged twice, or more", use: b}
      # - commented out
-
  id: b
  definition: |
        Two

        paragraphs.
  synonyms:
    # none yet
title:
  Spread over
  two lines
# the end
"""
CANONICAL = """\
schemactl: 1       # the format
name: sentiment
version: 1.0.0

inputs: {text: {type: text}}
labels:
  # the first
  - id: "0111"   # allow: missing-definition -- known
    name: "yes"
    definition: >-
      Note: the writer is pleased.

    include: [a, b, c d]
    exclude:
      - text: Charged twice, or more
        use: b
      # - commented out
  - id: b
    definition: |
      Two

      paragraphs.
    synonyms:
      # none yet
title: Spread over two lines
# the end
"""


def formatted(text: str) -> str:
    """Return the canonical form of a text, which must be without problems."""
    found = format_file("file.yaml", text.encode())
    assert found.problems == ()
    return found.content.decode()


def test_a_messy_file_becomes_canonical() -> None:
    assert formatted(MESSY) == CANONICAL
    assert formatted(CANONICAL) == CANONICAL


@given(messy_files())
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@example('a:\n "x # y and more of it.": a # one\n')
@example("- >-\n a\n   \n-\n -\n")
@example("a:\n-\n -\n # one\n")
@example("# allow: rule -- why\n- {a, b: ['Note: this.']}\n")
@example("- {\n a, b: ['Note: this.'], # allow: rule -- why\n}\n")
@example("- {\n # one\n a: {a: 'a', \"Note: this.\": 'a'}, #two\n }\n")
def test_values_and_comments_stay_and_a_second_run_changes_nothing(text: str) -> None:
    before = a_document(text)
    assume(not before.problems and not before.cuts)
    once = formatted(text)
    assert a_document(once).data == before.data
    assert comments(once) == comments(text)
    assert formatted(once) == once


def comments(text: str) -> list[str]:
    """Return the comments that the messy files have, as far as a simple look can tell."""
    return [comment for comment in COMMENTS if comment.rstrip() in text]


@given(trees)
@settings(max_examples=300, deadline=None)
def test_what_schemactl_writes_is_canonical_already(tree: object) -> None:
    text = render_yaml(tree)
    assume(not a_document(text).problems)
    assert formatted(text) == text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a: {b: c}\n", "a: {b: c}\n"),
        ("a: {b: Charged twice.}\n", "a:\n  b: Charged twice.\n"),
        ("a: [b c, d e]\n", "a: [b c, d e]\n"),
        ("a: [ ]\nb: { }\n", "a: []\nb: {}\n"),
        ("a: {b: , c: d}\n", "a:\n  b:\n  c: d\n"),
        ("a: [b, # one\n  c]\n", "a:\n  - b # one\n  - c\n"),
        ("a: { # one\n  b: c\n  # two\n}\n", "a: # one\n  b: c\n  # two\n"),
        ("- {a: 'x, y', b: c} # one\n", "- a: x, y # one\n  b: c\n"),
        (f"a: [{', '.join(['word'] * 30)}]\n", "a:\n" + "  - word\n" * 30),
    ],
)
def test_brackets_stay_where_they_hold_short_names_in_one_line(before: str, after: str) -> None:
    assert formatted(before) == after


@pytest.mark.parametrize(
    "line", ["a: {b: 'x, y'}  # allow: r -- why", "# allow: r -- why\na: {b: 'x, y'}"]
)
def test_an_acceptance_keeps_all_it_speaks_of_on_its_line(line: str) -> None:
    assert formatted(f"{line}\n") == line.replace("'", '"') + "\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a: # one\n  b # two\n", "# one\na: b # two\n"),
        ("- # one\n  a: b\n", "# one\n- a: b\n"),
        ("a: b # one   \n# two\n\n\n\n# three\nc: d\n", "a: b # one\n# two\n\n# three\nc: d\n"),
        ("a:\n  b: c\n  # deep\n# flat\nd: e\n", "a:\n  b: c\n  # deep\n# flat\nd: e\n"),
        ("a: >-   # one\n  b\n", "a: >-   # one\n  b\n"),
        ("--- # one\na: b\n...\n# two\n", "---\n# one\na: b\n...\n# two\n"),
    ],
)
def test_comments_stay_with_what_they_speak_of(before: str, after: str) -> None:
    assert formatted(before) == after


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_line_ends_and_byte_order_marks_are_kept(line_end: str, mark: str) -> None:
    text = mark + MESSY.replace("\n", line_end)
    assert formatted(text) == mark + CANONICAL.replace("\n", line_end)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("a: [b\n", "yaml-syntax"),
        ("a: b\na: c\n", "duplicate-key"),
        ("a: {say: Flag it, then wait}\n", "unquoted-comma"),
    ],
)
def test_a_file_with_problems_is_left_alone(text: str, rule: str) -> None:
    found = format_file("file.yaml", text.encode())
    assert found.content == text.encode()
    assert [problem.rule for problem in found.problems] == [rule]


@pytest.mark.parametrize("text", ["", "# only a comment\n", "one text"])
def test_a_file_without_keys_or_entries_stays(text: str) -> None:
    assert formatted(text) == text


def test_what_would_change_a_value_is_reported_and_not_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("schemactl.files.yaml_format.scalar_lines", lambda *_: ["other"])
    found = format_file("file.yaml", b"a:   b\n")
    assert found.content == b"a:   b\n"
    assert [problem.rule for problem in found.problems] == ["not-formatted"]


def test_ten_thousand_labels_take_seconds() -> None:
    label = "  - id:  a\n    # a comment\n    definition:  Some words.\n    include: [ a, b ]\n"
    text = "labels:\n" + label * 10_000
    started = time.process_time()
    found = format_file("file.yaml", text.encode())
    assert time.process_time() - started < 10
    assert found.content != text.encode()
    assert Document("file.yaml", found.content).data == Document("file.yaml", text.encode()).data


def test_the_examples_of_the_documentation_read_well() -> None:
    assert formatted(SHORT_FORM) == SHORT_FORM
    assert formatted(textwrap.indent(SHORT_FORM, "  ")) == SHORT_FORM
