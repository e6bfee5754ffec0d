"""Concerns: an audit tells what the checks of the ledger find about its lineage, and no more."""

import json
import shutil

from schemactl.audit.audit_facts import facts
from schemactl.audit.audit_page import page
from schemactl.audit.concerns import CHECKS
from schemactl.audit.findings.catalog import FINDINGS
from schemactl.audit.points.meaning import gaps
from schemactl.cli.main import run
from tests.audit.points.answers import rows
from tests.audit.recorded import History, dossier_of

RULES = ("--schema", "mood@1.0.0", "--guideline", "mood@1.0.0")
TITLE = "What these checks found"


def test_only_checks_of_entries_and_releases_are_made() -> None:
    assert {*FINDINGS} - {*CHECKS} == {"checkpoint-missing", "data-changed", "release-edited"}


def test_labels_older_than_their_definition_are_told(history: History) -> None:
    found = rows(gaps(dossier_of(history)), TITLE)
    assert [row[:2] for row in found] == [("batch:week@1", "labels-predate-definition")]
    told = facts(dossier_of(history))["findings"]
    assert (told[0]["finding"], told[0]["ref"]) == ("labels-predate-definition", "batch:week@1")
    assert "relabel" in told[0]["hint"]
    assert "<dt>Checks</dt><dd>1 found wrong, see point 5</dd>" in page(dossier_of(history))


def test_nothing_found_is_said(history: History) -> None:
    schema = dossier_of(history, "schema:mood@1.0.0")
    assert schema.checked.concerns == ()
    assert "<dt>Checks</dt><dd>nothing found wrong</dd>" in page(schema)


def test_a_test_split_that_a_model_has_seen_stands_in_its_audit(history: History) -> None:
    for name, split in (("cards@train", "train"), ("cards@test", "test")):
        said = (name, "cards.jsonl", *RULES, "--parent", "cards@1", "--split", split)
        assert run(["register", "dataset", *said]) == 0
    assert run(["register", "model", "cook@3", "--dataset", "cards@train"]) == 0
    # The test split is no part of what the model comes from.
    dossier = dossier_of(history, "model:cook@3")
    assert "dataset:cards@test" not in dossier.recorded
    assert ("dataset:cards@test", "splits-overlap") in [
        (one.found.ref, one.name) for one in dossier.checked.concerns
    ]


def test_what_others_did_is_none_of_this_lineage(history: History) -> None:
    rest = ("--from", "2026-01-01", "--to", "2026-01-02")
    assert run(["register", "batch", "other@1", *RULES, *rest]) == 0
    refs = [one.found.ref for one in dossier_of(history).checked.concerns]
    assert refs == ["batch:week@1"]


def test_a_release_that_is_gone_could_not_be_checked(history: History) -> None:
    shutil.rmtree(history.workspace.release_folder("schema", "mood", "1.0.0"))
    assert "schema:mood@1.0.0: what checks would find, since it is gone" in (
        gaps(dossier_of(history)).unknown
    )


def test_an_audit_of_the_past_knows_no_later_concern(history: History) -> None:
    before = json.dumps(facts(dossier_of(history, "dataset:cards@1", 5)))
    for name, split in (("cards@train", "train"), ("cards@test", "test")):
        said = (name, "cards.jsonl", *RULES, "--parent", "cards@1", "--split", split)
        assert run(["register", "dataset", *said]) == 0
    assert json.dumps(facts(dossier_of(history, "dataset:cards@1", 5))) == before
