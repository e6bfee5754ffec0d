"""Training scripts record a model when they succeed, and nothing when they fail."""

from pathlib import Path

import pytest

import schemactl
from schemactl.errors import SchemactlError
from schemactl.service.project import Project
from schemactl.service.training import Training
from tests.cli.registry_commands import released_in

LOCK = """\
schema: '2.0'
stages:
  train:
    deps:
    - {path: data.jsonl, hash: md5, md5: 257c26f2d7682f85b4a985b4840accfc}
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Return a project with a dataset."""
    released_in(tmp_path, monkeypatch)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795168800")
    found = schemactl.open(tmp_path)
    found.register_dataset("d@1", "data.jsonl", schema="mood@1.0.0")
    return found


def test_a_run_of_another_tool_is_recorded_as_its_model(project: Project) -> None:
    Path("dvc.lock").write_text(LOCK)
    done = project.register_run(
        "dvc", "dvc.lock", model="m@1", datasets={"data.jsonl": "d@1"}, reason="import"
    )
    assert [one["id"] for one in done.entry.content["known_as"]] == ["train", "data.jsonl"]
    assert done.entry.content["known_as"][1]["of"] == "dataset:d@1"
    assert done.entry.reason == "import"
    again = project.register_run("dvc", "dvc.lock", model="m@2", datasets=["d@1"])
    assert "of" not in again.entry.content["known_as"][1]


def test_a_block_that_ends_well_records_the_model(project: Project) -> None:
    Path("model.bin").write_bytes(b"weights")
    with project.training("m@1", datasets=["d@1"], note="nightly") as training:
        training.metric("f1", 0.8)
        training.metric("f1", 0.9)
        training.artifact("model.bin")
        training.predictions("data.jsonl")
    assert training.registered is not None
    entry = training.registered.entry
    assert entry.content["metrics"] == {"f1": "0.9"}
    assert str(entry.content["artifact"]).startswith("sha256:")
    assert str(entry.content["predictions"]).startswith("sha256:")
    assert entry.note == "nightly"


def test_a_block_that_fails_records_nothing(project: Project) -> None:
    with pytest.raises(ZeroDivisionError), project.training("m@1", datasets=["d@1"]):
        _ = 1 // 0
    with pytest.raises(SchemactlError, match="not in the registry"):
        project.trace("model:m@1")


def test_a_missing_dataset_is_said_before_the_work(project: Project) -> None:
    with pytest.raises(SchemactlError, match="not in the registry"):
        project.training("m@1", datasets=["d@9"])


def test_a_function_gets_its_training(project: Project) -> None:
    @project.training("m@1", datasets=["d@1"], metrics={"epochs": 3})
    def train(training: Training, rate: float) -> str:
        training.metric("rate", rate)
        return "done"

    assert train(0.5) == "done"
    assert train.__name__ == "train"
    [model, *_] = project.trace("model:m@1").nodes
    assert model.facts["metrics"] == {"epochs": "3", "rate": "0.5"}


def test_what_another_tool_recorded_is_kept(project: Project) -> None:
    Path("dvc.lock").write_text(LOCK)
    with project.training("m@1", datasets=["d@1"]) as training:
        training.follow("dvc", "dvc.lock", meant={"data.jsonl": "d@1"})
    assert training.registered is not None
    assert training.registered.entry.content["known_as"] == [
        {"system": "dvc", "kind": "run", "id": "train"},
        {
            "system": "dvc",
            "kind": "input",
            "id": "data.jsonl",
            "digest": "md5:257c26f2d7682f85b4a985b4840accfc",
            "of": "dataset:d@1",
        },
    ]


def test_data_of_another_training_is_refused(project: Project) -> None:
    Path("dvc.lock").write_text(LOCK)
    with (
        pytest.raises(SchemactlError, match="no dataset of this training"),
        project.training("m@1", datasets=["d@1"]) as training,
    ):
        training.follow("dvc", "dvc.lock", meant={"data.jsonl": "e@1"})
