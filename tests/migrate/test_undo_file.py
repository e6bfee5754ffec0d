"""Undo file: edits lead back, and a file that is damaged is told from one that is not."""

import hashlib
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemactl.errors import SchemactlError
from schemactl.migrate.ranges import spliced_range
from schemactl.migrate.undo_file import (
    Edit,
    Section,
    end_of_section,
    frame_of,
    is_undone,
    mark_undone,
    restore,
    section_line,
    sections,
)

Cuts = list[tuple[int, int, bytes]]
CUTS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.binary(max_size=4)), max_size=5)


def edits_in(content: bytes, cuts: Cuts) -> list[Edit]:
    """Return edits that follow each other: so far ahead, so many bytes, what is new."""
    found, at = [], 0
    for ahead, length, new in cuts:
        begin = min(at + ahead, len(content))
        at = min(begin + length, len(content))
        found.append(Edit(begin, at, new))
    return found


def digest(content: bytes) -> str:
    """Return the digest of bytes as the file writes it."""
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def written(path: Path, content: bytes, parts: list[Cuts]) -> bytes:
    """Write the undo file of edits to a content in parts; return the output."""
    size = len(content) // len(parts) + 1
    outputs, frames = [], []
    for position, cuts in enumerate(parts):
        part = content[position * size : (position + 1) * size]
        edits = edits_in(part, cuts)
        outputs.append(spliced_range(part, edits))
        frames.append(frame_of(part, edits))
    out = b"".join(outputs)
    head = section_line(Section("r", digest(out), len(out), digest(content), len(content)))
    path.write_bytes(b"".join([head, *frames, end_of_section()]))
    return out


@given(st.binary(max_size=60), st.lists(CUTS, min_size=1, max_size=3))
def test_the_output_leads_back(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, parts: list[Cuts]
) -> None:
    path = tmp_path_factory.mktemp("undo") / "undo"
    out = written(path, content, parts)
    back = BytesIO()
    (placed,) = sections(path)
    restore(path, placed, BytesIO(out), back)
    assert back.getvalue() == content


@pytest.mark.parametrize("source", [b"", b"abcdefghi!", b"abcdefgh", b"ABCDEFGHI"])
def test_another_file_is_refused(tmp_path: Path, source: bytes) -> None:
    path = tmp_path / "undo"
    assert written(path, b"abcdefghi", [[]]) == b"abcdefghi"
    with pytest.raises(SchemactlError, match="damaged"):
        restore(path, sections(path)[0], BytesIO(source), BytesIO())


def test_damage_is_found_wherever_it_is(tmp_path: Path) -> None:
    path = tmp_path / "undo"
    out = written(path, b"abcdefghi", [[(1, 2, b"x")]])
    whole = path.read_bytes()
    for at in range(whole.index(b"\n") + 1, len(whole)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        back = BytesIO()
        try:
            restore(path, sections(path)[0], BytesIO(out), back)
        except SchemactlError:
            continue
        assert back.getvalue() == b"abcdefghi"
    for at in range(len(whole)):
        path.write_bytes(whole[:at])
        with pytest.raises(SchemactlError):
            sections(path)


def test_sections_are_found_one_after_the_other(tmp_path: Path) -> None:
    path = tmp_path / "undo"
    written(path, b"abc", [[]])
    once = path.read_bytes()
    path.write_bytes(once + once)
    assert len(sections(path)) == 2
    path.write_bytes(b'{"schemactl_undo":9}\n')
    with pytest.raises(SchemactlError, match="newer"):
        sections(path)


def test_it_knows_the_runs_that_were_undone(tmp_path: Path) -> None:
    path = tmp_path / "undo"
    section = Section("run", digest(b"b"), 1, digest(b"a"), 1, [[1, 0, "item", "topic", "y"]])
    path.write_bytes(section_line(section) + end_of_section())
    assert not is_undone(path, "run")
    mark_undone(path, "run")
    size = path.stat().st_size
    mark_undone(path, "run")
    assert path.stat().st_size == size
    assert (is_undone(path, "run"), is_undone(path, "other")) == (True, False)
    assert [placed.section for placed in sections(path)] == [section]
