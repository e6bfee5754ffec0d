"""Files of measurements: read with every digit, their labels as addresses, or refused."""

import json
from pathlib import Path
from typing import Any

import pytest

from schemactl.errors import SchemactlError
from schemactl.model.reference import LabelIndex
from schemactl.model.taxonomy import taxonomies
from schemactl.registry.quality_file import read_quality
from tests.builders import a_schema, a_task

LABELS = LabelIndex(taxonomies(a_schema(a_task("a", "b"), a_task("a", "c", id="tone"))))
AGREEMENT: dict[str, Any] = {
    "measure": "krippendorff",
    "value": 0.8125,
    "ci": [0.75, 0.875],
    "items": 40,
    "annotators": 3,
    "annotations": 120,
    "per_label": {"b": 0.5, "tone/a": None},
    "per_version": [
        {"schema": "s@1.0.0", "guideline": "guideline:s@1.1.0", "value": 0.8, "items": 40}
    ],
    "warnings": ["few items"],
    "something_newer": True,
}


def written(folder: Path, said: object) -> Path:
    path = folder / "report.json"
    path.write_text(said if isinstance(said, str) else json.dumps(said), encoding="utf-8")
    return path


def test_agreement_is_read_with_every_digit(tmp_path: Path) -> None:
    text = json.dumps(AGREEMENT).replace("0.8125", "0.812500000000000000000001")
    (found,) = read_quality(written(tmp_path, text), LABELS).agreements
    assert found.value == "0.812500000000000000000001"
    assert (found.interval, found.items, found.warnings) == (("0.75", "0.875"), 40, ("few items",))
    assert found.per_label == {"topic/b": "0.5", "tone/a": None}
    (version,) = found.per_version
    assert (version.labeled_under, version.guided_by) == ("schema:s@1.0.0", "guideline:s@1.1.0")


def test_confusions_are_read_with_nothing_as_a_label(tmp_path: Path) -> None:
    pairs = [
        {"labels": ["b", "tone/c"], "count": 3, "share": 0.75},
        {"labels": ["b", None], "count": 1, "share": 0.25},
    ]
    found = read_quality(written(tmp_path, {"pairs": pairs}), LABELS)
    assert found.agreements == ()
    assert [one.labels for one in found.confusions] == [
        ("topic/b", "tone/c"),
        ("topic/b", "nothing"),
    ]
    assert [one.share for one in found.confusions] == ["0.75", "0.25"]


def test_the_task_decides_where_several_have_a_label(tmp_path: Path) -> None:
    path = written(tmp_path, {"pairs": [{"labels": ["a", "a"], "count": 1}]})
    with pytest.raises(SchemactlError, match="'a' is of several tasks") as caught:
        read_quality(path, LABELS)
    assert caught.value.hint == "write one of topic/a, tone/a"
    (found,) = read_quality(path, LABELS, "tone").confusions
    assert (found.labels, found.task) == (("tone/a", "tone/a"), "tone")


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("{", "is no JSON"),
        ('{"measure": "x", "value": NaN}', "NaN is no number"),
        ("[" * 100_000, "is no JSON"),
        ([1], "is no report on quality"),
        ({"kappa": 0.5}, "is no report on quality"),
        ({"measure": "x", "value": "high"}, "value: .*'high' is no number"),
        ({"measure": "x", "value": True}, "value: .*is no number"),
        ({"measure": "x", "items": -1}, "items: "),
        ({"measure": "x", "warnings": ["w" * 1_000_000]}, r"warnings\.0: "),
        ({"measure": "x", "per_label": {"d": 0.5}}, "the schema has no label 'd'"),
        ({"measure": "x", "per_version": [{"schema": "s"}]}, r"per_version\.0\.schema: .*version"),
        ({"pairs": [{"labels": ["b"], "count": 1}]}, r"pairs\.0\.labels"),
    ],
)
def test_what_makes_no_sense_is_refused(tmp_path: Path, said: object, message: str) -> None:
    with pytest.raises(SchemactlError, match=message) as caught:
        read_quality(written(tmp_path, said), LABELS)
    assert str(tmp_path) in caught.value.message
    assert caught.value.hint


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(SchemactlError, match="no such file"):
        read_quality(tmp_path / "none.json", LABELS)
