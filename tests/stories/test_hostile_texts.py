"""Hostile texts and secret urls: stored and shown harmlessly, or refused in one line."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from schemactl.cli.main import run
from schemactl.registry.opening import reading
from schemactl.workspace import Workspace
from tests.cli.registry_commands import answer, released_in, text

SECRET = "s3cret-of-ours"
HOSTILE = [
    "'; DROP TABLE ledger; --",
    '" OR 1=1',
    "line\nbreak\r\n\x1b[2J\x07",
    "\x00\x01\x7f",
    "<script>alert(1)</script>",
    "../../../etc/passwd",
    "%s {0} ${x} {{y}}",
    "é\u0301\u202e\ufeff😀",
    "x" * 1_000_000,
]
VERBS = [
    ("registry", "status"),
    ("registry", "verify"),
    ("registry", "checkpoint"),
    ("registry", "prove", "schema:mood@1.0.0"),
    ("registry", "export", "--out", "a.jsonl"),
    ("registry", "upgrade"),
    ("register", "batch", "b@1", "--schema", "mood@1.0.0"),
    ("trace", "schema:mood@1.0.0"),
    ("impact", "schema:mood@1.0.0"),
]


@pytest.fixture(autouse=True)
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a repository whose release is in a checkpoint."""
    released_in(tmp_path, monkeypatch)
    return tmp_path


@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_text_is_stored_as_it_is_and_shown_as_data(
    root: Path, capsys: pytest.CaptureFixture[str], hostile: str
) -> None:
    said = ("--note", hostile, "--actor", hostile, "--reason", hostile, "--tool", hostile)
    answer(capsys, "register", "batch", "b@1", "--schema", "mood@1.0.0", *said)
    with reading(Workspace(root)) as store:
        sealed = store.find("batch:b@1")
    assert sealed is not None
    assert (sealed.entry.note, sealed.entry.content["tool"]) == (hostile, hostile)
    node = answer(capsys, "trace", "batch:b@1")["nodes"][0]
    assert (node["note"], node["actor"]) == (hostile, hostile)
    assert text(capsys, "registry", "verify") == "0 differences\n"
    shown = text(capsys, "trace", "batch:b@1")
    assert not {"\x1b[2J", "\x07", "\x00"} & {shown[n : n + 4] for n in range(len(shown))}


@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_name_is_refused_in_one_line(
    capsys: pytest.CaptureFixture[str], hostile: str
) -> None:
    for verb in ("trace", "impact"):
        said = text(capsys, verb, f"model:{hostile}@1", code=2)
        assert len(said) < 3000
    text(capsys, "register", "batch", f"{hostile}@1", "--schema", "mood@1.0.0", code=2)


def test_bytes_that_are_no_text_are_refused(root: Path) -> None:
    command = [sys.executable, "-m", "schemactl", "register", "batch", "b@1", "--schema"]
    done = subprocess.run(
        [*command, "mood@1.0.0", "--note", b"\xff\xfe"], cwd=root, capture_output=True, check=False
    )
    assert done.returncode == 2, done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("verb", VERBS, ids=" ".join)
@pytest.mark.parametrize("scheme", ["postgresql+psycopg", "mysql"])
def test_a_secret_in_a_url_is_in_no_output_and_no_file(
    root: Path,
    verb: tuple[str, ...],
    scheme: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    url = f"{scheme}://me:{SECRET}@127.0.0.1:1/{SECRET}?password={SECRET}"
    monkeypatch.setenv("SCHEMACTL_REGISTRY_URL", url)
    for form in ("text", "json"):
        capsys.readouterr()
        assert run([*verb, "--format", form]) in (1, 2)
        said = capsys.readouterr()
        assert SECRET not in said.out + said.err
        if form == "json":
            json.loads(said.out)
    for path in root.rglob("*"):
        assert path.is_dir() or SECRET.encode() not in path.read_bytes()
