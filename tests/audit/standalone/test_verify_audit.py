"""The folder verifies with Python alone, elsewhere, and shows every change."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from schemactl.audit.bundle import SUMS, bundle, write_bundle
from tests.audit.recorded import History, dossier_of


@pytest.fixture
def folder(history: History, tmp_path: Path) -> Path:
    """Return the folder of an audit outside of the repository."""
    write_bundle(bundle(dossier_of(history)), tmp_path / "elsewhere" / "audit")
    return tmp_path / "elsewhere" / "audit"


def verified(folder: Path, *arguments: str | Path) -> tuple[int, str]:
    """Run the program of the folder where neither schemactl nor site packages can be imported."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", folder / "verify_audit.py", *arguments],
        cwd=folder.parent,
        env={},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stderr == ""
    return done.returncode, done.stdout


def sums_anew(folder: Path) -> None:
    """Do what a forger would: make the sums fit again."""
    names = [line.split("  ")[1] for line in (folder / SUMS).read_text().splitlines()]
    (folder / SUMS).write_text(
        "".join(
            f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n"
            for name in names
        )
    )


def test_it_holds(folder: Path) -> None:
    code, said = verified(folder)
    assert code == 0, said
    assert said.startswith("the audit holds: 16 files and 6 entries\nmodel:cook@1, ledger up to")
    assert "whether this root is genuine is not known" in said


def test_a_checkpoint_kept_elsewhere_is_compared(folder: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept.json"
    kept.write_bytes((folder / "checkpoint.json").read_bytes())
    code, said = verified(folder, "--checkpoint", kept)
    assert (code, "the root is that of the checkpoint that you hold" in said) == (0, True)
    other = json.loads(kept.read_text()) | {"root": f"sha256:{'0' * 64}"}
    kept.write_text(json.dumps(other))
    code, said = verified(folder, "--checkpoint", kept)
    assert (code, said.startswith("WRONG")) == (1, True)


def test_every_changed_file_is_named(folder: Path) -> None:
    for path in sorted(folder.rglob("*")):
        if path.is_dir() or path.name in (SUMS, "verify_audit.py"):
            continue
        before = path.read_bytes()
        path.write_bytes(before[:-2] + bytes([before[-2] ^ 1]) + before[-1:])
        code, said = verified(folder)
        assert (code, said) == (1, f"WRONG: {path.relative_to(folder).as_posix()} was altered\n")
        path.write_bytes(before)
    assert verified(folder)[0] == 0


def test_missing_and_added_files_are_named(folder: Path) -> None:
    (folder / "note.txt").write_text("all is well")
    assert verified(folder) == (1, "WRONG: note.txt does not belong to the audit\n")
    (folder / "note.txt").unlink()
    (folder / "index.html").unlink()
    assert verified(folder) == (1, "WRONG: index.html is missing\n")


def test_another_definition_does_not_hold_with_new_sums(folder: Path) -> None:
    path = folder / "releases" / "schemas" / "mood" / "1.0.0" / "schema.json"
    path.write_text(path.read_text().replace("disliked", "loathed"))
    sums_anew(folder)
    code, said = verified(folder)
    assert code == 1
    assert "was altered" in said


def test_an_entry_told_otherwise_does_not_hold_with_new_sums(folder: Path) -> None:
    told = json.loads((folder / "audit.json").read_text())
    told["entries"]["model:cook@1"]["content"]["metrics"]["f1"] = "0.99"
    (folder / "audit.json").write_text(json.dumps(told))
    sums_anew(folder)
    code, said = verified(folder)
    assert (code, said) == (
        1,
        "WRONG: audit.json says something else of model:cook@1 than its entry\n",
    )


def test_a_forged_entry_does_not_hold_with_new_sums(folder: Path) -> None:
    told = json.loads((folder / "audit.json").read_text())
    told["entries"]["model:cook@1"]["content"]["metrics"]["f1"] = "0.99"
    (folder / "audit.json").write_text(json.dumps(told))
    [path] = [one for one in (folder / "proofs").iterdir() if b"model:cook@1" in one.read_bytes()]
    proof = json.loads(path.read_text())
    proof["entry"] = proof["entry"].replace('"0.9"', '"0.99"')
    path.write_text(json.dumps(proof))
    sums_anew(folder)
    code, said = verified(folder)
    assert code == 1
    assert "is not in the ledger" in said


def test_what_cannot_be_read_is_said(folder: Path) -> None:
    (folder / SUMS).write_text("nonsense\n")
    assert verified(folder) == (2, "cannot verify: SHA256SUMS: 'nonsense'\n")
    (folder / SUMS).unlink()
    assert verified(folder)[0] == 2


def test_paths_that_lead_out_are_refused(folder: Path) -> None:
    (folder / SUMS).write_text(f"{'0' * 64}  ../../secret\n")
    assert verified(folder)[0] == 2


@pytest.mark.parametrize(
    "content",
    ["[]", "{}", '{"checkpoint": 5}', "[" * 100_000, '{"entries": {"a": 5}}', "\x00", ""],
)
def test_nonsense_is_refused_in_one_line(folder: Path, content: str) -> None:
    (folder / "audit.json").write_text(content)
    sums_anew(folder)
    code, said = verified(folder)
    assert (code in (1, 2), said.count("\n")) == (True, 1)
