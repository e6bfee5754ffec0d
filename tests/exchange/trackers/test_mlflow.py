"""MLflow: the same run from its database and its folder, and nothing from other files."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from schemactl.errors import SchemactlError
from schemactl.exchange.tracker import Logged, Run
from schemactl.exchange.trackers.mlflow import read

ID = "83d7f1d97742442cbd888335a5ff9a8b"
RUN = Run(
    ID,
    "train <b>",
    (("f1", "0.91"), ("loss/a", "1e-05")),
    (Logged("cards", "a971efef", "training"),),
    revision="c0ffee",
)
# The columns of MLflow 3.17 that are read, and some that are not.
TABLES = """
CREATE TABLE runs (run_uuid VARCHAR(32) PRIMARY KEY, name VARCHAR(250), status VARCHAR(9));
CREATE TABLE latest_metrics ("key" VARCHAR(250), value FLOAT, step BIGINT, is_nan BOOLEAN,
  run_uuid VARCHAR(32));
CREATE TABLE datasets (dataset_uuid VARCHAR(36), name VARCHAR(500), digest VARCHAR(36));
CREATE TABLE inputs (input_uuid VARCHAR(36), source_type VARCHAR(36), source_id VARCHAR(36),
  destination_type VARCHAR(36), destination_id VARCHAR(36));
CREATE TABLE input_tags (input_uuid VARCHAR(36), name VARCHAR(255), value VARCHAR(500));
INSERT INTO datasets VALUES ('d', 'cards', 'a971efef');
INSERT INTO inputs VALUES ('i', 'DATASET', 'd', 'RUN', '83d7f1d97742442cbd888335a5ff9a8b');
INSERT INTO inputs VALUES ('j', 'RUN_OUTPUT', 'd', 'MODEL', '83d7f1d97742442cbd888335a5ff9a8b');
INSERT INTO input_tags VALUES ('i', 'mlflow.data.context', 'training');
INSERT INTO runs VALUES ('83d7f1d97742442cbd888335a5ff9a8b', 'train <b>', 'FINISHED');
INSERT INTO latest_metrics VALUES ('f1', 0.91, 1, 0, '83d7f1d97742442cbd888335a5ff9a8b');
INSERT INTO latest_metrics VALUES ('loss/a', 0.00001, 1, 0, '83d7f1d97742442cbd888335a5ff9a8b');
INSERT INTO latest_metrics VALUES ('nan', 0, 1, 1, '83d7f1d97742442cbd888335a5ff9a8b');
INSERT INTO latest_metrics VALUES ('inf', 9e999, 1, 0, '83d7f1d97742442cbd888335a5ff9a8b');
INSERT INTO latest_metrics VALUES ('f1', 0.1, 1, 0, 'another');
CREATE TABLE tags (key VARCHAR(250), value VARCHAR(8000), run_uuid VARCHAR(32));
INSERT INTO tags VALUES ('mlflow.source.git.commit', 'c0ffee', '83d7f1d97742442cbd888335a5ff9a8b');
"""
FILES = {
    "meta.yaml": "run_id: 83d7f1d97742442cbd888335a5ff9a8b\nrun_name: train <b>\n",
    "metrics/f1": "1795273879286 0.9 0\n1795273879287 0.91 1\n1795273879280 0.5 0\n",
    "metrics/loss/a": "1795273879286 1e-05 0\n",
    "tags/mlflow.source.git.commit": "c0ffee",
    "metrics/nan": "1795273879286 nan 0\n",
    "inputs/abc/meta.yaml": "source_id: d1\nsource_type: DATASET\n"
    "tags:\n  mlflow.data.context: training\n",
    "inputs/abd/meta.yaml": "source_id: d1\nsource_type: MODEL\ntags: {}\n",
}


def a_database(folder: Path) -> Path:
    """Write a database with one run."""
    with closing(sqlite3.connect(folder / "mlflow.db")) as database:
        database.executescript(TABLES)
    return folder / "mlflow.db"


def a_folder(folder: Path) -> Path:
    """Write a folder with one run."""
    experiment = folder / "mlruns" / "389463078856522461"
    dataset = "name: cards\ndigest: a971efef\nsource: '{}'\n"
    for name, text in {
        "meta.yaml": "name: cards\n",
        "datasets/d1/meta.yaml": dataset,
        **{f"{ID}/{name}": text for name, text in FILES.items()},
    }.items():
        (experiment / name).parent.mkdir(parents=True, exist_ok=True)
        (experiment / name).write_text(text)
    return folder / "mlruns"


@pytest.mark.parametrize("written", [a_database, a_folder])
def test_both_stores_tell_the_same_run(tmp_path: Path, written: Callable[[Path], Path]) -> None:
    source = written(tmp_path)
    assert read(source, None) == RUN
    assert read(source, ID) == RUN
    with pytest.raises(SchemactlError, match="has no run"):
        read(source, "'; DROP TABLE runs;--")


def test_a_database_is_only_read(tmp_path: Path) -> None:
    source = a_database(tmp_path)
    before = source.read_bytes()
    read(source, None)
    assert (source.read_bytes(), [*tmp_path.iterdir()]) == (before, [source])


@pytest.mark.parametrize("content", [b"", b"no database at all, but long enough to look like one"])
def test_other_files_are_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "mlflow.db").write_bytes(content)
    with pytest.raises(SchemactlError, match="cannot be read"):
        read(tmp_path / "mlflow.db", None)


def test_a_missing_file_is_refused_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(SchemactlError, match="no such file"):
        read(tmp_path / "mlflow.db", None)
    assert not [*tmp_path.iterdir()]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("metrics/f1", "nonsense\n", "f1 cannot be read"),
        ("metrics/f1", "", "f1 cannot be read"),
        ("meta.yaml", "[1]", "it holds no keys"),
        ("inputs/abc/meta.yaml", "source_type: DATASET\nsource_id: ../../../x\n", "is no id"),
    ],
)
def test_damaged_folders_are_refused(tmp_path: Path, name: str, text: str, message: str) -> None:
    source = a_folder(tmp_path)
    (source / "389463078856522461" / ID / name).write_text(text)
    with pytest.raises(SchemactlError, match="cannot be read") as refused:
        read(source, None)
    assert message in refused.value.message
