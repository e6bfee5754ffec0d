"""Spread: several processes write what one writes, and fail as one fails."""

import multiprocessing
import random
import time
from collections import Counter
from pathlib import Path
from typing import BinaryIO

import pytest

from schemactl.errors import SchemactlError
from schemactl.files.stream import Chunk
from schemactl.migrate import spread as spreading
from schemactl.migrate.apply import Request, apply
from schemactl.migrate.cuts import Cut
from schemactl.migrate.line_ranges import line_ranges
from schemactl.migrate.queue_file import read_entries
from schemactl.migrate.source import open_source
from tests.migrate.runs import a_job, ignore, targets_in


def lines(count: int) -> list[bytes]:
    """Return lines of every fate."""
    draw = random.Random(3)
    return [
        b'{"item":"%d","label":"%s"}\n' % (at, draw.choice([b"a", b"b", b"k", b"q", b"d"]))
        for at in range(count)
    ]


@pytest.fixture(autouse=True)
def _small_ranges(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreading, "RANGE", 700)
    monkeypatch.setattr(spreading, "_COUNTS", 3)


@pytest.mark.parametrize(("is_ended", "room"), [(True, 2**20), (False, 2**20), (True, 720)])
def test_the_output_is_that_of_one_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_ended: bool, room: int
) -> None:
    # The output of some ranges is longer than the smallest room.
    monkeypatch.setattr(spreading, "_WRITTEN", room)
    monkeypatch.setattr(spreading, "_READ", room)
    content = b"\xef\xbb\xbf" + b"".join(lines(3000))
    path = tmp_path / "data.jsonl"
    path.write_bytes(content if is_ended else content[:-1])
    found = []
    for processes in (1, 3):
        folder = tmp_path / str(processes)
        folder.mkdir()
        targets = targets_in(folder)
        told = apply(a_job(path), Request(targets, processes=processes), ignore)
        # The edits of other ranges are packed apart.
        told.pop("undo")
        found.append((told, targets.out.read_bytes(), list(read_entries(targets.queue))))
    assert found[0] == found[1]
    assert found[0][0]["records"]["in"] == 3000


def test_without_shared_memory_the_output_is_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "data.jsonl"
    path.write_bytes(b"".join(lines(2000)))
    job = a_job(path)
    source = open_source(job._replace(plain=path))
    monkeypatch.setattr(spreading, "_can_fork", lambda: False)
    found = []
    for processes in (1, 2):
        ranges = line_ranges(job, source, 0, processes)
        assert ranges is not None
        found.append(b"".join([one.output for one in ranges]))
    assert found[0] == found[1]


def test_a_broken_line_is_told_with_its_number(tmp_path: Path) -> None:
    path = tmp_path / "data.jsonl"
    found = lines(3000)
    found[2345] = b"{]\n"
    path.write_bytes(b"".join(found))
    with pytest.raises(SchemactlError, match=r"data\.jsonl:2346: not valid JSON"):
        apply(a_job(path), Request(targets_in(tmp_path), processes=2), ignore)
    assert [one.name for one in tmp_path.iterdir()] == ["data.jsonl"]


def test_what_is_lent_is_there_until_the_next_range(tmp_path: Path) -> None:
    content = b"".join(lines(3000))
    path = tmp_path / "data.jsonl"
    path.write_bytes(content)
    job = a_job(path)
    source = open_source(job._replace(plain=path))
    read, written, places = b"", [], Counter[bool]()
    for one in line_ranges(job, source, 0, 2) or ():
        places[one.lent is not None] += 1
        read += one.lent.content if one.lent else one.content or content[len(read) :][: one.size]
        written.append(bytes(one.lent.output) if one.lent else one.output)
    assert read == content
    assert b"".join(written) == b"".join(one.output for one in line_ranges(job, source, 0, 1) or ())
    assert places[True] > 10


def test_a_range_is_judged_here_where_another_process_takes_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slowly(self: Cut, file: BinaryIO, line: int = 0) -> Chunk:
        if multiprocessing.parent_process() is not None:
            time.sleep(0.05)
        return chunk(self, file, line)

    chunk = Cut.chunk
    monkeypatch.setattr(Cut, "chunk", slowly)
    monkeypatch.setattr(spreading, "_READ", 0)
    path = tmp_path / "data.jsonl"
    path.write_bytes(b"".join(lines(600)))
    job = a_job(path)
    # Those of no bytes have counts alone.
    found = [one for one in line_ranges(job, open_source(job), 0, 2) or () if one.size]
    assert sum(one.size for one in found) == path.stat().st_size
    assert sum(one.content is not None for one in found) > len(found) // 4


def test_a_process_that_ends_early_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreading, "_work", lambda *_: None)
    path = tmp_path / "data.jsonl"
    path.write_bytes(b"".join(lines(3000)))
    with pytest.raises(SchemactlError, match="ended before its work was done"):
        apply(a_job(path), Request(targets_in(tmp_path), processes=3), ignore)
    assert [one.name for one in tmp_path.iterdir()] == ["data.jsonl"]
