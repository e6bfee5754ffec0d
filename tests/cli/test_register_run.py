"""`register run`: the label side of a run that another tool recorded."""

from pathlib import Path

import pytest

from tests.audit.recorded import recorded_in
from tests.cli.registry_commands import answer, text
from tests.exchange.trackers.test_mlflow import ID, a_database


@pytest.fixture(autouse=True)
def _history(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    recorded_in(tmp_path / "repository", monkeypatch, capsys)
    a_database(Path())


def test_a_run_is_recorded_with_its_ids_and_digests(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("register", "run", "mlflow", "mlflow.db", "--model", "cook@3")
    found = answer(capsys, *arguments, "--dataset", "cards=cards@1")
    assert found["metrics"] == {"f1": "0.91", "loss/a": "1e-05"}
    assert found["known_as"] == [
        {"system": "mlflow", "kind": "run", "id": ID},
        {"system": "mlflow", "kind": "input", "id": "cards", "digest": "a971efef",
         "of": "dataset:cards@1"},
    ]  # fmt: skip
    node = answer(capsys, "trace", "model:cook@3")["nodes"][0]
    assert [one["id"] for one in node["known_as"]] == [ID, "cards"]
    assert node["metrics"] == {"f1": "0.91", "loss/a": "0.00001"}
    assert "c0ffee" in text(capsys, "trace", "model:cook@3", "--format", "json")
    said = text(capsys, *arguments, "--dataset", "cards=cards@1")
    assert said.startswith(f"recorded already: model:cook@3 as entry 8, run '{ID}' of mlflow")


def test_data_that_nobody_named_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    said = text(capsys, "register", "run", "mlflow", "mlflow.db", "--model", "cook@3",
                "--dataset", "cards@1")  # fmt: skip
    assert "the run read 'cards' too" in said


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--dataset", "menu=cards@1"], "logged no data 'menu'"),
        (["--dataset", "cards@9"], "not in the registry"),
        (["--dataset", "cards@1", "--run", "x"], "has no run 'x'"),
    ],
)
def test_what_does_not_fit_is_refused(
    capsys: pytest.CaptureFixture[str], options: list[str], message: str
) -> None:
    arguments = ("register", "run", "mlflow", "mlflow.db", "--model", "cook@3", *options)
    assert message in text(capsys, *arguments, code=2)
