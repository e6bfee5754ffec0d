"""`schemactl migrate apply`: what is written, what is recorded, and the exit code."""

import json
from pathlib import Path

import pytest

from schemactl.cli.main import run
from schemactl.migrate.queue_file import read_entries
from tests.cli.migrations import ROWS, a_repository, arguments, targets, told


@pytest.fixture
def data(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """Return the data of a repository."""
    return a_repository(tmp_path, capsys)


def test_what_stays_is_written_and_what_is_open_waits(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments("apply", data, *targets(data), "--format", "json")) == 0
    assert told(capsys)["records"]["out"] == 2
    out = data.with_name("out").read_text("utf-8").splitlines()
    assert [json.loads(line) for line in out] == [{**ROWS[0], "label": "happy"}, ROWS[2]]
    (entry,) = read_entries(data.with_name("queue"))
    choices = entry.open[0].choices
    assert [choice.label for choice in choices] == ["sad", "cross"]
    assert choices[0].link == "mood/labels/sad.html"


def test_links_lead_to_the_handbook(data: Path) -> None:
    handbook = ["--handbook", "https://labels.example.org/"]
    assert run(arguments("apply", data, *targets(data), *handbook)) == 0
    (entry,) = read_entries(data.with_name("queue"))
    link = entry.open[0].choices[0].link
    assert link == "https://labels.example.org/mood/labels/sad.html"


def test_what_exists_is_replaced_by_force_only(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments("apply", data, *targets(data))) == 0
    assert "2 written" in capsys.readouterr().out
    assert run(arguments("apply", data, *targets(data))) == 2
    assert "out exists" in capsys.readouterr().err
    assert run(arguments("apply", data, *targets(data), "--force")) == 0


def test_unknown_labels_write_nothing(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data.write_text('{"item": "1", "label": "galm"}\n', encoding="utf-8")
    assert run(arguments("apply", data, *targets(data), "--format", "json")) == 1
    assert told(capsys)["unknown_labels"] == {"galm": 1}
    assert not any(data.with_name(name).exists() for name in ("out", "queue", "undo"))


def test_what_stays_is_recorded_under_the_last_version(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = ["--root", str(data.parent)]
    before = ["register", "dataset", "mood@1", str(data), "--schema", "mood@1.0.0", *root]
    assert run(before) == 0
    recorded = ["--register", "mood@2", "--parent", "mood@1"]
    assert run(arguments("apply", data, *targets(data), *recorded)) == 0
    capsys.readouterr()
    assert run(["trace", "dataset:mood@2", "--format", "json", *root]) == 0
    edges = {(edge["from"], edge["to"], edge["relation"]) for edge in told(capsys)["edges"]}
    assert ("dataset:mood@2", "dataset:mood@1", "derived_from") in edges
    assert ("dataset:mood@2", "schema:mood@2.0.0", "labeled_under") in edges
