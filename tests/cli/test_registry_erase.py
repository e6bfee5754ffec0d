"""`registry erase-annotator`: the name goes, the entry says so, everything still verifies."""

import subprocess
import sys
from pathlib import Path

import pytest

from schemactl.cli.main import run
from tests.cli.registry_commands import answer, released_in, text


def test_a_name_is_deleted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    released_in(tmp_path, monkeypatch)
    ref = answer(capsys, "register", "annotator", "--person", "Ada Lovelace")["ref"]
    pseudonym = ref.partition(":")[2].partition("@")[0]
    answer(capsys, "register", "batch", "b@1", "--schema", "mood@1.0.0", "--annotator", pseudonym)
    assert run(["audit", "batch:b@1", "--out", "before"]) == 0
    said = text(capsys, "registry", "erase-annotator", pseudonym, "--reason", "asked for it")
    assert said == f"deleted the name behind {pseudonym}; recorded as entry 4\n"
    found = answer(capsys, "registry", "erase-annotator", f"annotator:{pseudonym}")
    assert found == {"ref": f"erasure:{pseudonym}@1", "entry": 4, "erased": False}
    assert "no name was known here" in text(capsys, "registry", "erase-annotator", pseudonym)
    assert text(capsys, "registry", "verify") == "0 differences\n"
    assert "no annotator a-1" in text(capsys, "registry", "erase-annotator", "a-1", code=2)
    assert run(["registry", "checkpoint"]) == 0
    assert run(["audit", "batch:b@1", "--out", "after"]) == 0
    assert pseudonym in Path("after/index.html").read_text(encoding="utf-8")
    for folder in ("before", "after"):
        verifier = [sys.executable, "-I", f"{folder}/verify_audit.py"]
        assert subprocess.run(verifier, stdout=subprocess.DEVNULL, check=False).returncode == 0
    # Journal, database and both audits.
    assert len(list(tmp_path.rglob("*"))) > 30
    for path in tmp_path.rglob("*"):
        assert path.is_dir() or b"Ada Lovelace" not in path.read_bytes(), path
