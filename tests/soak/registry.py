"""The registry under load: `python -m tests.soak.registry`, on SQLite and on PostgreSQL.

Many processes register at once, and writers are killed at every boundary. Nothing may be lost,
no number may be given twice, and nobody may be shown an error.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from schemactl.model.lineage import Head
from schemactl.registry.blank import URL_VARIABLE
from schemactl.registry.ledger import follow
from schemactl.registry.opening import reading
from schemactl.registry.verify import verify
from schemactl.workspace import Workspace
from tests.registry.postgresql import running

ROOT = Path(__file__).parents[2]
_REGISTER = """
import sys
import schemactl
project = schemactl.open(sys.argv[1])
for number in range(int(sys.argv[3])):
    project.register_dataset(f"d-{sys.argv[2]}@{number}", sys.argv[4], schema="mood@1.0.0")
"""
_SCHEMA = """\
schemactl: 1
name: mood
version: 1.0.0
type: classification
labels:
  - id: positive
    definition: The writer is pleased.
  - id: negative
    definition: The writer is displeased.
"""


def main() -> int:
    """Run both on both kinds of database; print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--processes", type=int, default=16)
    parser.add_argument("--each", type=int, default=12)
    parser.add_argument("--stride", type=int, default=3)
    chosen = parser.parse_args()
    with running("fsync=on", "full_page_writes=on", "listen_addresses=") as server:
        for kind in ("SQLite", "PostgreSQL"):
            for work in ("hammer", "crashes"):
                url = "sqlite:///registry/registry.db" if kind == "SQLite" else server.create(work)
                os.environ[URL_VARIABLE] = url
                with tempfile.TemporaryDirectory() as folder:
                    started = time.monotonic()
                    if work == "hammer":
                        said = _hammer(Path(folder), chosen.processes, chosen.each)
                    else:
                        said = _crashes(Path(folder), chosen.stride)
                    seconds = time.monotonic() - started
                    sys.stdout.write(f"{kind}: {said} in {seconds:.0f} s\n")
                    sys.stdout.flush()
    return 0


def _hammer(root: Path, processes: int, each: int) -> str:
    workspace = _repository(root)
    commands = []
    for number in range(processes):
        data = root / f"{number}.jsonl"
        data.write_text(f'{{"item": "{number}", "label": "positive"}}\n', encoding="utf-8")
        given = [str(root), str(number), str(each), str(data)]
        commands.append([sys.executable, "-W", "error", "-c", _REGISTER, *given])
    running_now = [subprocess.Popen(command, cwd=ROOT) for command in commands]
    failed = sum(process.wait() != 0 for process in running_now)
    with reading(workspace) as store:
        entries = [sealed.entry for sealed in follow(None, store.entries())]
        assert store.head() == Head(len(entries), store.hash_at(len(entries)) or "")
    recorded = sum(entry.kind == "dataset" for entry in entries)
    _demand(not failed, f"{failed} processes were shown an error")
    _demand(recorded == processes * each, f"only {recorded} of {processes * each} are recorded")
    wrong = [found.message for found in verify(workspace) if found.severity == "error"]
    _demand(not wrong, "; ".join(wrong))
    return f"{recorded} of {processes * each} datasets by {processes} processes"


def _crashes(root: Path, stride: int) -> str:
    command = [sys.executable, "-m", "tests.registry.crashes", str(root), str(stride)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    _demand(done.returncode == 0, done.stderr)
    return f"killed at every {stride}. of {done.stdout.strip()}"


def _repository(root: Path) -> Workspace:
    (root / "schemas" / "mood").mkdir(parents=True)
    (root / "schemas" / "mood" / "schema.yaml").write_text(_SCHEMA, encoding="utf-8")
    subprocess.run(
        [sys.executable, "-m", "schemactl", "release", "--root", str(root)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return Workspace(root)


def _demand(holds: bool, otherwise: str) -> None:
    if not holds:
        raise SystemExit(f"FAILED {otherwise}")


if __name__ == "__main__":
    sys.exit(main())
