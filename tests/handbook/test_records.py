"""Tests of records: acceptance K1, from a model to the text in force, whose hash recomputes."""

import hashlib
import json
from pathlib import Path

import pytest

from schemactl.cli.main import run
from schemactl.handbook.edition import NOT_MEASURED, read_editions
from schemactl.handbook.records import read_records
from schemactl.handbook.site import build_site
from schemactl.workspace import Workspace
from tests.builders import SHORT_FORM, a_repository
from tests.handbook.editions import text_of
from tests.handbook.test_site import Page

TRAINED = [
    "register",
    "model",
    "mood@1",
    "--dataset",
    "reviews@1",
    "--digest",
    f"sha256:{'0' * 64}",
]
LABELED = ["register", "dataset", "reviews@1", "good.jsonl", "--schema", "sentiment@1.0.0"]


@pytest.fixture
def registered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """Return a repository with a model, trained on a dataset under a released schema."""
    monkeypatch.delenv("SCHEMACTL_REGISTRY_URL", raising=False)
    monkeypatch.chdir(tmp_path)
    files = {
        "schemas/sentiment/schema.yaml": SHORT_FORM,
        "good.jsonl": '{"item": "1", "label": "positive"}\n',
    }
    workspace = a_repository(tmp_path, files)
    for command in (["release"], LABELED, TRAINED):
        assert run(command) == 0
    return workspace


def test_models_come_before_datasets(registered: Workspace) -> None:
    found = read_records(registered, []).lineages
    assert [one.ref for one in found] == ["model:mood@1", "dataset:reviews@1"]
    assert {label.definition for label in found[0].labels} >= {"The writer is pleased."}


def test_two_clicks_lead_from_the_start_to_the_text_in_force(registered: Workspace) -> None:
    site = build_site(registered, all_versions=True).folder
    start = Page((site / "index.html").read_text(encoding="utf-8"))
    assert "audit/index.html" in start.addresses
    listed = (site / "audit" / "index.html").read_text(encoding="utf-8")
    assert "model-mood-1.html" in Page(listed).addresses
    shown = (site / "audit" / "model-mood-1.html").read_text(encoding="utf-8")
    text = text_of(shown)
    assert "The writer is pleased." in text
    assert "dataset:reviews@1" in text
    assert "../sentiment/v/1.0.0/index.html" in Page(shown).addresses
    release = registered.release_folder("schema", "sentiment", "1.0.0")
    digest = hashlib.sha256((release / "manifest.json").read_bytes()).hexdigest()
    assert f"sha256:{digest}" in text
    manifest = json.loads((site / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["versions"][0]["digest"] == f"sha256:{digest}"
    # What the page says stands there for programs.
    record = manifest["records"][0]
    assert (record["ref"], record["page"]) == ("model:mood@1", "audit/model-mood-1.html")
    nodes = {node["ref"]: node["digest"] for node in record["nodes"]}
    assert nodes["schema:sentiment@1.0.0"] == f"sha256:{digest}"
    assert all(ref in text and (node or "") in text for ref, node in nodes.items())
    edges = [
        f"{e['source']} {e['relation'].replace('_', ' ')} {e['target']}" for e in record["edges"]
    ]
    assert edges
    assert all(edge in text for edge in edges)
    uses = {label["id"]: label["annotations"] for label in record["labels"]}
    assert uses["positive"] == 1
    assert record["complete"] == ("The record is complete." in text)
    assert [gap["what"] in text for gap in record["missing"]].count(False) == 0


def test_without_models_there_is_nothing_to_audit(tmp_path: Path) -> None:
    workspace = a_repository(tmp_path, {"schemas/a/schema.yaml": SHORT_FORM})
    assert read_records(workspace, []) == ((), [])


def test_what_was_measured_under_the_last_release_that_has_a_report_is_shown(
    registered: Workspace,
) -> None:
    measured = {"pairs": [{"labels": ["positive", "negative"], "count": 12, "share": 0.12}]}
    report = registered.root / "confusions.json"
    report.write_text(json.dumps(measured))
    said = ["register", "quality-report", "spring@1", str(report), "--dataset", "reviews@1"]
    assert run(said) == 0
    schema = registered.schema_file("sentiment")
    schema.write_text(SHORT_FORM.replace("1.0.0", "1.0.1").replace("is pleased", "is glad"))
    [edition] = read_records(registered, read_editions(registered)).editions
    assert edition.measured.under == "schema:sentiment@1.0.0"
    assert edition.measured.labels["sentiment/positive"].confusions[0][1] == 12
    page = build_site(registered).folder / "sentiment/labels/positive.html"
    assert "in 12 % of cases" in text_of(page.read_text(encoding="utf-8"))
    [unread] = read_editions(registered)
    assert unread.measured == NOT_MEASURED
