"""What ships is an example to follow: strict rules, canonical form, releases that verify."""

import shutil
from pathlib import Path

import pytest

from schemactl.cli.main import run

ROOT = Path(__file__).parents[2]


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    """A copy of the shipped label repository, without a database."""
    for folder in ("schemas", "guidelines", "registry"):
        ignored = shutil.ignore_patterns("*.db*")
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=ignored)
    return tmp_path


@pytest.mark.parametrize(
    "command",
    [
        ["validate", "--profile", "strict"],
        ["fmt", "--check"],
        ["registry", "verify"],
        ["release", "--dry-run"],
    ],
    ids=" ".join,
)
def test_every_check_passes(
    shipped: Path, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    code = run([*command, "--root", str(shipped)])
    output = capsys.readouterr()
    assert code == 0, output.out + output.err


def test_strict_rules_find_nothing_at_all(
    shipped: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["validate", "--profile", "strict", "--root", str(shipped)])
    # One finding is suppressed beside the rule that it is about, with the reason.
    assert capsys.readouterr().out.strip().endswith("0 errors, 0 warnings, 1 suppressed")


def test_the_working_copies_are_what_was_released(
    shipped: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["release", "--dry-run", "--root", str(shipped)])
    assert "nothing to release" in capsys.readouterr().out
