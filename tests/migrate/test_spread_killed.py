"""Runs of several processes that are killed end as if they had never been, with any number."""

import time
from pathlib import Path

import pytest

from schemactl.errors import SchemactlError
from schemactl.migrate import line_ranges, lock, spread
from schemactl.migrate.apply import Request, apply
from schemactl.migrate.undo import undo
from schemactl.migrate.work import folder_of
from tests.migrate.killing import is_killed_at
from tests.migrate.runs import a_job, ignore, targets_in
from tests.migrate.test_spread import lines

CONTENT = b"".join(lines(200))
# Not each of the points, since each takes a run of processes that have to begin.
STEP = 9


def wait_for(folder: Path) -> None:
    """Wait until the processes of a run that was killed have ended, too."""
    while folder.exists():
        try:
            lock.hold(folder).close()
        except SchemactlError:
            time.sleep(0.01)
        else:
            return


def test_a_run_goes_on_with_another_number_of_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (line_ranges, spread):
        monkeypatch.setattr(module, "RANGE", 500)
    monkeypatch.setattr(line_ranges, "_SETTLED_AFTER", 1)
    monkeypatch.setattr(spread, "_ROUND", 2)
    path, targets, back = tmp_path / "data.jsonl", targets_in(tmp_path), tmp_path / "back"
    path.write_bytes(CONTENT)

    def run(processes: int = 2, *, force: bool = False) -> None:
        request = Request(targets, force=force, processes=processes, checkpoint=700)
        apply(a_job(path), request, ignore)

    run()
    expected = targets.out.read_bytes()
    event = 0
    while True:
        for target in targets:
            target.unlink()
        if not is_killed_at(event, run):
            break
        wait_for(folder_of(targets.out))
        run(1 + event % 3, force=targets.out.exists())
        assert targets.out.read_bytes() == expected
        undo(targets.out, targets.undo, back, force=True)
        assert back.read_bytes() == CONTENT
        event += STEP + 1 - event % 2
    assert event > 60
