"""Apache Spark itself runs migrations: parts equal the stream, and failing tasks count once."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from schemactl.files.arrow import arrow, parquet
from tests.migrate.engines.test_spark import comparable, lines, parts, streamed

pytestmark = pytest.mark.interop

ROOT = Path(__file__).parents[2]


def spark(what: str, folder: Path) -> dict[str, Any]:
    """Run in a process that sees PySpark beside what is installed here."""
    packages = next(Path(os.environ["SCHEMACTL_INTEROP"], "spark", "lib").glob("*/site-packages"))
    done = subprocess.run(
        [sys.executable, ROOT / "tests" / "interop" / "spark_runs.py", what, folder],
        env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{packages}"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def a_folder(tmp_path: Path, **files: bytes) -> dict[str, bytes]:
    (tmp_path / "in").mkdir()
    named = {f"{name}.jsonl": content for name, content in files.items()}
    for name, content in named.items():
        (tmp_path / "in" / name).write_bytes(content)
    return named


def test_parts_of_one_file_are_what_the_stream_writes(tmp_path: Path) -> None:
    content = b"\xef\xbb\xbf" + lines(0, 1500) + b"\r\n \n" + lines(1500, 2000)[:-1]
    a_folder(tmp_path, a=content)
    told = spark("plain", tmp_path)
    expected, report = streamed(tmp_path, content)
    assert len(parts(tmp_path)) > 3
    assert b"".join(part.read_bytes() for part in parts(tmp_path)) == expected
    assert comparable(told) == comparable(json.loads(json.dumps(report)))
    assert (tmp_path / "back" / "a.jsonl").read_bytes() == content


@pytest.mark.parametrize("what", ["retried", "retried locally"])
def test_tasks_that_fail_after_writing_count_once(tmp_path: Path, what: str) -> None:
    files = {"a b": lines(0, 900), "b": lines(900, 2500), "c": lines(3400, 10)}
    written = a_folder(tmp_path, **files)
    told = spark(what, tmp_path)
    marks = [mark.read_bytes() for mark in (tmp_path / "marks").iterdir()]
    assert b"xx" in marks
    expected, report = streamed(tmp_path, b"".join(files.values()))
    assert b"".join(part.read_bytes() for part in parts(tmp_path)) == expected
    assert comparable(told) == comparable(json.loads(json.dumps(report)))
    for name, content in written.items():
        assert (tmp_path / "back" / name).read_bytes() == content


@pytest.mark.parametrize("what", ["lost", "lost locally"])
def test_tasks_that_never_succeed_leave_nothing(tmp_path: Path, what: str) -> None:
    a_folder(tmp_path, a=lines(0, 900))
    assert spark(what, tmp_path)["message"].startswith("Spark gave up: ")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "marks"]


@pytest.mark.parametrize("what", ["plain", "plain through Spark"])
def test_a_mark_of_byte_order_begins_files_only(tmp_path: Path, what: str) -> None:
    before = lines(0, 1500)
    # The second stretch begins with the mark.
    fill = b" " * (40_000 - len(before) % 20_000)
    a_folder(tmp_path, a=before + fill + b"\n\xef\xbb\xbf" + lines(1500, 9))
    message = spark(what, tmp_path)["message"]
    assert "not valid JSON" in message
    assert "byte order mark" in message
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


def test_parquet_files_keep_their_rows_and_form(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in "ab":
        table = arrow().table({"item": list("uvwxyz"), "label": list("abqkdk"), "of": [name] * 6})
        parquet().write_table(table, tmp_path / "in" / f"{name}.parquet", compression="zstd")
    assert spark("plain", tmp_path)["records"]["in"] == 12
    for name, part in zip("ab", parts(tmp_path), strict=True):
        found = parquet().ParquetFile(part)
        assert found.metadata.row_group(0).column(0).compression == "ZSTD"
        assert found.read().column("label").to_pylist() == ["x", "m", "k", "k"]
        assert found.read().column("of").to_pylist() == [name] * 4
        first, again = (
            parquet().read_table(tmp_path / at / f"{name}.parquet") for at in ("in", "back")
        )
        assert again.equals(first)
