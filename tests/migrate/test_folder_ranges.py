"""Folders are migrated file by file, answered and undone, and appear in one step."""

import shutil
from pathlib import Path
from typing import Any

import orjson
import pytest

from schemactl.errors import SchemactlError
from schemactl.migrate import folder_ranges as module
from schemactl.migrate.answer import answer
from schemactl.migrate.answer_request import AnswerRequest, begin
from schemactl.migrate.apply import Request, apply
from schemactl.migrate.compile import CompiledMigration
from schemactl.migrate.folder_ranges import folder_ranges
from schemactl.migrate.plan import plan
from schemactl.migrate.queue_file import read_entries
from schemactl.migrate.reading import with_plain
from schemactl.migrate.source import open_source
from schemactl.migrate.undo import undo
from schemactl.migrate.work import folder_of
from tests.builders import a_label, a_schema, a_task
from tests.migrate.hops import compiled
from tests.migrate.killing import is_killed_at
from tests.migrate.runs import STEPS, a_job, ignore, targets_in

BOX = " 0.5 0.5 0.10 2e-1\n"
NAMES = ("x", "m", "hi", "lo", "y", "z", "k")
Files = dict[str, bytes]


def a_migration() -> CompiledMigration:
    """Return the migration of boxes in which a label meets each fate."""
    new = a_task(*(a_label(one, index=at) for at, one in enumerate(NAMES)), type="box")
    return compiled(a_schema(a_task(*"abcsdqk", type="box")), a_schema(new), *STEPS)


def files_in(path: Path) -> Files:
    """Return the bytes of all files of a folder by their names."""
    found = (file for file in path.rglob("*") if file.is_file())
    return {file.relative_to(path).as_posix(): file.read_bytes() for file in found}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a folder of YOLO with the classes a, q, d, k, and an image."""
    found = tmp_path / "data"
    labels = {"1": "0 3", "2": "1", "3": "3 2 0", "4": "", "5": "1 1"}
    for name, classes in labels.items():
        file = found / "labels" / "train" / f"{name}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("".join(f"{one}{BOX}" for one in classes.split()), newline="")
    (found / "data.yaml").write_text("names: [a, q, d, k]  # ours\nnc: 4\n", newline="")
    (found / "classes.txt").write_text("a\nq\nd\nk\n", newline="")
    (found / "images").mkdir()
    (found / "images" / "1.png").write_bytes(b"an image")
    return found


def run(path: Path, **request: Any) -> dict[str, Any]:
    """Migrate the folder."""
    targets = targets_in(path.parent)
    return apply(a_job(path, a_migration()), Request(targets, **request), ignore)


def classes(path: Path, name: str) -> list[str]:
    """Return the names of the classes in a file of labels."""
    names = (path / "classes.txt").read_text().splitlines()
    lines = (path / "labels" / "train" / f"{name}.txt").read_text().splitlines()
    assert all(line.endswith(BOX.rstrip()) for line in lines)
    return [names[int(line.split()[0])] for line in lines]


def test_every_file_is_migrated_and_undone(path: Path) -> None:
    told = run(path)
    out = path.with_name("out")
    assert [classes(out, name) for name in "12345"] == [["x", "k"], [], ["k", "x"], [], []]
    assert (out / "data.yaml").read_text() == "names: [x, m, hi, k, lo, y, z]  # ours\nnc: 7\n"
    assert (out / "images" / "1.png").read_bytes() == b"an image"
    assert told["records"]["out"] == told["records"]["in"]
    assert told["annotations"] == {"in": 9, "unchanged": 3, "mapped": 2, "queued": 3, "dropped": 1}
    assert plan(a_job(path, a_migration()), ignore).items() <= told.items()
    parts = [entry.part for entry in read_entries(path.with_name("queue"))]
    assert parts == ["labels/train/2.txt", *["labels/train/5.txt"] * 2]
    undone = undo(out, path.with_name("undo"), path.with_name("back"))
    assert files_in(path.with_name("back")) == files_in(path)
    assert undone.digest == told["digests"]["input"]
    assert not folder_of(out).exists()


def test_a_run_that_is_killed_anywhere_ends_as_if_it_had_not_been(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_RANGE", 100)
    targets = targets_in(path.parent)
    run(path, checkpoint=1)
    expected = (files_in(targets.out), targets.undo.read_bytes(), targets.queue.read_bytes())
    event = 0
    while True:
        shutil.rmtree(targets.out)
        targets.undo.unlink()
        targets.queue.unlink()
        if not is_killed_at(event, lambda: run(path, checkpoint=1)):
            break
        assert not targets.out.exists() or files_in(targets.out) == expected[0]
        run(path, checkpoint=1, force=targets.out.exists())
        found = (files_in(targets.out), targets.undo.read_bytes(), targets.queue.read_bytes())
        assert found == expected
        assert not folder_of(targets.out).exists()
        event += 1
    assert event > 50


def test_ranges_follow_each_other(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_RANGE", 20)
    with with_plain(a_job(path, a_migration())) as job:
        assert job.plain is not None
        whole = list(folder_ranges(open_source(job), job.plain))
        assert sum(one.size for one in whole) == job.plain.stat().st_size
        assert len(whole) > 4
        begin = 0
        for number, one in enumerate(whole):
            assert list(folder_ranges(open_source(job), job.plain, begin)) == whole[number:]
            begin += one.size


def test_answers_stand_where_the_lines_were(path: Path) -> None:
    told = run(path)
    out, answered, all_answered = (path.with_name(name) for name in ("out", "answered", "all"))
    first, *rest = read_entries(path.with_name("queue"))
    rows = path.with_name("answers.jsonl")
    rows.write_bytes(orjson.dumps({"ordinal": first.ordinal, "position": 0, "label": "z"}))
    request = AnswerRequest(out, path.with_name("queue"), (rows,), answered)
    found = answer(request, begin(request), a_migration(), ignore)
    assert found["answers"]["open"] == 2
    assert [classes(answered, name) for name in "125"] == [["x", "k"], ["z"], []]
    assert (answered / "images" / "1.png").read_bytes() == b"an image"
    assert not (answered / "images" / "1.png").is_symlink()
    given = ({"ordinal": one.ordinal, "position": 0, "label": "y"} for one in rest)
    rows.write_bytes(b"\n".join(map(orjson.dumps, given)))
    queue = path.with_name("answered.queue.jsonl")
    request = AnswerRequest(answered, queue, (rows,), all_answered)
    answer(request, begin(request), a_migration(), ignore)
    assert [classes(all_answered, name) for name in "25"] == [["z"], ["y", "y"]]
    undone = undo(all_answered, path.with_name("undo"), path.with_name("back"))
    assert undone.run == told["run"]
    assert files_in(path.with_name("back")) == files_in(path)


def test_a_folder_takes_the_place_of_another_by_force_only(path: Path) -> None:
    out = path.with_name("out")
    out.mkdir()
    (out / "mine").write_text("mine")
    with pytest.raises(SchemactlError, match="out exists"):
        run(path)
    assert files_in(out) == {"mine": b"mine"}
    run(path, force=True)
    assert "mine" not in files_in(out)
    undo(out, path.with_name("undo"), path.with_name("back"))
    undo(out, path.with_name("undo"), path.with_name("back"), force=True)
    assert files_in(path.with_name("back")) == files_in(path)


@pytest.mark.parametrize("name", ["data.yaml", "labels/train/1.txt", "labels/new.txt"])
def test_a_folder_that_the_run_did_not_write_is_refused(path: Path, name: str) -> None:
    run(path)
    out = path.with_name("out")
    with (out / name).open("a") as file:
        file.write("# \n")
    with pytest.raises(SchemactlError, match="neither what the run"):
        undo(out, path.with_name("undo"), path.with_name("back"))
    assert not path.with_name("back").exists()


def test_targets_lie_beside_the_folder(path: Path) -> None:
    targets = targets_in(path)
    with pytest.raises(SchemactlError, match="lies in the input"):
        apply(a_job(path, a_migration()), Request(targets), ignore)
    other = targets_in(path.parent)._replace(out=path.parent)
    with pytest.raises(SchemactlError, match="lies in the input"):
        apply(a_job(path, a_migration()), Request(other, force=True), ignore)
    run(path)
    for place in (path.with_name("out") / "back", path.parent):
        with pytest.raises(SchemactlError, match="is read as well"):
            undo(path.with_name("out"), path.with_name("undo"), place, force=True)


def test_unknown_classes_leave_nothing_behind(path: Path) -> None:
    (path / "data.yaml").write_text("names: [a, q, d, what]\n")
    assert run(path)["unknown_labels"] == {"what": 2}
    assert [found.name for found in path.parent.iterdir()] == ["data"]
