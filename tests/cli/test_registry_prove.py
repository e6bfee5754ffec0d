"""`registry prove`: on the screen, as JSON, and as files that verify themselves."""

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.registry_commands import answer, released_in, text

REF = "schema:mood@1.0.0"


@pytest.fixture(autouse=True)
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a repository whose release is in a checkpoint."""
    released_in(tmp_path, monkeypatch)
    return tmp_path


def test_a_proof_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    said = text(capsys, "registry", "prove", REF)
    assert said.startswith("schema:mood@1.0.0 is entry 1 of 1\n  root sha256:")
    assert "--out DIR writes the proof" in said
    found = answer(capsys, "registry", "prove", REF)
    assert (found["format"], found["ref"], found["files"]) == ("schemactl-proof-1", REF, [])


def test_a_proof_is_written_with_its_program(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "  file proof/verify.py" in text(capsys, "registry", "prove", REF, "--out", "proof")
    held = root / "registry/journal/000000000001.json"
    done = subprocess.run(
        [sys.executable, "-I", "-S", "verify.py", "proof.json", "--checkpoint", str(held)],
        cwd=root / "proof",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_what_no_checkpoint_covers_says_so(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path in (root / "registry" / "journal").iterdir():
        path.unlink()
    assert "no checkpoint covers it yet" in text(capsys, "registry", "prove", REF)


def test_an_unknown_ref_is_no_proof(capsys: pytest.CaptureFixture[str]) -> None:
    said = text(capsys, "registry", "prove", "model:router@1", code=2)
    assert "model:router@1 is not in the registry" in said


def test_a_held_checkpoint_is_led_to(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    held = root / "held.json"
    held.write_bytes((root / "registry/journal/000000000001.json").read_bytes())
    found = answer(capsys, "registry", "prove", REF, "--checkpoint", str(held))
    assert found["checkpoint"]["seq"] == 1
    held.write_text(held.read_text().replace("sha256:", "sha256:0", 1))
    assert "is no checkpoint" in text(
        capsys, "registry", "prove", REF, "--checkpoint", str(held), code=2
    )


def test_a_citation_is_confirmed_with_the_words(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    manifest = root / "registry/schemas/mood/1.0.0/manifest.json"
    digest = f"sha256:{hashlib.sha256(manifest.read_bytes()).hexdigest()}"
    cited = f"schema:mood@1.0.0 mood/positive {digest} read 2099-11-20"
    found = answer(capsys, "registry", "prove", "--citation", cited, "--out", "proof")
    assert found["citation"]["confirmed"]
    assert found["citation"]["text"] == "The writer is pleased."
    assert found["files"] == ["proof/proof.json", "proof/verify.py"]
    said = text(capsys, "registry", "prove", "--citation", cited)
    assert said.startswith("the citation is confirmed\n  | The writer is pleased.\n")
    wrong = cited.replace("positive", "postive")
    said = text(capsys, "registry", "prove", "--citation", wrong, code=1)
    assert said.startswith("not so: schema:mood@1.0.0 has no label mood/postive\n")
    early = cited.replace("2099", "1999")
    found = answer(capsys, "registry", "prove", "--citation", early, code=1)
    assert "after it is said to have been read" in found["citation"]["problems"][0]


def test_a_reference_or_a_citation_is_needed(capsys: pytest.CaptureFixture[str]) -> None:
    assert "give a reference or --citation" in text(capsys, "registry", "prove", code=2)
    said = text(capsys, "registry", "prove", "--citation", "hello", code=2)
    assert "is no citation" in said
