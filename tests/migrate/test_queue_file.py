"""Queue file: what is written is what is read, and nothing else is taken for it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemactl.errors import SchemactlError
from schemactl.migrate.queue_file import (
    Choice,
    Entry,
    Header,
    Open,
    Settled,
    entry_line,
    header_line,
    read_entries,
    read_header,
)

RELEASES = (("schema:s@1.0.0", "sha256:1"), ("schema:s@2.0.0", "sha256:2"))
HEADER = Header("r", "p", *RELEASES, "i", "o", "jsonl", {"task": None}, "undo", 1, "0.1.0")
TEXT = st.text(max_size=4)
PLACE = st.tuples(TEXT, st.none() | TEXT)
OPENS = st.builds(
    Open,
    st.integers(0, 9),
    TEXT,
    st.none() | TEXT,
    st.none() | TEXT,
    st.none() | TEXT,
    is_review=st.booleans(),
    now=st.none() | PLACE,
    choices=st.lists(st.builds(Choice, TEXT, st.none() | TEXT, TEXT), max_size=2).map(tuple),
    steps=st.lists(st.integers(0, 9), max_size=2).map(tuple),
    link=st.none() | TEXT,
    fields=st.dictionaries(TEXT, TEXT, max_size=2),
)
ENTRIES = st.builds(
    Entry,
    *(st.integers(0, 99) for _ in range(4)),
    TEXT,
    st.binary(max_size=9),
    st.lists(OPENS, min_size=1, max_size=2).map(tuple),
    st.lists(st.builds(Settled, st.integers(0, 9), TEXT, st.none() | PLACE), max_size=2).map(tuple),
    st.none() | TEXT,
    st.none() | TEXT,
    st.dictionaries(TEXT, TEXT, max_size=2),
)


@given(st.lists(ENTRIES, max_size=3))
def test_what_is_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, entries: list[Entry]
) -> None:
    path = tmp_path_factory.mktemp("queue") / "queue.jsonl"
    path.write_bytes(b"".join([header_line(HEADER), *map(entry_line, entries)]))
    assert read_header(path) == HEADER
    assert list(read_entries(path)) == entries


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "not valid JSON"),
        (b"[]\n", "no object"),
        (b"{}\n", "no queue of schemactl"),
        (b'{"schemactl_queue": 9}\n', "no queue of schemactl"),
        (b'{"schemactl_queue": 1, "run": "r"}\n', "incomplete"),
    ],
)
def test_another_file_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "queue.jsonl"
    path.write_bytes(content)
    with pytest.raises(SchemactlError, match=message):
        read_header(path)


@pytest.mark.parametrize(
    "line", [b"{\n", b"{}\n", b'{"original": "?", "open": [], "settled": []}\n', b"[]\n"]
)
def test_a_broken_entry_is_told_with_its_line(tmp_path: Path, line: bytes) -> None:
    path = tmp_path / "queue.jsonl"
    path.write_bytes(header_line(HEADER) + line)
    with pytest.raises(SchemactlError, match=r"queue\.jsonl:2"):
        list(read_entries(path))
