"""Task ranges: tasks of Label Studio that are judged many at once become what each would alone."""

import hashlib
import tempfile
from collections import Counter
from functools import partial
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemactl.errors import SchemactlError
from schemactl.files.dataset import Record
from schemactl.files.json_list_parts import ListParts
from schemactl.migrate import task_ranges
from schemactl.migrate.lane import Change, DocumentLane
from schemactl.migrate.ranges import Range
from schemactl.migrate.reading import ranges_of
from schemactl.migrate.source import open_source
from schemactl.migrate.tally import Counts
from schemactl.migrate.undo_file import Section, end_of_section, restore, section_line, sections
from tests.migrate.random_tasks import TaskWriter, a_way
from tests.migrate.runs import a_job

WAY = a_way()
NAME = "data.json"


def outcome(path: Path, begin: int = 0) -> Any:
    """Return all that a file becomes from an offset on, or why it is refused."""
    job = a_job(path, WAY, format="label-studio")
    out, undo, entries, records = b"", b"", [], 0
    counts: Counts = Counter()
    try:
        for one in ranges_of(job, open_source(job), begin, 1):
            for entry in one.entries:
                entries.append(
                    entry._replace(ordinal=entry.ordinal + records, at=entry.at + len(out))
                )
            out += one.output
            undo += one.undo
            records += one.records
            counts.update(one.counts)
    except SchemactlError as error:
        return error.message, error.hint
    assert restored(path, begin, out, undo) == path.read_bytes()[begin:]
    return out, entries, records, +counts


def restored(path: Path, begin: int, out: bytes, undo: bytes) -> bytes:
    """Return what undoing gives back."""
    before = path.read_bytes()[begin:]
    named = [f"sha256:{hashlib.sha256(one).hexdigest()}" for one in (out, before)]
    section = Section("run", named[0], len(out), named[1], len(before))
    file = path.with_name("undo")
    file.write_bytes(section_line(section) + undo + end_of_section())
    back = BytesIO()
    restore(file, sections(file)[0], BytesIO(out), back)
    return back.getvalue()


@settings(max_examples=250, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from([0.0, 0.02, 0.3]), st.integers(1, 400))
def test_tasks_become_the_same_as_one_by_one(seed: int, oddity: float, size: int) -> None:
    content = TaskWriter(Random(seed), oddity).document()
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "data.json")
        path.write_bytes(content)
        patch.setattr(task_ranges, "ListParts", partial(ListParts, size=size))
        found = outcome(path)
        patch.setattr(task_ranges, "task_ranges", lambda *_: None)
        assert found == outcome(path)


def a_task(number: int, *labels: str, **value: Any) -> dict[str, Any]:
    """Return a task with one result."""
    result: dict[str, Any] = {"id": "r", "from_name": "topic", "type": "choices"}
    result |= {"value": {"choices": labels, **value}}
    return {"id": number, "data": {}, "annotations": [{"result": [result]}]}


def a_file(path: Path, *tasks: dict[str, Any]) -> Path:
    """Write a file of tasks."""
    path.write_bytes(b"[\n" + b",\n".join(map(orjson.dumps, tasks)) + b"\n]\n")
    return path


def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have tasks taken one by one, and all settled at once."""
    monkeypatch.setattr(task_ranges, "ListParts", partial(ListParts, size=1))
    monkeypatch.setattr(task_ranges, "_SETTLED_AFTER", 1)


def test_a_run_goes_on_behind_any_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small(monkeypatch)
    path = a_file(tmp_path / NAME, *(a_task(at, one) for at, one in enumerate("akqbqka")))
    job = a_job(path, WAY, format="label-studio")
    out, entries, records, counts = outcome(path)
    found: list[Range] = []
    for one in ranges_of(job, open_source(job), 0, 1):
        found.append(one)
        if one.is_settled:
            begin, done = sum(one.size for one in found), b"".join(one.output for one in found)
            rest, later, number, others = outcome(path, begin)
            assert done + rest == out
            assert number + sum(one.records for one in found) == records
            assert others + sum((one.counts for one in found), Counter()) == counts
            assert [one.line for one in later] == [one.line for one in entries][-len(later) or 9 :]
    assert len(found) > 14


def test_only_what_is_open_is_made_a_record_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged = []

    def change(self: DocumentLane, record: Record, *rest: Any) -> Change:
        judged.append(record.line)
        return real(self, record, *rest)

    real = DocumentLane.change
    monkeypatch.setattr(DocumentLane, "change", change)
    path = a_file(tmp_path / NAME, *(a_task(at, one) for at, one in enumerate("akbkqkakb")))
    outcome(path)
    # Each label is learned from a line that is made for it; the sixth line of the file is open.
    assert [line for line in judged if line != 1] == [6]
    assert len(judged) == 4


def test_one_task_that_is_not_known_leaves_others_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[int] = []
    real = task_ranges.TaskJudge._change

    def change(self: task_ranges.TaskJudge, raw: bytes, *rest: Any) -> None:
        looked.append(orjson.loads(raw)["id"])
        real(self, raw, *rest)

    monkeypatch.setattr(task_ranges.TaskJudge, "_change", change)
    path = a_file(tmp_path / NAME, *(a_task(at, "akb"[at % 3]) for at in range(20)))
    path.write_bytes(path.read_bytes().replace(b'"id":7,', b'"id" :7,'))
    out, _, records, counts = outcome(path)
    assert looked == [7]
    assert (records, counts["in", "records"], out.count(b'["x"]')) == (20, 20, 7)


def test_labels_that_may_have_folded_are_looked_at(tmp_path: Path) -> None:
    one, two = a_task(1, "b"), a_task(1, "c")
    both = {**one, "annotations": [{"result": [*results(one), *results(two)]}]}
    out, _, _, counts = outcome(a_file(tmp_path / NAME, both))
    assert counts["folded",] == 1
    assert out.count(b'["m"]') == 1
    results(two)[0]["id"] = "s"
    both = {**one, "annotations": [{"result": [*results(one), *results(two)]}]}
    out, _, _, counts = outcome(a_file(tmp_path / NAME, both))
    assert counts["folded",] == 0
    assert out.count(b'["m"]') == 2


def results(task: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the results of a task."""
    found: list[dict[str, Any]] = task["annotations"][0]["result"]
    return found


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'[{"id":1,"data":{}},\n{"id":2,"data":{}]', "1:1: what begins here is not closed"),
        (b'[{"id":1,"data":{}},\n{"id":2,"id":2}]', "2:1: the key `id` stands there twice"),
        (b'[{"id":1,"data":{}}\n{"id":2}]', "2:1: not valid JSON: `,` is expected"),
        (b'[{"id":1,"data":{}},\n3]', "2:1: not valid JSON: an object"),
        (b'[{"id":1,"data":{}}]]', "1:21: not valid JSON"),
    ],
)
def test_what_is_broken_is_refused_with_its_place(
    tmp_path: Path, content: bytes, message: str
) -> None:
    path = tmp_path / "data.json"
    path.write_bytes(content)
    told, _ = outcome(path)
    assert message in told


def test_lines_of_tasks_and_other_formats_are_read_otherwise(tmp_path: Path) -> None:
    path = tmp_path / "data.json"
    path.write_bytes(orjson.dumps(a_task(1, "a")) + b"\n")
    source = open_source(a_job(path, WAY, format="label-studio"))
    assert task_ranges.task_ranges(path, source, path, 0) is None
    path.write_bytes(b'{"item": 1, "label": "a"}\n')
    source = open_source(a_job(path, format="jsonl"))
    assert task_ranges.task_ranges(path, source, path, 0) is None


def test_braces_in_texts_do_not_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small(monkeypatch)
    path = a_file(tmp_path / NAME, *(a_task(at, "a", text="}{{") for at in range(5)))
    found, _, records, _ = outcome(path)
    assert (found.count(b'["x"]'), records) == (5, 5)
