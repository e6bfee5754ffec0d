"""`schemactl migrate plan`: counts, hours and cost, a page, and the exit code."""

from pathlib import Path

import pytest

from schemactl.cli.main import run
from tests.cli.migrations import a_repository, arguments, told


@pytest.fixture
def data(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """Return the data of a repository."""
    return a_repository(tmp_path, capsys)


def test_the_plan_has_the_keys_of_the_design(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--seconds-per-item", "1800", "--hourly-rate", "30", "--format", "json"]
    assert run(arguments("plan", data, *options)) == 0
    found = told(capsys)
    assert found["records"] == {
        "in": 3,
        "unchanged": 1,
        "mapped": 1,
        "queued": 1,
        "dropped": 0,
        "out": 2,
    }
    keys = {"from", "to", "steps", "records", "annotations", "reviewed", "labels", "spellings"}
    assert keys | {"unknown_labels", "folded"} <= found.keys()
    assert found["queue"] == {"entries": 1, "reviews": {}, "hours": 0.5, "cost": 15.0}


def test_the_plan_is_told_in_words_and_as_a_page(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = data.with_name("flow.html")
    assert run(arguments("plan", data, "--html", str(page))) == 0
    shown = capsys.readouterr().out
    assert "recode glad → happy [exact]: 1 mapped" in shown
    assert "queue: 1 records for people, 0.01 hours" in shown
    assert "<svg" in page.read_text("utf-8")


@pytest.mark.parametrize("output", ["text", "json"])
def test_unknown_labels_are_a_bad_answer(
    data: Path, capsys: pytest.CaptureFixture[str], output: str
) -> None:
    data.write_text('{"item": "1", "label": "galm"}\n', encoding="utf-8")
    assert run(arguments("plan", data, "--format", output)) == 1
    found = capsys.readouterr()
    assert "galm" in found.out if output == "json" else "calm" in found.err


def test_another_schema_needs_a_mapping(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments("plan", data, "--from-schema", "other")) == 2
    assert "other" in capsys.readouterr().err
