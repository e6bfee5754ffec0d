"""`schemactl migrate apply --engine spark` and its undo, over a fake of Spark."""

from pathlib import Path

import pytest

from schemactl.cli.main import run
from tests.cli.migrations import a_repository, arguments, targets, told
from tests.migrate.engines.fake_spark import FakeSession


@pytest.fixture
def data(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """Return the data file of a repository with two releases."""
    return a_repository(tmp_path, capsys)


@pytest.fixture
def masters(monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """Return the masters of which sessions are opened; each is a fake."""
    found: list[str | None] = []

    def open_session(master: str | None) -> FakeSession:
        found.append(master)
        return FakeSession()

    monkeypatch.setattr("schemactl.migrate.engines.session.open_session", open_session)
    return found


def test_folders_are_written_and_undone(
    data: Path, masters: list[str | None], capsys: pytest.CaptureFixture[str]
) -> None:
    spark = ("--engine", "spark", "--master", "local[2]", "--format", "json")
    assert run(arguments("apply", data, *targets(data), *spark)) == 0
    assert told(capsys)["records"]["queued"] == 1
    assert masters == ["local[2]"]
    root = data.parent
    undo = ["--undo", str(root / "undo"), "--out", str(root / "back"), "--root", str(root)]
    assert run(["migrate", "undo", str(root / "out"), *undo]) == 0
    assert (root / "back" / "data.jsonl").read_bytes() == data.read_bytes()


def test_unknown_labels_write_nothing(
    data: Path, masters: list[str | None], capsys: pytest.CaptureFixture[str]
) -> None:
    data.write_text('{"item": "1", "label": "gald"}\n', encoding="utf-8")
    assert run(arguments("apply", data, *targets(data), "--engine", "spark")) == 1
    assert "gald" in capsys.readouterr().err
    assert masters == [None]
    assert not (data.parent / "out").exists()


def test_what_is_missing_is_one_message(
    data: Path, masters: list[str | None], capsys: pytest.CaptureFixture[str]
) -> None:
    far = arguments("apply", data.with_name("no.jsonl"), *targets(data))
    assert run([*far, "--engine", "spark"]) == 2
    assert "no such file" in capsys.readouterr().err
    assert run(far) == 2
    assert "no such file" in capsys.readouterr().err
    named = ("--engine", "spark", "--register", "d@1.0.0")
    assert run(arguments("apply", data, *targets(data), *named)) == 2
    assert "--register goes with --engine stream" in capsys.readouterr().err
    assert masters == [None]
