"""The soak itself: it repeats by its seed, finds what is wrong, and keeps the file."""

import random
import subprocess
import sys
from pathlib import Path

import pytest

from tests.soak import worker
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
