"""Writing label files: what is written reads the same, and looks as a person would write it."""

import textwrap
import time
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from schemactl.files.yaml_tree import Document
from schemactl.files.yaml_write import ScalarStyle, render_scalar, render_yaml
from schemactl.model.scalar import Plain, resolve

STYLES: list[ScalarStyle] = ["plain", "single", "double", "folded", "literal"]

TROUBLE = [
    *("", " ", "yes", "no", "true", "null", "~", "0111", "1.10", "12:30", "1_000", "0x1F", "1e3"),
    *("- x", "-", "---", "...", "a: b", "a:", "# x", "a # b", "&a", "*a", "!a", "%a", "@a", "`a"),
    *("[a", "{a", "'a", '"a', "?", ": a", ">", "|", "<<", "=", "2026-11-20", ".", ".inf"),
    *(" a", "a ", "\ta", "a\tb", "a\nb", "\na", "a\n", "a\n\n", "a \nb", "a\n b", " a\nb", "\n"),
    *("a\rb", "a\x85b", "a\u2028b", "\ufeffa", "\x00", "\x7f", "\ufffe", "😀", "a\u200bb"),
    *(
        "a\n\nb",
        "a\n  \nb",
        'say "x"',
        "it's",
        "back\\slash",
        "a, b [c]",
        "https://example.org/a#b",
    ),
]

texts = st.one_of(
    st.sampled_from(TROUBLE), st.text(), st.text(alphabet=" \nab:#-'\"\\\t", max_size=40)
)
prose = st.lists(st.text(alphabet="abc ,.:#'", max_size=30), max_size=30).map(" ".join)
scalars = st.one_of(
    texts,
    prose,
    st.none(),
    st.booleans(),
    st.integers(min_value=-(10**30), max_value=10**30),
    st.floats(allow_nan=False, allow_infinity=False),
)
trees = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(texts, inner, max_size=4)),
    max_leaves=20,
)


def read(text: str) -> Any:
    """Return the plain data of a text, which must be without problems."""
    document = Document("test.yaml", text.encode())
    assert document.problems == [], text
    return document.data


@given(trees)
@settings(max_examples=600, deadline=None)
@example({"a" * 2000: "b"})
@example([[[], {}], [None], {"": None}])
@example({"k": "word " * 40 + "word"})
def test_what_is_written_reads_the_same(tree: Any) -> None:
    assert resolve(read(render_yaml(tree))) == tree


@pytest.mark.parametrize("text", TROUBLE)
def test_troublesome_texts_stay_texts_for_every_reader(text: str) -> None:
    written = render_yaml({"a": [text, {text: text}]})
    assert resolve(read(written)) == {"a": [text, {text: text}]}
    assert yaml.safe_load(written) == {"a": [text, {text: text}]}


def test_a_number_that_the_model_wants_as_a_text_has_no_quotes() -> None:
    assert render_yaml({"id": Plain("0111"), "free": "0111"}) == 'id: 0111\nfree: "0111"\n'
    assert render_yaml([Plain("no"), Plain("true")]) == '- "no"\n- "true"\n'


@given(texts, st.sampled_from(STYLES))
@settings(deadline=None)
def test_a_style_carries_the_text_or_says_that_it_cannot(text: str, style: ScalarStyle) -> None:
    written = render_scalar(text, style, "  ")
    if written is not None:
        assert resolve(read(f"a: {written}\n")) == {"a": text}


def test_a_value_that_is_no_plain_data_is_refused() -> None:
    with pytest.raises(TypeError, match="no value of a label file"):
        render_yaml({"a": object()})
    with pytest.raises(TypeError, match="inf"):
        render_yaml([float("inf")])
    with pytest.raises(ValueError, match="half a character"):
        render_yaml(["\ud800"])


def test_a_label_file_looks_as_a_person_would_write_it() -> None:
    long = "The customer says that a charge is wrong, was made twice, or never agreed to: all."
    data = {
        "version": "0.1.0",
        "choose": {"min": 1, "max": 3},
        "labels": [
            {"id": "money", "selectable": False, "definition": f"{long} {long}", "labels": []},
            {"id": "spam", "definition": "Two\n\nparagraphs.", "synonyms": ["no", "it's 😀"]},
        ],
    }
    assert render_yaml(data) == textwrap.dedent(
        """\
        version: 0.1.0
        choose:
          min: 1
          max: 3
        labels:
          - id: money
            selectable: false
            definition: >-
              The customer says that a charge is wrong, was made twice, or never agreed to: all. The
              customer says that a charge is wrong, was made twice, or never agreed to: all.
            labels: []
          - id: spam
            definition: |-
              Two

              paragraphs.
            synonyms:
              - "no"
              - it's 😀
        """
    )


def test_ten_thousand_labels_take_seconds() -> None:
    label = {"id": "a/b", "name": "A name: of it", "definition": "Some words of prose. " * 15}
    started = time.process_time()
    text = render_yaml({"labels": [label] * 10_000})
    assert time.process_time() - started < 5
    assert text.count("- id: a/b\n") == 10_000


def test_a_key_that_is_a_number_is_written_as_one() -> None:
    assert render_yaml({0: "dog", "1": "cat"}) == '0: dog\n"1": cat\n'
