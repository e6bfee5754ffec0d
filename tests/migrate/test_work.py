"""Work: a run that is killed anywhere is taken up again, and ends as if it had never been."""

from pathlib import Path
from typing import Any

import pytest

from schemactl.errors import SchemactlError
from schemactl.migrate import line_ranges, work
from schemactl.migrate.apply import Request, apply
from schemactl.migrate.lock import hold
from schemactl.migrate.undo import undo
from schemactl.migrate.work import Targets, folder_of
from tests.migrate.killing import is_killed_at
from tests.migrate.runs import a_job, ignore, targets_in
from tests.migrate.test_spread import lines

CONTENT = b"".join(lines(200))
Files = dict[str, bytes]


@pytest.fixture(autouse=True)
def _small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line_ranges, "RANGE", 500)
    monkeypatch.setattr(line_ranges, "_SETTLED_AFTER", 1)
    monkeypatch.setattr(work, "_COUNTS", 3)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a file of lines."""
    found = tmp_path / "data.jsonl"
    found.write_bytes(CONTENT)
    return found


def run(path: Path, **request: Any) -> dict[str, Any]:
    """Migrate a file, with a checkpoint every few hundred bytes."""
    targets = targets_in(path.parent)
    return apply(a_job(path), Request(targets, checkpoint=700, **request), ignore)


def written(targets: Targets) -> Files:
    """Return what stands at the targets; the queue and the undo file name the same run."""
    return {name: path.read_bytes() for name, path in targets._asdict().items() if path.exists()}


def killed_at(event: int, path: Path) -> bool:
    """Run in another process that is killed at its n-th event; tell whether it came so far."""
    return is_killed_at(event, lambda: run(path))


def test_a_run_that_is_killed_anywhere_ends_as_if_it_had_not_been(path: Path) -> None:
    run(path)
    targets = targets_in(path.parent)
    expected = written(targets)
    seen: set[int] = set()
    event = 0
    while True:
        for target in targets:
            target.unlink()
        if not killed_at(event, path):
            break
        assert not targets.out.exists() or written(targets) == expected
        seen.add(len(written(targets)))
        told = run(path, force=targets.out.exists())
        assert told["records"]["in"] == 200
        assert written(targets) == expected
        assert not folder_of(targets.out).exists()
        event += 1
    assert event > 100
    assert seen == {0, 1, 2, 3}


def test_a_run_goes_on_from_its_last_checkpoint(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    targets = targets_in(path.parent)
    assert killed_at(60, path)
    read: list[int] = []
    begun = work.Work.__init__

    def noting(self: work.Work, *given: Any) -> None:
        begun(self, *given)
        read.append(self.read)

    monkeypatch.setattr(work.Work, "__init__", noting)
    run(path)
    assert 0 < read[0] < len(CONTENT)
    undo(targets.out, targets.undo, path.with_name("back"))
    assert path.with_name("back").read_bytes() == CONTENT


@pytest.mark.parametrize("name", ["out", "undo", "queue", "journal"])
@pytest.mark.parametrize("share", [0.0, 0.3, 0.9])
def test_work_files_that_lost_their_ends_do_no_harm(path: Path, name: str, share: float) -> None:
    run(path)
    targets = targets_in(path.parent)
    expected = written(targets)
    for target in targets:
        target.unlink()
    assert killed_at(90, path)
    part = folder_of(targets.out) / name
    content = part.read_bytes()
    part.write_bytes(content[: int(share * len(content))])
    run(path)
    assert written(targets) == expected


@pytest.mark.parametrize("name", ["out", "undo", "queue"])
def test_work_files_that_were_altered_are_not_gone_on_with(path: Path, name: str) -> None:
    run(path)
    targets = targets_in(path.parent)
    expected = written(targets)
    for target in targets:
        target.unlink()
    assert killed_at(90, path)
    part = folder_of(targets.out) / name
    content = part.read_bytes()
    part.write_bytes(content[:5] + b"?" + content[6:])
    run(path)
    assert written(targets) == expected


def test_another_run_is_not_gone_on_with(path: Path) -> None:
    targets = targets_in(path.parent)
    assert killed_at(60, path)
    path.write_bytes(CONTENT + b'{"item":"x","label":"a"}\n')
    with pytest.raises(SchemactlError, match="another input"):
        run(path)
    assert folder_of(targets.out).exists()
    assert run(path, restart=True)["records"]["in"] == 201
    assert not folder_of(targets.out).exists()


def test_two_processes_do_not_work_in_one_folder(path: Path) -> None:
    folder = folder_of(targets_in(path.parent).out)
    folder.mkdir()
    with hold(folder), pytest.raises(SchemactlError, match="another process"):
        run(path)
    assert run(path)["records"]["in"] == 200


def test_targets_on_another_disk_appear_in_one_step(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = Path.replace

    def refused(self: Path, target: Path) -> Path:
        if folder_of(targets_in(path.parent).out) in self.parents:
            raise OSError(18, "another disk")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refused)
    run(path)
    targets = targets_in(path.parent)
    undo(targets.out, targets.undo, path.with_name("back"))
    assert path.with_name("back").read_bytes() == CONTENT
