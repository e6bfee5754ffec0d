"""Even rows: where values stand is told of lines that are alike, and of no others."""

import json

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemactl.files.even_rows import EvenReader

ALIKE = [
    b'{"id":1,"text":"a","label":"b","n":1.5}\n{"id":22,"text":"","label":"cc","n":-0}\n',
    b'{"id": 1, "label": "b"}\n{"id": null, "label": "cc"}\n',
    b'{"label":"b"}\n{"label":"cc"}\n',
    b'{"text":":) \\":","label":"b"}\n{"text":": \xc3\xa9","label":"cc"}\n',
    b'{"text":":b","label":"b"}\n{"text":":","label":"cc"}\n',
    b'{"text":"a","label":"b"}\n{"text":null,"label":"cc"}\n',
    b'{"label":"b","text":"a"}\n{"label":"cc","text":null }\n',
    b'{"text":"a : b","label":"b"}\n{"text":"{,[\\\\","label":"cc"}\n',
    b'{"label":"b","text":"\\ud83d\\ude00"}\n{"label":"cc","text":true}\n',
]
STRANGE = [
    b'{"label":"b"}',
    b'{"label":"b"}\r\n',
    b'\n{"label":"b"}\n',
    b'{"label":"b"} {"label":"b"}\n',
    b'{"label":"b"}\n{"lebal":"b"}\n',
    b'{"label":"b"}\n{"label" :"b"}\n',
    b'{"label":"b"}\n{"label": "b"}\n',
    b'{"label":"b"}\n{"label":"b","label":"c"}\n',
    b'{"label":"b"}\n{"label":"b", "label" : "c"}\n',
    b'{"label":"b"}\n{"label":[1]}\n',
    b'{"label":"b"}\n{"label":{}}\n',
    b'{"a":1,"label":"b"}\n{"a":{"label":"b"}}\n',
    b'{"a":1,"label":"b"}\n{"a":1}\n{"a":1,"label":"b","a":1,"label":"b"}\n',
    b'{"a":"1","label":"b"}\n{"a":1e999,"label":"b"}\n',
    b'{"a":"1","label":"b"}\n{"a":"\xff","label":"b"}\n',
    b'{"a":"1","label":"b"}\n{"a":"\\ud800","label":"b"}\n',
    b'{"a":"1","label":"b"}\n{"a":01,"label":"b"}\n',
    b'{"a":"1","label":"b"}\n{"a\\\\":"1","label":"b"}\n',
    b'{"a":"1","label":"b"}\n{"a":"1"\n,"label":"b"}\n',
    b'{"a\\"":"1","label":"b"}\n',
    b'{"a":"1","a":"1","label":"b"}\n',
    b'{"other":"b"}\n',
    b"[1]\n",
    b"{}\n",
]


@pytest.mark.parametrize("text", ALIKE)
def test_places_are_told_of_lines_that_are_alike(text: bytes) -> None:
    rows = EvenReader("label", []).read(text)
    assert rows is not None
    [span] = rows.spans
    places = zip(span.begins.tolist(), span.ends.tolist(), strict=True)
    assert [text[begin:end] for begin, end in places] == [b'"b"', b'"cc"']
    lines = [text[begin:end] for begin, end in zip(rows.starts[:-1], rows.starts[1:], strict=True)]
    assert lines == text.splitlines(keepends=True)


@pytest.mark.parametrize("text", STRANGE)
def test_nothing_is_told_of_other_lines(text: bytes) -> None:
    assert EvenReader("label", []).read(text) is None


def test_blanks_before_the_brace_are_part_of_the_last_value() -> None:
    text = b'{"label":"b"  }\n{"label":"cc"}\n'
    rows = EvenReader("label", []).read(text)
    assert rows is not None
    assert (rows.spans[0].begins.tolist(), rows.spans[0].ends.tolist()) == ([9, 25], [14, 29])


def test_columns_that_decide_with_the_label_are_told_too() -> None:
    text = b'{"task":"t","label":"b"}\n'
    rows = EvenReader("label", ["schema", "task"]).read(text)
    assert rows is not None
    found = [text[int(span.begins[0]) : int(span.ends[0])] for span in rows.spans]
    assert found == [b'"b"', b'"t"']


def test_what_decides_stays_the_same() -> None:
    reader = EvenReader("label", ["task"])
    assert reader.read(b'{"task":"t","label":"b"}\n') is not None
    assert reader.read(b'{"label":"b"}\n') is None


def test_a_column_of_numbers_and_texts_is_learned() -> None:
    reader = EvenReader("label", [])
    assert reader.read(b'{"a":"1","label":"b"}\n{"a":1,"label":"b"}\n') is None
    assert reader.read(b'{"a":1,"label":"b"}\n') is not None
    assert reader.read(b'{"a":"1","label":"b"}\n{"a":1,"label":"b"}\n') is not None


def test_that_others_than_texts_are_there_is_learned() -> None:
    reader = EvenReader("label", [])
    assert reader.read(b'{"a":"1","label":"b"}\n') is not None
    assert reader.are_closed
    assert reader.read(b'{"a":"1","label":"b"}\n[]\n') is None
    assert reader.are_closed
    assert reader.read(b'{"a":"1","label":"b"}\n{"a":null,"label":"b"}\n') is not None
    assert not reader.are_closed
    assert reader.read(b'{"a":"1","label":"b"}\n') is not None


def test_lines_that_are_rarely_alike_are_left_alone() -> None:
    reader = EvenReader("label", [])
    for _ in range(9):
        assert reader.read(b"[]\n") is None
    assert reader.read(b'{"label":"b"}\n') is None


TOKENS = [
    '"a"',
    '"b c"',
    '""',
    "1",
    "-0.5",
    "01",
    "1.",
    "1e999",
    "null",
    "true",
    "nul",
    "[1]",
    "{}",
]
TOKENS += [
    '"a":"b"',
    '"a","label":"b"',
    '"',
    '"a\\"b"',
    '"\\\\"',
    '":"',
    '"a" ',
    ' "a"',
    '"é"',
    "x",
]
TOKENS += ['"a"}\n{"n":1,"label":"b","t":"c"', '"a,"', '"{"', '"a\tb"', '"\\u0061"', "12345678.5"]


@settings(max_examples=500, deadline=None)
@given(
    st.sampled_from(["1", '"a"']),
    st.lists(st.tuples(*[st.sampled_from(TOKENS)] * 3), max_size=3),
    st.sampled_from(["", " "]),
)
def test_what_is_told_is_what_the_lines_say(
    usual: str, odd: list[tuple[str, ...]], gap: str
) -> None:
    rows = [*[(usual, '"k"', '"text of a row"')] * 4, *odd, *[(usual, '"m"', '"t"')] * 4]
    names = ("n", "label", "t")
    lines = [
        "{" + ",".join(f'"{n}":{gap}{v}' for n, v in zip(names, row, strict=True)) + "}\n"
        for row in rows
    ]
    text = "".join(lines).encode()
    found = EvenReader("label", []).read(text)
    if found is None:
        return
    pairs = [json.loads(line, object_pairs_hook=list) for line in text.splitlines()]
    assert [[name for name, _ in pair] for pair in pairs] == [list(names)] * len(pairs)
    begins, ends = (places.tolist() for places in found.spans[0])
    told = [orjson.loads(text[begin:end]) for begin, end in zip(begins, ends, strict=True)]
    assert told == [dict(pair)["label"] for pair in pairs]
    assert orjson.loads(b"[" + b",".join(text.splitlines()) + b"]")
