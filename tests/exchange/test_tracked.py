"""What another tool calls a training is kept with the datasets that are meant."""

from pathlib import Path

import pytest

from schemactl.errors import SchemactlError
from schemactl.exchange.tracked import data_ids, foreign_ids, parse_foreign_id, read_run
from schemactl.exchange.tracker import Logged, Run
from schemactl.model.foreign import ForeignId

RUN = Run("r1", "train", (), (Logged("cards", "a971"), Logged("menu", None)), (Logged("m", "b"),))


def test_ids_lead_to_datasets() -> None:
    assert foreign_ids("mlflow", RUN, {"cards": "dataset:cards@1"}) == (
        ForeignId(system="mlflow", kind="run", id="r1"),
        ForeignId(system="mlflow", kind="input", id="cards", digest="a971", of="dataset:cards@1"),
        ForeignId(system="mlflow", kind="input", id="menu"),
        ForeignId(system="mlflow", kind="output", id="m", digest="b"),
    )


def test_a_name_that_was_not_logged_is_refused() -> None:
    with pytest.raises(SchemactlError, match="logged no data 'x'") as refused:
        foreign_ids("mlflow", RUN, {"x": "dataset:cards@1"})
    assert refused.value.hint == "it read: cards, menu"
    with pytest.raises(SchemactlError) as refused:
        foreign_ids("mlflow", Run("r", ""), {"x": "dataset:cards@1"})
    assert refused.value.hint == "it logged no data"


def test_tools_are_known_by_name(tmp_path: Path) -> None:
    (tmp_path / "a.dvc").write_text("outs:\n- path: a\n")
    assert read_run("dvc", tmp_path / "a.dvc").inputs == (Logged("a", None),)
    with pytest.raises(SchemactlError, match="no tracker 'mlflw'") as refused:
        read_run("mlflw", tmp_path)
    assert "mlflow" in refused.value.hint


def test_data_is_named_or_the_only_one(tmp_path: Path) -> None:
    lock = tmp_path / "dvc.lock"
    lock.write_text(
        "stages:\n  train:\n    deps:\n    - {path: a.csv, md5: 0a}\n"
        "    outs:\n    - {path: m.bin, md5: 1b}\n"
    )
    (found,) = data_ids("dvc", lock, name="a.csv")
    assert found == ForeignId(system="dvc", kind="data", id="a.csv", digest="md5:0a")
    with pytest.raises(SchemactlError, match="tracks 2 data") as refused:
        data_ids("dvc", lock)
    assert refused.value.hint == "name one behind #, as in dvc.lock#NAME: a.csv, m.bin"


def test_an_id_is_written_with_its_tool() -> None:
    assert parse_foreign_id("mlflow:cards=a971").digest == "a971"
    assert parse_foreign_id("wandb:team/p/d:v3").id == "team/p/d:v3"
    for text in ("cards", ":x", "mlflow:", "mlflow:x=", "ML flow:x"):
        with pytest.raises(SchemactlError, match="is no id of another tool"):
            parse_foreign_id(text)


def test_a_secret_in_the_url_of_data_is_blotted_out(tmp_path: Path) -> None:
    lock = tmp_path / "dvc.lock"
    lock.write_text(
        "stages:\n  train:\n    deps:\n    - {path: 'https://me:opensesame@h/a.csv', md5: 0a}\n"
        "    outs:\n    - {path: 's3://b/m?token=opensesame', md5: 1b}\n"
    )
    run = read_run("dvc", lock)
    assert [one.name for one in run.inputs] == ["https://*************@h/a.csv"]
    assert "opensesame" not in str((run, foreign_ids("dvc", run, {})))
    assert data_ids("dvc", lock, name="https://*************@h/a.csv")[0].digest == "md5:0a"
