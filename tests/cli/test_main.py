"""The command group: help without waiting, and one exit code for each kind of end."""

import sys
from collections.abc import Callable
from types import ModuleType

import click
import pytest

from schemactl.cli.main import VERBS, run
from schemactl.errors import AnswerIsBad, SchemactlError

Output = pytest.CaptureFixture[str]


@pytest.fixture
def verb(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], None]:
    """Return a way to make `schemactl trace` do something else."""

    def replace(work: Callable[[], object]) -> None:
        module = ModuleType("schemactl.cli.trace")
        option = click.option("--format", "output_format", default="text")
        module.__dict__["command"] = click.command()(option(lambda output_format: work()))  # noqa: ARG005
        monkeypatch.setitem(sys.modules, "schemactl.cli.trace", module)

    return replace


def fail(error: BaseException) -> Callable[[], object]:
    """Return work that fails."""

    def work() -> object:
        raise error

    return work


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (SchemactlError("no folder x", "give one"), 2, "error: no folder x\nhint: give one\n"),
        (AnswerIsBad("too low"), 1, "error: too low\n"),
        (KeyboardInterrupt(), 130, "interrupted\n"),
        (FileNotFoundError(2, "No such file", "x.csv"), 2, "error: x.csv: no such file or folder"),
        (PermissionError(13, "Permission denied", "x.csv"), 2, "error: x.csv: permission denied"),
        (OSError(28, "No space left on device"), 2, "error: No space left on device"),
    ],
)
def test_every_failure_is_one_line_and_a_code(
    error: BaseException,
    code: int,
    said: str,
    verb: Callable[[Callable[[], object]], None],
    capsys: Output,
) -> None:
    verb(fail(error))
    assert run(["trace"]) == code
    assert capsys.readouterr().err.lstrip("\n").startswith(said)


def test_a_bug_shows_where_it_is_and_asks_for_a_report(
    verb: Callable[[Callable[[], object]], None], capsys: Output
) -> None:
    verb(fail(ZeroDivisionError("x")))
    assert run(["trace"]) == 3
    said = capsys.readouterr().err
    assert "ZeroDivisionError" in said
    assert said.endswith("Please report it with the lines above.\n")


@pytest.mark.parametrize("option", [["--format", "json"], ["--format=json"]])
def test_failures_are_json_on_stdout_where_json_was_asked_for(
    option: list[str], verb: Callable[[Callable[[], object]], None], capsys: Output
) -> None:
    verb(fail(SchemactlError("no folder x", "give one")))
    assert run(["trace", *option]) == 2
    written = capsys.readouterr()
    assert '"message": "no folder x"' in written.out
    assert written.err == ""


@pytest.mark.parametrize(("result", "code"), [(None, 0), (0, 0), (1, 1)])
def test_what_a_verb_returns_is_the_exit_code(
    result: object, code: int, verb: Callable[[Callable[[], object]], None]
) -> None:
    verb(lambda: result)
    assert run(["trace"]) == code


@pytest.mark.parametrize("arguments", [["validte"], ["validate", "--formt"], ["--nope"]])
def test_wrong_usage_is_2_with_a_hint(arguments: list[str], capsys: Output) -> None:
    assert run(arguments) == 2
    assert "hint: " in capsys.readouterr().err


def test_without_a_verb_the_help_is_shown_and_nothing_was_done(capsys: Output) -> None:
    assert run([]) == 2
    written = capsys.readouterr()
    assert "Commands:" in written.out + written.err


def test_help_lists_every_verb(capsys: Output) -> None:
    assert run(["--help"]) == 0
    said = capsys.readouterr().out
    assert [verb for verb in VERBS if f"  {verb} " not in said] == []


@pytest.mark.parametrize("verb_name", VERBS)
def test_every_verb_loads_and_explains_itself(verb_name: str, capsys: Output) -> None:
    assert run([verb_name, "--help"]) == 0
    assert f"Usage: schemactl {verb_name}" in capsys.readouterr().out
