"""Lock: a folder is held by one, until it lets go."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from schemactl.errors import SchemactlError
from schemactl.migrate.lock import hold, scratch


def test_a_folder_is_held_until_it_is_let_go(tmp_path: Path) -> None:
    with hold(tmp_path), pytest.raises(SchemactlError, match="another process works in"):
        hold(tmp_path)
    hold(tmp_path).close()


def test_a_scratch_folder_is_empty_and_goes(tmp_path: Path) -> None:
    folder = tmp_path / "work"
    (folder / "left").mkdir(parents=True)
    (folder / "file").write_text("of a crash")
    with scratch(folder) as found:
        assert [one.name for one in found.iterdir()] == ["lock"]
        with pytest.raises(SchemactlError, match="another process"), scratch(folder):
            pass
    assert not folder.exists()


HOLD_AND_HIRE = """
import os, signal, sys
import os
import signal
import subprocess
import sys
from pathlib import Path
from schemactl.data.apart import hire
from schemactl.migrate.lock import hold

def stand_still(line):
    line.send(os.getpid())
    os.kill(os.getpid(), signal.SIGSTOP)

if __name__ == "__main__":
    held = hold(Path(sys.argv[1]))
    hired = hire(stand_still)
    print(hired.line.recv(), flush=True)
    signal.pause()
"""


def test_what_is_held_is_free_once_the_process_is_killed(tmp_path: Path) -> None:
    # The process that it began stands still, and so does not see that it has to end.
    script = tmp_path / "hold.py"
    script.write_text(HOLD_AND_HIRE, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, script, tmp_path], stdout=subprocess.PIPE, encoding="utf-8"
    ) as process:
        assert process.stdout is not None
        hired = int(process.stdout.readline())
        with pytest.raises(SchemactlError, match="another process works in"):
            hold(tmp_path)
        process.kill()
    try:
        hold(tmp_path).close()
    finally:
        os.kill(hired, signal.SIGKILL)
