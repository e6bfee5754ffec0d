"""Fast lines: whatever the lines are, they become what the general lane makes of them."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from schemactl.errors import SchemactlError
from schemactl.files.stream import Chunk
from schemactl.migrate.fast_lines import FastLines, even_lines
from schemactl.migrate.lane import TableLane
from schemactl.migrate.line_fates import Patch
from schemactl.migrate.line_ranges import SlowLines
from schemactl.migrate.ranges import Range, RangeReader
from schemactl.migrate.source import open_source
from tests.migrate.runs import a_job, migrated

LABELS: list[Any] = ["a", "b", "s", "d", "q", "k", None, 1, True, ["a", "b"], "zz", 'a"', "\u00e9"]
LABELS += ["a" * 9, "b" * 129]
FIELDS = {
    "n": st.sampled_from([0, 1, 2**70, 1.5, "1"]),
    "text": st.sampled_from(
        [
            *("", "label", '"label":"a"', 'x\\"label":"a', "caf\u00e9 :", "{}", "\n"),
            *(":)", ":", ': "label":"a"', ',"label":"a"', "}\n{", "1e999", "\\", "a:"),
        ]
    ),
    "meta": st.sampled_from([{}, {"label": "a"}, {"x": [{"label": "b"}]}, ["label"], None]),
    "task": st.sampled_from(["topic", "", None]),
    'foo"label': st.just("a"),
    "schema": st.just("s@1.0.0"),
}
STYLES: list[dict[str, Any]] = [
    {"separators": (",", ":")},
    {},
    {"separators": (",", " : ")},
    {"separators": (",", ":"), "ensure_ascii": False},
]
HOSTILE = [
    b'{"item":"1","text":"a","label":"a"}',
    b'{"item":"2","text":"label","label":"\\u0061"}',
    b'{"item":"3","label": "a"}',
    b'{"item":"4","meta":{"label":"a"},"label":"k"}',
    b'{"item":"5","l\\u0061bel":"\\u0061"}',
    b'{"item":"6","text":"{\\"label\\":\\"a\\"}","label":"b"}',
    b'{"item":"7","text":"x","label":"k"}',
]


@pytest.fixture(scope="module")
def lane(tmp_path_factory: pytest.TempPathFactory) -> TableLane:
    """Return the lane of a file of rows with labels."""
    path = tmp_path_factory.mktemp("lines") / "data.jsonl"
    path.write_bytes(b'{"item": 1, "label": "a"}\n')
    found = open_source(a_job(path, format="jsonl")).lane
    assert isinstance(found, TableLane)
    return found


def made(reading: RangeReader, content: bytes) -> Range | str:
    """Return what a reader makes of lines, or the message with which it fails.

    The lanes take the same back by different edits.
    """
    try:
        return reading(Chunk(1, 0, content))._replace(undo=b"")
    except SchemactlError as error:
        return error.message


@st.composite
def lines(draw: st.DrawFn) -> bytes:
    """Draw lines: many alike, some strange, some broken."""
    alike = draw(st.sampled_from([["n"], ["text"], ["n", "text"], ["n", "meta"], ["text", "task"]]))
    style, is_even, is_last = (
        draw(st.sampled_from(STYLES)),
        draw(st.booleans()),
        draw(st.booleans()),
    )
    found = []
    for at in range(draw(st.integers(1, 8))):
        is_odd = at == 5 and not is_even
        names = draw(st.lists(st.sampled_from(sorted(FIELDS)), unique=True)) if is_odd else alike
        row = {"item": str(at), "label": draw(st.sampled_from(LABELS))}
        row |= {name: draw(FIELDS[name]) for name in names}
        if is_last:
            row["label"] = row.pop("label")
        is_odd = at == 6 and not is_even
        found.append(json.dumps(row, **(draw(st.sampled_from(STYLES)) if is_odd else style)))
    text = "".join(f"{line}\n" for line in found).encode()
    for old, new in draw(st.lists(st.sampled_from(BREAKS), max_size=1)):
        text = text.replace(old, new, 1)
    return text


BREAKS = [
    (b'"label"', b'"label":"k","label"'),
    (b'"label"', b'"l\\u0061bel"'),
    (b'"a"', b'"\\u0061"'),
    (b'"item"', b'"item":"9","item"'),
    (b"}\n", b"}\r\n"),
    (b"}\n", b"}\n\n"),
    (b"}\n", b"} {}\n"),
    (b"}\n{", b"} {"),
    (b"{", b"\xef\xbb\xbf{"),
    (b"}\n", b"}"),
    (b"a", b"\xff"),
    (b'"0"', b"01"),
    (b'"0"', b"1e999"),
    (b'"1"', b"1e999"),
    (b'"1"', b"123"),
    (b'"1"', b"[1]"),
    (b'"1"', b"{}"),
    (b'"1"', b"null"),
    (b'"1"', b'"1" '),
    (b'"a"', b'"a" '),
    (b'"a"', b'"a"\n'),
    (b'"1"', b'"\xff"'),
    (b'"1"', b'"\\ud800"'),
    (b'"item":"1"', b'"item":"1","item" :"1"'),
    (b'"item":"1"', b'"item":"1","a":":"'),
    (b'"item":"1"', b'"ite\\"m":"1"'),
    (b'"item":"1"', b'"item\\\\":"1"'),
    (b'"item":"1",', b""),
    (b'{"item":"1"', b'{"":{},"item":"1"'),
    (b"\n", b"\n\n"),
    (b'":', b'":\t'),
    (b'"0"', b"NaN"),
    (b'"0"', b'"\\ud800"'),
    (b'"0"', b"[1,]"),
    (b'"0":', b'"0" :'),
]


@settings(deadline=None, max_examples=200)
@given(st.lists(lines(), min_size=1, max_size=2))
@example([b"\n".join([*HOSTILE, b""])])
def test_both_lanes_make_the_same_of_lines(lane: TableLane, parts: list[bytes]) -> None:
    fast = FastLines(even_lines(Path("data.jsonl"), lane, "label"))
    slow = SlowLines(Path("data.jsonl"), lane)
    for part in parts:
        assert made(fast, part) == made(slow, part)


@settings(deadline=None, max_examples=50)
@given(lines())
def test_undo_gives_the_lines_back(content: bytes) -> None:
    try:
        run = migrated(content, format="jsonl")
    except (SchemactlError, FileNotFoundError):
        return
    assert run.back == content


def test_hostile_rows_are_exact() -> None:
    run = migrated(b"\n".join([*HOSTILE, b""]))
    assert run.out.splitlines() == [
        b'{"item":"1","text":"a","label":"x"}',
        b'{"item":"2","text":"label","label":"x"}',
        b'{"item":"3","label": "x"}',
        b'{"item":"4","meta":{"label":"a"},"label":"k"}',
        b'{"item":"5","l\\u0061bel":"x"}',
        b'{"item":"6","text":"{\\"label\\":\\"a\\"}","label":"m"}',
        b'{"item":"7","text":"x","label":"k"}',
    ]
    assert run.back == b"\n".join([*HOSTILE, b""])


def test_counts_are_held_back_until_they_are_settled(lane: TableLane) -> None:
    fast = FastLines(even_lines(Path("data.jsonl"), lane, "label"))
    content = b'{"item":"1","label":"a"}\n{"item":"2","label":"k"}\n' * 3
    found = fast.range_of(Chunk(1, 0, content))
    assert not found.is_settled
    assert not found.counts
    assert fast.settle()["in", "records"] == 6
    assert not fast.settle()


def test_a_label_is_learned_from_its_first_row(lane: TableLane) -> None:
    fast = FastLines(even_lines(Path("data.jsonl"), lane, "label"))
    fast(Chunk(1, 0, b'{"item":"1","label":"a"}\n{"label":"k"}\n'))
    learned = {key: fate for key, fate in fast.learned.items() if isinstance(fate, Patch)}
    assert [(one.old, one.new) for one in learned.values()] in (
        [(b"a", b"x"), (b"k", b"k")],
        [(b"k", b"k"), (b"a", b"x")],
    )
    assert list(fast.touching) == ["a"]


@pytest.mark.parametrize("lines", [b"{}\n", b'{"item":"%s","label":"k"}\n' % (b"1" * 400) * 20_000])
def test_lines_teach_as_long_as_they_say_what_is_new(lane: TableLane, lines: bytes) -> None:
    fast = FastLines(even_lines(Path("data.jsonl"), lane, "label"))
    fast.learn(lines + b'{"item":"2","label":"a"}\n')
    assert len(fast.fates.patches) == (lines != b"{}\n")
    assert not fast.settle()


def test_the_last_of_few_lines_teach_too(lane: TableLane) -> None:
    fast = FastLines(even_lines(Path("data.jsonl"), lane, "label"))
    fast.learn(b'{"item":"1","label":"k"}\n' * 30_000 + b'{"item":"2","label":"a"}\n')
    assert len(fast.fates.patches) == 2
