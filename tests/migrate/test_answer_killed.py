"""A round of answers that is killed anywhere is repeated, and ends as if it had never been."""

import shutil
from pathlib import Path

import orjson
import pytest

from schemactl.files.arrow import arrow, parquet
from schemactl.migrate.undo import undo
from schemactl.migrate.work import folder_of
from tests.migrate.answering import Asked, asked, lines
from tests.migrate.killing import is_killed_at

NAMES = ("answered", "answered.queue.jsonl", "undo", "out", "queue")


def a_run(folder: Path, kind: str) -> Asked:
    """Migrate six records, of which two wait, in a format."""
    if kind == "lines":
        return asked(folder, lines("aqkdqb"))
    rows = [orjson.loads(line) for line in lines("aqkdqb").splitlines()]
    parquet().write_table(arrow().Table.from_pylist(rows), folder / "data.parquet")
    return asked(folder, (folder / "data.parquet").read_bytes(), name="data.parquet")


@pytest.mark.parametrize("kind", ["lines", "rows"])
def test_a_round_that_is_killed_anywhere_ends_as_if_it_had_not_been(
    tmp_path: Path, kind: str
) -> None:
    run = a_run(tmp_path, kind)
    start = tmp_path / "start"
    shutil.copytree(tmp_path, start)

    def answer(*, force: bool = False) -> None:
        run.answer({"item": "i2", "label": "y"}, force=force)

    def written() -> dict[str, bytes]:
        found = (tmp_path / name for name in NAMES)
        return {path.name: path.read_bytes() for path in found if path.exists()}

    def again() -> None:
        for name in ("answered", "answered.queue.jsonl"):
            (tmp_path / name).unlink(missing_ok=True)
        shutil.copyfile(start / "undo", tmp_path / "undo")

    answer()
    expected = written()
    event = 0
    while True:
        again()
        if not is_killed_at(event, answer):
            break
        here = written()
        # The output stands there last, and then all else does; what was before is never harmed.
        assert "answered" not in here or here == expected
        assert (here["out"], here["queue"]) == (expected["out"], expected["queue"])
        answer(force="answered" in here)
        assert written() == expected
        assert not folder_of(tmp_path / "answered").exists()
        event += 1
    assert event > 15
    undo(tmp_path / "answered", tmp_path / "undo", tmp_path / "back")
    left = [path.name for path in tmp_path.iterdir() if path.name.startswith(".answered")]
    assert left == []
