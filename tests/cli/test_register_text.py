"""What `register` writes: lines for people, keys for programs."""

from pathlib import Path

import pytest

from tests.cli.registry_commands import answer, released_in, text


@pytest.fixture(autouse=True)
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a repository whose release is in a checkpoint."""
    released_in(tmp_path, monkeypatch)
    return tmp_path


def test_what_splits_share_is_said(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = '{"item": "1", "text": "Fine, thank you.", "label": "positive"}\n'
    for name in ("all", "train", "test", "late"):
        (root / f"{name}.jsonl").write_text(line)
    common = ("--schema", "mood@1.0.0")
    text(capsys, "register", "dataset", "all@1", "all.jsonl", *common)
    split = (*common, "--parent", "all@1", "--split")
    said = ("register", "dataset", "train@1", "train.jsonl", *split, "train")
    assert "shares" not in text(capsys, *said)
    said = ("register", "dataset", "test@1", "test.jsonl", *split, "test")
    assert (
        "  shares 1 item and 1 text that are the same or nearly so with dataset:train@1\n"
    ) in text(capsys, *said)
    found = answer(capsys, *said)
    assert found["overlaps"] == [{"other": "dataset:train@1", "items": 1, "texts": 1}]
    assert (found["format"], found["new"]) == ("jsonl", False)
    for name in ("train", "test"):
        (root / f"{name}.jsonl").unlink()
    said = ("register", "dataset", "late@1", "late.jsonl", *split, "validation")
    assert "  not compared with dataset:test@1: its files are gone" in text(capsys, *said)


def test_what_other_tools_call_the_data_is_recorded(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "data.jsonl.dvc").write_text("outs:\n- md5: 0a1b\n  path: data.jsonl\n")
    said = ("register", "dataset", "d@1", "data.jsonl", "--schema", "mood@1.0.0")
    more = ("--known-as", "wandb:team/p/d:v3=abc", "--tracked", "dvc", "data.jsonl.dvc")
    found = answer(capsys, *said, *more)
    assert [(one["system"], one["id"], one["digest"]) for one in found["known_as"]] == [
        ("wandb", "team/p/d:v3", "abc"),
        ("dvc", "data.jsonl", "md5:0a1b"),
    ]
    node = answer(capsys, "trace", "dataset:d@1")["nodes"][0]
    assert node["known_as"] == found["known_as"]
    assert "is no id of another tool" in text(capsys, *said, "--known-as", "cards", code=2)
    wrong = ("--tracked", "dvc", "data.jsonl.dvc#other")
    assert "tracks no data 'other'" in text(capsys, *said, *wrong, code=2)


def test_slices_that_are_no_groups_are_not_recorded(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = (f'{{"item": "{n}", "label": "positive", "slice": "{n}"}}\n' for n in range(1001))
    (root / "many.jsonl").write_text("".join(rows))
    said = text(capsys, "register", "dataset", "d@1", "many.jsonl", "--schema", "mood@1.0.0")
    assert "recorded dataset:d@1" in said
    assert answer(capsys, "trace", "dataset:d@1")["nodes"][0]["slices"] == {}


def test_how_a_model_did_is_said_by_label(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "said.csv").write_text("item,label,confidence\n1,positive,0.9\n")
    text(capsys, "register", "dataset", "d@1", "data.jsonl", "--schema", "mood@1.0.0")
    said = ("register", "model", "m@1", "--dataset", "d@1", "--predictions", "said.csv")
    found = text(capsys, *said, "--tested-on", "d@1")
    assert "  tested on dataset:d@1: 1 answer, 0 missing\n" in found
    assert "            1         1         1  positive\n" in found
    scores = answer(capsys, *said, "--tested-on", "d@1")["evaluation"]["labels"]["mood"]
    assert scores["positive"]["calibration_error"] == "0.1"
    node = answer(capsys, "trace", "model:m@1")["nodes"][0]
    assert node["evaluation"]["labels"]["mood"] == scores
