"""DVC: stages of dvc.lock, files that are tracked, and files that are neither."""

from pathlib import Path

import pytest

from schemactl.errors import SchemactlError
from schemactl.exchange.tracker import Logged, Run
from schemactl.exchange.trackers.dvc import read

# As DVC 3.67 writes them.
TRACKED = """\
outs:
- md5: 24b20622276bd087d033300b58bf141b.dir
  size: 4
  nfiles: 2
  hash: md5
  path: img
"""
LOCK = """\
schema: '2.0'
stages:
  train:
    cmd: python train.py
    deps:
    - path: cards.jsonl
      hash: md5
      md5: 257c26f2d7682f85b4a985b4840accfc
      size: 32
    params:
      params.yaml:
        lr: 0.1
    outs:
    - path: model.bin
      hash: md5
      md5: 6f8f57715090da2632453988d9a1501b
      size: 1
  report:
    cmd: python report.py
"""


def written(folder: Path, name: str, text: str) -> Path:
    """Write a file and return it."""
    (folder / name).write_text(text)
    return folder / name


def test_a_stage_has_inputs_and_outputs(tmp_path: Path) -> None:
    assert read(written(tmp_path, "dvc.lock", LOCK), "train") == Run(
        "train",
        "train",
        (),
        (Logged("cards.jsonl", "md5:257c26f2d7682f85b4a985b4840accfc"),),
        (Logged("model.bin", "md5:6f8f57715090da2632453988d9a1501b"),),
    )
    assert read(tmp_path / "dvc.lock", "report") == Run("report", "report")


def test_a_tracked_folder_is_what_is_read(tmp_path: Path) -> None:
    found = read(written(tmp_path, "img.dvc", TRACKED), None)
    assert found.id == "img.dvc"
    assert found.inputs == (Logged("img", "md5:24b20622276bd087d033300b58bf141b.dir"),)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[1]", "it holds no keys"),
        ("outs: 5", "its paths are no list of keys"),
        ("outs: [5]", "its paths are no list of keys"),
        ("stages: [a]", "its stages have no names"),
        ("stages: {a: 5}", "the stage 'a' holds no keys"),
        ("a: [", "cannot be read"),
    ],
)
def test_other_files_are_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(SchemactlError, match="cannot be read") as refused:
        read(written(tmp_path, "dvc.lock", text), None)
    assert message in refused.value.message


def test_a_stage_must_be_named_where_there_are_two(tmp_path: Path) -> None:
    with pytest.raises(SchemactlError, match="has 2 runs"):
        read(written(tmp_path, "dvc.lock", LOCK), None)


def test_data_without_a_digest_has_none(tmp_path: Path) -> None:
    assert read(written(tmp_path, "a.dvc", "outs:\n- path: a\n"), None).inputs == (
        Logged("a", None),
    )
