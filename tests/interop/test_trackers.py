"""Runs that MLflow, W&B and DVC record are read from the files that they write."""

import hashlib
from pathlib import Path

import pytest

from schemactl.exchange.tracker import Logged
from schemactl.exchange.trackers import dvc, mlflow, wandb
from tests.interop.readings import seen_by

pytestmark = pytest.mark.interop


def test_mlflow_in_a_database(tmp_path: Path) -> None:
    source = tmp_path / "mlflow.db"
    seen = seen_by("mlflow", f"sqlite:///{source.as_posix()}")
    found = mlflow.read(source, None)
    assert (found.id, found.name) == (seen["run"], "train")
    assert found.inputs == (Logged("cards", seen["digest"], "training"),)
    assert found.metrics == (("f1", "0.91"),)


def test_wandb_offline(tmp_path: Path) -> None:
    seen = seen_by("wandb", tmp_path)
    [folder] = (tmp_path / "wandb").glob("offline-run-*")
    found = wandb.read(folder, seen["run"])
    assert found.inputs == (Logged("cards", seen["digest"], "logged"),)
    assert found.metrics == (("f1", "0.91"),)


def test_dvc_stages_and_tracked_files(tmp_path: Path) -> None:
    seen_by("dvc", tmp_path)
    found = dvc.read(tmp_path / "dvc.lock", None)
    tracked = dvc.read(tmp_path / "cards.jsonl.dvc", None)
    content = (tmp_path / "cards.jsonl").read_bytes()
    digest = f"md5:{hashlib.md5(content, usedforsecurity=False).hexdigest()}"
    assert found.inputs == tracked.inputs == (Logged("cards.jsonl", digest),)
    assert [one.name for one in found.outputs] == ["model.bin"]
