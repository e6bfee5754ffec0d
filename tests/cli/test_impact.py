"""`impact`: what depends on a release, as text and as JSON."""

from pathlib import Path

import pytest

from tests.cli.registry_commands import answer, released_in, text

REF = "schema:mood@1.0.0"


@pytest.fixture(autouse=True)
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a repository whose release a batch and a deployment name."""
    released_in(tmp_path, monkeypatch)
    return tmp_path


def test_nothing_depends_on_a_fresh_release(capsys: pytest.CaptureFixture[str]) -> None:
    said = text(capsys, "impact", REF)
    assert said == f"{REF} touches 0 batches, 0 datasets, 0 models, 0 deployments\ncomplete\n"


def test_what_depends_on_a_release_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    answer(capsys, "register", "batch", "b@1", "--schema", "mood@1.0.0")
    place = ("--at", "project 7", "--from", "2026-01-01")
    answer(capsys, "register", "deployment", "d@1", "--schema", "mood@1.0.0", *place)
    found = answer(capsys, "impact", REF)
    assert (found["ref"], found["complete"]) == (REF, False)
    assert found["missing"] == [{"ref": "batch:b@1", "what": "guideline"}]
    assert [one["ref"] for one in found["batches"]] == ["batch:b@1"]
    assert found["deployments"][0]["to"] == "project 7"
    assert (found["datasets"], found["models"]) == ([], [])
    said = text(capsys, "impact", REF)
    assert said.splitlines() == [
        f"{REF} touches 1 batch, 0 datasets, 0 models, 1 deployment",
        "  batch:b@1",
        "  deployment:d@1",
        "missing: guideline of batch:b@1",
        "not complete",
    ]


def test_a_trace_downwards_shows_the_same_as_a_tree(capsys: pytest.CaptureFixture[str]) -> None:
    answer(capsys, "register", "batch", "b@1", "--schema", "mood@1.0.0")
    found = answer(capsys, "trace", REF, "--down")
    assert found["direction"] == "down"
    assert [node["ref"] for node in found["nodes"]] == [REF, "batch:b@1"]
    assert found["edges"] == [{"from": "batch:b@1", "to": REF, "relation": "labeled_under"}]
    assert "└─ labeled_under batch:b@1" in text(capsys, "trace", REF, "--down")


def test_an_unknown_ref_touches_nothing_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert "model:x@1 is not in the registry" in text(capsys, "impact", "model:x@1", code=2)
