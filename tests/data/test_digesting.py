"""Digests alone are those of a survey, whatever data holds, and in every format."""

import json
import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings

from schemactl.data import apart, digesting, fast_rows, leaf_bag, row_digest, row_source
from schemactl.data.digesting import Digested, digest_data
from schemactl.data.digests import Digests
from schemactl.data.options import Column, DataOptions
from schemactl.data.survey import survey
from schemactl.errors import SchemactlError
from schemactl.files import stream
from tests.data.test_fast_lane import ALIKE, RELEASE, ROWS

OPTIONS = DataOptions(format="annotations")


def surveyed(path: Path, options: DataOptions = OPTIONS) -> Any:
    try:
        found = survey([path], RELEASE, options, background=None)
    except SchemactlError as error:
        return error.message
    return Digested(found.digests._asdict(), found.unknown_labels)


def digested(path: Path, options: DataOptions = OPTIONS, **more: Any) -> Any:
    try:
        return digest_data([path], RELEASE, options, **more)
    except SchemactlError as error:
        return error.message


def write(path: Path, rows: list[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


@settings(max_examples=100, deadline=None)
@given(ROWS | ALIKE)
def test_they_are_those_of_a_survey(rows: list[dict[str, Any]]) -> None:
    rows = [{"item": "i0", "task": "one", "label": "a", "schema": "s@1.0.0"}, *rows, *rows]
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        path = Path(folder, "data.jsonl")
        write(path, rows)
        for module, name in (
            *((fast_rows, "_BATCH"), (stream, "_CHUNK"), (stream, "_FIRST_CHUNK")),
            *((row_digest, "_BATCH"), (row_source, "_FIRST")),
        ):
            patch.setattr(module, name, 300)
        assert digested(path) == surveyed(path)


def test_each_may_be_had_alone(tmp_path: Path) -> None:
    path = tmp_path / "data.jsonl"
    write(path, [{"item": "x", "task": "one", "label": label} for label in ("a", "b", "q", "q")])
    every = digested(path)
    assert every == surveyed(path)
    assert every.unknown_labels == {"q": 2}
    for name in Digests._fields:
        seen: list[int] = []
        alone = digested(path, wanted=(name,), progress=seen.append)
        assert alone.digests == {name: every.digests[name]}
        assert alone.unknown_labels == ({"q": 2} if name == "labels" else {})
        assert sum(seen) == path.stat().st_size
    assert digest_data([path], None, OPTIONS, ("bytes", "rows")).digests.keys() == {"bytes", "rows"}


def test_other_processes_find_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "data.jsonl"
    write(path, [{"item": f"i{at}", "task": "one", "label": "abq"[at % 3]} for at in range(3000)])
    alone = digested(path)
    monkeypatch.setattr(apart, "_processors", lambda: 2)
    monkeypatch.setattr(leaf_bag, "_MANY", 100)
    monkeypatch.setattr(digesting, "_LONG", 100)
    assert digested(path, may_be_apart=True) == alone
    rows = digested(path, may_be_apart=True, wanted=("rows",))
    assert rows.digests == {"rows": alone.digests["rows"]}
    monkeypatch.setattr(apart, "_processors", lambda: 1)
    assert digested(path, may_be_apart=True) == alone


def test_what_another_process_cannot_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "data.jsonl"
    # Of the label nothing is wrong here.
    write(path, [{"item": "x", "task": "one", "label": "a", "extra": "\ud800"}])
    monkeypatch.setattr(digesting, "_LONG", 10)
    for processors in (1, 2):
        monkeypatch.setattr(apart, "_processors", lambda count=processors: count)
        assert re.search(r"data.jsonl:1: ", digested(path, may_be_apart=True))


def test_files_that_are_no_lines_are_read_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("item,label,n\nx,a,1\ny,q,2\n", encoding="utf-8")
    for options in (
        DataOptions(task="one"),
        DataOptions(task="one", columns=(Column("label", "n", None),)),
    ):
        seen: list[int] = []
        assert digested(path, options, progress=seen.append) == surveyed(path, options)
        assert sum(seen) >= path.stat().st_size


def test_what_cannot_be_read_is_told_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "data.jsonl"
    good = {"item": "x", "task": "one", "label": "a"}
    write(path, [good, {**good, "attributes": {"k": "\ud800"}}])
    with pytest.raises(SchemactlError, match=r"data.jsonl:2: "):
        digest_data([path], RELEASE, OPTIONS)
    with pytest.raises(SchemactlError, match="is given twice"):
        digest_data([path, path], RELEASE, OPTIONS)


def test_a_file_that_changes_meanwhile_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "data.jsonl"
    write(path, [{"item": "x", "task": "one", "label": "a"}])

    def change(_: int) -> None:
        write(path, [])

    with pytest.raises(SchemactlError, match="was changed while it was read"):
        digest_data([path], None, OPTIONS, ("bytes",), change)
