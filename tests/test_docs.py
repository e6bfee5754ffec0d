"""The documentation is true: the README runs, the reference is fresh, links lead somewhere."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from schemactl.cli.main import VERBS
from tests import command_reference

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"(?<!!)\[[^\]\n]+\]\(([^)#\s]+)(?:#[^)]*)?\)")
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def test_the_commands_page_is_what_the_commands_say() -> None:
    # In a process of its own: a command that ran by itself keeps the look of its help.
    script = "from tests import command_reference; print(command_reference.page(), end='')"
    said = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert command_reference.PAGE.read_text(encoding="utf-8") == said.stdout


def test_every_verb_stands_in_the_readme() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    missing = [verb for verb in VERBS if f"schemactl {verb}" not in text]
    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=[p.relative_to(ROOT).as_posix() for p in PAGES])
def test_links_between_pages_lead_to_files(page: Path) -> None:
    targets = LINK.findall(page.read_text(encoding="utf-8"))
    local = [t for t in targets if not re.match(r"[a-z]+:", t)]
    assert [t for t in local if not (page.parent / t).exists()] == []


def test_the_readme_does_what_it_shows(tmp_path: Path) -> None:
    """Run its console blocks in order, in an empty folder; `…` stands for any text."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    steps = [step for block in BLOCK.findall(text) for step in _steps(block)]
    assert len(steps) > 5
    folder = tmp_path
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1795168800"}
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"
    assert shutil.which("schemactl", path=environment["PATH"])
    for line, expected in steps:
        if line.startswith("cd "):
            folder = folder / line[3:]
            continue
        done = subprocess.run(
            ["sh", "-c", line],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
        pattern = ".*?".join(re.escape(part) for part in expected.split("…"))
        assert re.fullmatch(pattern, done.stdout, re.DOTALL), f"{line}\n{done.stdout}"


def _steps(block: str) -> list[tuple[str, str]]:
    """Return each command of a block with the output shown below it."""
    steps: list[tuple[str, str]] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            steps.append((line[2:], ""))
        else:
            command, output = steps[-1]
            steps[-1] = (command, f"{output}{line}\n")
    return steps
