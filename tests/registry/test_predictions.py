"""Predictions: held against the test split of the data that a model was trained on."""

import json
from pathlib import Path
from typing import Any

import pytest

from schemactl.data.survey import survey
from schemactl.errors import SchemactlError
from schemactl.model.address import parse_ref
from schemactl.model.evaluation import Evaluation, LabelScore
from schemactl.model.lineage import ModelVersion
from schemactl.registry.content import read_content
from schemactl.registry.facts import Registered
from schemactl.registry.register import (
    DatasetRequest,
    ModelRequest,
    register_dataset,
    register_model,
)
from schemactl.registry.stamp import Stamp
from schemactl.workspace import Workspace

SCHEMA = parse_ref("schema:sentiment@1.0.0")
MODEL = ModelRequest(parse_ref("model:m@1"), (parse_ref("dataset:train@1"),))


def write(workspace: Workspace, name: str, labels: dict[str, str], **said: Any) -> Path:
    path = workspace.root / f"{name}.jsonl"
    rows = [{"item": item, "label": label, **said} for item, label in labels.items()]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def register(workspace: Workspace, name: str, labels: dict[str, str], **said: Any) -> None:
    path = write(workspace, name, labels)
    request = DatasetRequest(parse_ref(f"dataset:{name}@1"), (path,), SCHEMA)._replace(**said)
    register_dataset(workspace, request, survey, Stamp())


def evaluation(done: Registered) -> Evaluation | None:
    content = read_content(done.entry)
    assert isinstance(content, ModelVersion)
    assert content.predictions is not None
    return content.evaluation


@pytest.fixture
def split(released: Workspace) -> Workspace:
    """Return a repository with data in a split to train on and one to test on."""
    register(released, "all", {"1": "positive", "2": "negative", "3": "positive"})
    parents = (parse_ref("dataset:all@1"),)
    register(released, "train", {"1": "positive"}, parents=parents, split="train")
    register(released, "test", {"2": "negative", "3": "positive"}, parents=parents, split="test")
    return released


def test_predictions_are_held_against_the_only_test_split(split: Workspace) -> None:
    path = write(split, "said", {"2": "negative", "3": "negative"}, confidence=0.5)
    request = MODEL._replace(predictions=path)
    done = register_model(split, request, Stamp())
    found = evaluation(done)
    assert found is not None
    assert (found.dataset, found.answers) == ("dataset:test@1", 2)
    negative = found.labels["sentiment"]["negative"]
    assert (negative.precision, negative.recall, negative.calibration_error) == ("0.5", "1", "0")
    assert found.labels["sentiment"]["positive"] == LabelScore(missed=1, recall="0", f1="0")
    assert found.confusion == {
        "sentiment": {"negative": {"negative": 1}, "positive": {"negative": 1}}
    }
    assert register_model(split, request, Stamp()).entry == done.entry


def test_a_second_test_split_must_be_named(split: Workspace) -> None:
    path = write(split, "said", {"2": "negative"})
    done = register_model(split, MODEL._replace(predictions=path), Stamp())
    parents = (parse_ref("dataset:all@1"),)
    register(split, "late", {"2": "positive"}, parents=parents, split="test")
    # What is recorded keeps the split that it was tested on.
    assert not register_model(split, MODEL._replace(predictions=path), Stamp()).is_new
    assert not done.entry.content["evaluation"]["dataset"].endswith("late@1")
    other = MODEL._replace(ref=parse_ref("model:m@2"), predictions=path)
    with pytest.raises(SchemactlError, match="for dataset:late@1 or dataset:test@1"):
        register_model(split, other, Stamp())
    named = other._replace(tested_on=parse_ref("dataset:late@1"))
    found = evaluation(register_model(split, named, Stamp()))
    assert found is not None
    assert found.confusion == {"sentiment": {"positive": {"negative": 1}}}


def test_without_a_test_split_the_file_is_recorded_alone(split: Workspace) -> None:
    register(split, "alone", {"1": "positive"})
    path = write(split, "said", {"1": "positive"})
    request = ModelRequest(
        parse_ref("model:x@1"), (parse_ref("dataset:alone@1"),), predictions=path
    )
    assert evaluation(register_model(split, request, Stamp())) is None


def test_what_cannot_be_compared_is_refused(split: Workspace) -> None:
    path = write(split, "said", {"2": "glad"})
    request = MODEL._replace(predictions=path)
    with pytest.raises(SchemactlError, match=r"said\.jsonl, held against dataset:test@1: line 1"):
        register_model(split, request, Stamp())
    wrong = request._replace(tested_on=parse_ref("model:x@1"))
    with pytest.raises(SchemactlError, match="model:x@1 is not in the registry"):
        register_model(split, wrong, Stamp())
    (split.root / "test.jsonl").unlink()
    with pytest.raises(SchemactlError, match="is gone since dataset:test@1"):
        register_model(split, request, Stamp())
