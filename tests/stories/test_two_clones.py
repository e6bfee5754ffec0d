"""Two clones that both recorded: the fork is found, nothing changes, and the guide leads out."""

import subprocess
from pathlib import Path

import pytest

from schemactl.cli.main import run
from tests.cli.registry_commands import released_in, text


def git(folder: Path, *arguments: str) -> str:
    """Run git as somebody."""
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main")
    done = subprocess.run(
        ["git", *who, *arguments], cwd=folder, capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr


def recorded(folder: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Register a batch in a clone, make a checkpoint and commit it."""
    monkeypatch.chdir(folder)
    assert run(["register", "batch", f"{name}@1", "--schema", "mood@1.0.0", "--note", name]) == 0
    assert run(["registry", "checkpoint"]) == 0
    git(folder, "add", "-A")
    git(folder, "commit", "-m", name)


@pytest.mark.parametrize("ours", [1, 2])
def test_a_fork_is_found_and_left_as_the_guide_says(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    ours: int,
) -> None:
    origin, clone = tmp_path / "origin", tmp_path / "clone"
    origin.mkdir()
    released_in(origin, monkeypatch)
    git(origin, "init")
    git(origin, "add", "-A")
    git(origin, "commit", "-m", "release")
    git(tmp_path, "clone", str(origin), str(clone))
    recorded(origin, "theirs", monkeypatch)
    for number in range(ours):
        recorded(clone, f"ours-{number}", monkeypatch)
    git(clone, "fetch", "origin")
    merged = git(clone, "merge", "origin/main")
    assert ("CONFLICT" in merged) == (ours == 1) or "registry/impact.json" in merged
    said = text(capsys, "register", "batch", "more@1", "--schema", "mood@1.0.0", code=2)
    assert "ledger-forked" in said or "a conflict of git may stand in it" in said
    assert run(["registry", "export", "--out", "mine.jsonl"]) == 0
    (clone / "registry" / "registry.db").rename(tmp_path / "old.db")
    kept = ("--source", "origin/main", "--staged", "--worktree", "--", "registry/journal")
    git(clone, "restore", *kept, "registry/impact.json")
    assert run(["registry", "import", "mine.jsonl", "--replay"]) == 0
    assert run(["registry", "checkpoint"]) == 0
    assert text(capsys, "registry", "verify") == "0 differences\n"
    found = text(capsys, "impact", "schema:mood@1.0.0")
    assert f"{ours + 1} batches" in found
    (clone / "mine.jsonl").unlink()
    git(clone, "add", "-A")
    assert "CONFLICT" not in git(clone, "commit", "-m", "join")
    assert git(clone, "status", "--porcelain") == ""
