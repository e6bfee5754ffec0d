"""`schemactl migrate` as a command: each of its verbs is imported when it is called."""

import subprocess
import sys

import pytest

from schemactl.cli.main import run


def test_its_help_lists_all_verbs(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["migrate", "--help"]) == 0
    told = capsys.readouterr().out
    assert [verb for verb in ("answer", "apply", "draft", "plan", "undo") if verb not in told] == []


def test_applying_imports_neither_registry_nor_spark() -> None:
    names = ["schemactl.registry.register", "schemactl.data.survey", "schemactl.migrate.draft"]
    names += ["schemactl.migrate.engines.spark", "schemactl.migrate.answer"]
    script = (
        "import sys; from schemactl.cli.main import run; run(['migrate', 'apply', '--help']);"
        f"sys.exit(str([name for name in {names} if name in sys.modules] or ''))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=False
    )
    assert done.stderr == "\n"
