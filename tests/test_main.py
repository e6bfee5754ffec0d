"""The process: what it prints, how it ends, and what it does not wait for."""

import os
import subprocess
import sys
from pathlib import Path

from schemactl.version import VERSION
from tests.builders import SHORT_FORM, a_repository

COMMAND = [sys.executable, "-m", "schemactl"]


def start(*arguments: str, stdout: int = subprocess.PIPE) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own."""
    return subprocess.run(
        [*COMMAND, *arguments], stdout=stdout, stderr=subprocess.PIPE, text=True, check=False
    )


def test_the_version() -> None:
    result = start("--version")
    assert (result.stdout, result.returncode) == (f"schemactl {VERSION}\n", 0)


def test_the_version_is_said_before_anything_heavy_is_imported() -> None:
    result = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "schemactl", "--version"],
        capture_output=True,
        text=True,
        check=True,
    )
    imported = {line.rpartition("|")[2].strip() for line in result.stderr.splitlines()}
    assert "schemactl.version" in imported
    assert not {"click", "schemactl.cli.main", "pydantic", "yaml"} & imported


def test_exit_codes_reach_the_shell(tmp_path: Path) -> None:
    a_repository(tmp_path / "good", {"schemas/sentiment/schema.yaml": SHORT_FORM})
    a_repository(tmp_path / "bad", {"schemas/sentiment/schema.yaml": "a: ["})
    assert start("validate", "--root", str(tmp_path / "good")).returncode == 0
    assert start("validate", "--root", str(tmp_path / "bad")).returncode == 1
    assert start("validate", "--root", str(tmp_path / "none")).returncode == 2


def test_a_reader_that_leaves_early_is_no_failure(tmp_path: Path) -> None:
    labels = "".join(f"  - id: label {number}\n" for number in range(5000))
    head = SHORT_FORM.partition("  - id")[0]
    a_repository(tmp_path, {"schemas/sentiment/schema.yaml": head + labels})
    process = subprocess.Popen(
        [*COMMAND, "validate", "--root", str(tmp_path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(100)
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() in (0, 1)


def test_output_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    # A file that may not grow refuses what is written to it as a full disk does, on every system.
    limited = 'ulimit -f 0; exec "$@" > "$0"'
    command = [sys.executable, "-m", "schemactl", "--help"]
    result = subprocess.run(
        ["sh", "-c", limited, tmp_path / "out", *command],
        stderr=subprocess.PIPE,
        encoding="utf-8",
        check=False,
    )
    assert result.returncode == 2
    assert result.stderr.startswith("error: ")
    assert "Traceback" not in result.stderr


def test_no_threads_are_started_for_products_of_matrices(tmp_path: Path) -> None:
    # The environment is that of a command alone: a library leaves its caller's as it is.
    probe = (
        "import os, sys; from schemactl import __main__ as it; it._leave = lambda code: None;"
        "sys.argv = ['schemactl', '--help']; it.main(); import numpy;"
        "sys.exit(len(os.listdir('/proc/self/task')) - 1 if os.path.isdir('/proc') else 0)"
    )
    code = [sys.executable, "-c", probe]
    assert subprocess.run(code, capture_output=True, check=False, cwd=tmp_path).returncode == 0


def test_no_plugin_of_pydantic_runs(tmp_path: Path) -> None:
    (tmp_path / "meddler.py").write_text(
        "from pathlib import Path\nPath(__file__).with_name('ran').touch()\nplugin = None\n",
        encoding="utf-8",
    )
    described = tmp_path / "meddler-1.dist-info"
    described.mkdir()
    (described / "METADATA").write_text("Name: meddler\nVersion: 1\n", encoding="utf-8")
    (described / "entry_points.txt").write_text(
        "[pydantic]\nm = meddler:plugin\n", encoding="utf-8"
    )
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    plain = "from pydantic import TypeAdapter; TypeAdapter(int).validate_python(1)"
    for arguments, has_run in (
        (["-m", "schemactl", "init", "new", "--example"], False),
        (["-m", "schemactl", "validate", "--root", "new"], False),
        (["-c", plain], True),
    ):
        command = [sys.executable, *arguments]
        done = subprocess.run(command, env=environment, cwd=tmp_path, check=False)
        assert (done.returncode == 0, (tmp_path / "ran").exists()) == (not has_run, has_run)
