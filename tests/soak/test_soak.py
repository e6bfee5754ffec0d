"""The soak itself: it repeats by its seed, finds what is wrong, and keeps the file."""

import random
import subprocess
import sys
from pathlib import Path

import pytest

from tests.soak import worker
from tests.soak.laws import breach, files_below, restore
from tests.soak.mutations import MUTATIONS, mutate
from tests.soak.stages import ROOT, STAGES, build

CONTENT = b"labels:\n  - id: a\n    name: A\n"


def test_a_seed_says_what_is_made_of_a_file() -> None:
    made = [mutate(random.Random(f"7:{n}"), CONTENT) for n in range(50)]
    assert made == [mutate(random.Random(f"7:{n}"), CONTENT) for n in range(50)]
    assert len(set(made)) > 40


@pytest.mark.parametrize("content", [b"", b"\n", b"x", CONTENT])
def test_every_mutation_takes_every_file(content: bytes) -> None:
    for number, mutation in enumerate(MUTATIONS):
        for chance in range(20):
            mutation(random.Random(f"{number}:{chance}"), content)


def test_every_stage_reads_its_file_unbroken(tmp_path: Path) -> None:
    build(tmp_path)
    for stage in STAGES:
        content = stage.target(tmp_path).read_bytes()
        assert worker._tried(stage, content, tmp_path, tmp_path / "running") == ""


def test_a_place_outside_the_file_is_odd(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("a: b\n")
    place = {"rule": "r", "file": "a.yaml", "line": 1, "column": 1, "end_line": 1, "end_column": 5}
    assert worker._odd_place({"diagnostics": [place]}, tmp_path) == ""
    for wrong in ({"line": 3}, {"column": 9}, {"line": 0}, {"end_line": 1, "end_column": 0}):
        assert worker._odd_place({"diagnostics": [{**place, **wrong}]}, tmp_path)


def test_what_falls_is_reported_with_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(tmp_path)
    monkeypatch.setattr(worker, "run", lambda _arguments: 3)
    said = worker._tried(STAGES[0], CONTENT, tmp_path, tmp_path / "running")
    assert said.startswith("exit code 3")


@pytest.mark.parametrize(
    ("command", "before", "after", "law"),
    [
        ("fmt", b"a:   b\n", b"a: b\n", ""),
        ("fmt", b"a:   b\n", b"a: c\n", "says something else"),
        ("fmt", b'a:   "1"\n', b"a: 1\n", "says something else"),
        ("fmt", b"a: b\n", b"a:   b\n", "not the same"),
        ("fmt", b"a: [\n", b"a: []\n", "had problems"),
        ("validate", b"a: [\n", b"a: []\n", ""),
        ("validate", b"a: b\n", b"a: [\n", "reads worse"),
        ("migrate", b"steps:\n  - a\n", b"steps:\n  - a\n  - b\n", ""),
        ("migrate", b"steps:\n  - a\n", b"steps:\n  - b\n", "lost a step"),
        ("migrate", b"steps:\n  - a\n", b"steps: [\n", "cannot be read"),
    ],
)
def test_a_breach_of_a_law_is_said(command: str, before: bytes, after: bytes, law: str) -> None:
    path = Path("file.yaml")
    said = breach(command, {path: before}, {path: after}, 0)
    assert law in said
    assert bool(law) is bool(said)


def test_what_fails_writes_nothing_and_nothing_is_removed() -> None:
    path = Path("file.yaml")
    assert "wrote file.yaml" in breach("migrate", {path: b""}, {path: b"a: b\n"}, 1)
    assert "removed file.yaml" in breach("fmt", {path: b""}, {}, 0)
    assert "removed file.yaml" in breach("migrate", {path: b""}, {}, 0)


def test_a_draft_may_be_named_after_another_version_with_all_its_steps() -> None:
    old, new = Path("2.0.0.yaml"), Path("2.1.0.yaml")
    steps = b"steps:\n  - a\n"
    assert breach("migrate", {old: steps}, {new: steps + b"  - b\n"}, 0) == ""
    assert "lost a step" in breach("migrate", {old: steps}, {new: b"steps: []\n"}, 0)


def test_what_a_command_wrote_is_brought_back(tmp_path: Path) -> None:
    for name in ("kept", "edited", "removed"):
        (tmp_path / name).write_text(name)
    before = files_below(tmp_path)
    (tmp_path / "edited").write_text("other")
    (tmp_path / "removed").unlink()
    (tmp_path / "made").write_text("new")
    restore(tmp_path, before)
    assert files_below(tmp_path) == before


def test_one_mutation_can_be_run_again() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.soak", "--seed", "1", "--only", "3"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 mutations in" in done.stdout
