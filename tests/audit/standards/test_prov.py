"""PROV-JSON: every name that a relation uses is declared, and the way leads to the releases."""

import json
from typing import Any

import pytest

from schemactl.audit.dossier import Dossier
from schemactl.audit.standards.prov import render
from schemactl.cli.main import run
from tests.audit.migrated import migrated
from tests.audit.recorded import HOSTILE, History, dossier_of


@pytest.fixture
def told(dossier: Dossier) -> dict[str, Any]:
    """Return the file, read."""
    found: dict[str, Any] = json.loads(render(dossier).content)
    return found


def test_relations_join_declared_elements(told: dict[str, Any]) -> None:
    declared = {name for kind in ("entity", "activity", "agent") for name in told[kind]}
    for kind, relations in told.items():
        if kind not in ("prefix", "entity", "activity", "agent"):
            for one in relations.values():
                ends = {end: name for end, name in one.items() if end != "prov:type"}
                assert set(ends.values()) <= declared, kind


def test_a_batch_was_labeled_by_its_annotators_under_its_rules(
    history: History, told: dict[str, Any]
) -> None:
    labeling = "schemactl:labeling/batch/week/1"
    used = {one["prov:entity"] for one in told["used"].values()
            if one["prov:activity"] == labeling}  # fmt: skip
    assert used == {"schemactl:schema/mood/1.0.0", "schemactl:guideline/mood/1.0.0"}
    [associated] = told["wasAssociatedWith"].values()
    assert associated == {
        "prov:activity": labeling,
        "prov:agent": f"schemactl:annotator/{history.pseudonym}",
    }
    assert told["activity"][labeling]["schemactl:since"] == "2026-11-02"
    assert "prov:startTime" not in told["activity"][labeling]


def test_a_successor_is_a_revision(history: History) -> None:
    file = history.workspace.schema_file("mood")
    text = file.read_text().replace("version: 1.0.0", "version: 1.0.1\ntitle: Moods")
    file.write_text(text, newline="\n")
    assert run(["release", "schema:mood", "--actor", HOSTILE]) == 0
    told = json.loads(render(dossier_of(history, "schema:mood@1.0.1")).content)
    [one] = told["wasDerivedFrom"].values()
    assert one["prov:type"]["$"] == "prov:Revision"
    assert one["prov:usedEntity"] == "schemactl:schema/mood/1.0.0"
    assert not [name for name in told["agent"] if "<" in name or "\n" in name]


def test_a_migration_is_an_activity_that_used_both_releases(history: History) -> None:
    told = json.loads(render(migrated(history, recorded=True)).content)
    run = "schemactl:migration/cards/2"
    assert run in told["activity"]
    assert run not in told["entity"]
    made = {one["prov:entity"] for one in told["wasGeneratedBy"].values()
            if one["prov:activity"] == run}  # fmt: skip
    assert made == {"schemactl:dataset/cards/2"}
    used = {one["prov:entity"] for one in told["used"].values() if one["prov:activity"] == run}
    assert used == {"schemactl:dataset/cards/1", "schemactl:schema/mood/1.0.0"}
    agents = {one["prov:agent"] for one in told["wasAssociatedWith"].values()
              if one["prov:activity"] == run}  # fmt: skip
    assert agents == {"schemactl:actor/owner"}
