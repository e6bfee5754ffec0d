"""Memory: what a run over many lines takes at its peak, in each of its processes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders import a_repository, release_schema

# A process that is begun counts what began it as its own; so it is a small one that begins it.
MEASURE = """
import os, sys
child = os.spawnv(os.P_NOWAIT, sys.executable, [sys.executable, *sys.argv[1:]])
_, status, usage = os.wait4(child, 0)
print([status, usage.ru_maxrss])
"""
LABELS, RECODED = 2000, 500


def old_label(number: int) -> str:
    """Return the id of a label of the first version."""
    return f"label-{number:04d}"


def new_label(number: int) -> str:
    """Return its id in the second version."""
    return f"new-{number:04d}" if number < RECODED else old_label(number)


def schema(version: str, labels: list[str]) -> str:
    """Return a schema file of many labels."""
    head = f"schemactl: 1\nname: s\nversion: {version}\ntype: classification\nlabels:\n"
    return head + "".join(
        f"  - {{id: {one}, definition: The thing with number {one[-4:]}.}}\n" for one in labels
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a repository with two releases, and 40 MB of lines of the first one."""
    top = tmp_path_factory.mktemp("memory")
    old = [old_label(number) for number in range(LABELS)]
    new = [new_label(number) for number in range(LABELS)]
    first = release_schema(a_repository(top, {"schemas/s/schema.yaml": schema("1.0.0", old)}), "s")
    migration = {
        "schemactl": 1,
        "from": {"schema": "s", "version": "1.0.0", "digest": first.digest},
        "to": {"schema": "s", "version": "2.0.0"},
        "steps": [{"change": "recode", "from": old[at], "to": new[at]} for at in range(RECODED)],
    }
    files = {
        "schemactl.yaml": "",
        "schemas/s/schema.yaml": schema("2.0.0", new),
        "schemas/s/migrations/2.0.0.yaml": json.dumps(migration),
    }
    release_schema(a_repository(top, files), "s")
    text = "What somebody wrote in about so many words, and nobody had to read. "
    rows = [{"id": at, "text": text, "label": one} for at, one in enumerate(old)]
    block = b"".join(json.dumps(row).encode() + b"\n" for row in rows)
    (top / "data.jsonl").write_bytes(block * (40 * 10**6 // len(block)))
    return top


def peak(*arguments: str) -> float:
    """Return the most that a process of Python took, or one that it began, in MiB."""
    command = [sys.executable, "-c", MEASURE, *arguments]
    found = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    status, most = json.loads(found.stdout.splitlines()[-1])
    assert status == 0, found.stderr
    # Linux counts in KiB, macOS in bytes.
    return float(most) / (2**20 if sys.platform == "darwin" else 2**10)


@pytest.mark.parametrize("processes", ["1", "2"])
def test_many_lines_take_little_memory(folder: Path, processes: str) -> None:
    targets = [f"--{name}={folder / name}-{processes}" for name in ("out", "undo", "queue")]
    way = ["--schema=s", "--from=1.0.0", "--to=2.0.0", f"--processes={processes}", "--format=json"]
    command = ["migrate", "apply", str(folder / "data.jsonl"), *way, *targets, f"--root={folder}"]
    imported = peak("-c", "import schemactl.cli.migrate_apply")
    found = peak("-m", "schemactl", *command)
    # On the versions that are pinned, 45 are imported, and a run takes 15 or 18 beyond them.
    assert found - imported < 21
    assert found < 72
