"""Points 9 and 10 tell what was measured, what migrations did, and what is still open."""

import json

from schemactl.audit.dossier import Dossier
from schemactl.audit.points.quality import correction, quality
from schemactl.cli.main import run
from tests.audit.migrated import CARDS, migrated
from tests.audit.points.answers import rows
from tests.audit.recorded import History, dossier_of

SETTLED = "how single disagreements were settled"


def measured(history: History) -> None:
    """Record what was measured of the batch."""
    for name, said in {
        "agreement.json": {
            "measure": "krippendorff",
            "value": 0.8,
            "ci": [0.7, 0.9],
            "items": 3,
            "annotators": 2,
            "annotations": 6,
            "per_label": {"pleased": 0.9, "displeased": None},
            "per_version": [],
            "warnings": ["few items"],
        },
        "confusions.json": {
            "pairs": [{"labels": ["pleased", "displeased"], "count": 2, "share": 0.5}]
        },
    }.items():
        (history.workspace.root / name).write_text(json.dumps(said))
    files = ("agreement.json", "confusions.json")
    assert run(["register", "quality-report", "week@1", *files, "--batch", "week@1"]) == 0


def test_gates_and_metrics_are_told_and_agreement_is_a_gap(dossier: Dossier) -> None:
    answer = quality(dossier)
    asked = ("guideline:mood@1.0.0", "mood", "", "krippendorff of at least 0.7 (lower_bound)")
    assert rows(answer, "Gates") == [asked]
    assert rows(answer, "Metrics of models, as stated") == [("model:cook@1", "f1", "0.9")]
    assert answer.unknown == (
        f"{CARDS}: agreement between annotators",
        f"{CARDS}: {SETTLED}",
        "model:cook@1: how well it does, label by label, on a recorded test split",
    )


def test_what_was_measured_of_a_batch_is_told_of_its_dataset(history: History) -> None:
    measured(history)
    found = dossier_of(history)
    answer = quality(found)
    report = "quality-report:week@1"
    assert rows(answer, "Agreement between annotators") == [
        (report, "batch:week@1", "krippendorff", "0.8", "0.7 to 0.9", "3", "2", "few items")
    ]
    assert rows(answer, "Agreement by label") == [
        (report, "krippendorff", "mood/displeased", "undefined"),
        (report, "krippendorff", "mood/pleased", "0.9"),
    ]
    assert rows(answer, "Labels confused most (at most 20)") == [
        (report, "mood/pleased", "mood/displeased", "2", "0.5")
    ]
    assert f"{CARDS}: agreement between annotators" not in answer.unknown
    assert report in found.proofs


def test_predictions_held_against_a_test_split_are_told(history: History) -> None:
    rules = ("--schema", "mood@1.0.0", "--split", "test", "--parent", "cards@1")
    assert run(["register", "dataset", "test@1", "cards.jsonl", *rules]) == 0
    tested = ("--predictions", "cards.jsonl", "--tested-on", "test@1")
    assert run(["register", "model", "good@1", "--dataset", "cards@1", *tested]) == 0
    answer = quality(dossier_of(history, "model:good@1"))
    scores = rows(answer, "Predictions held against test splits")
    assert ("model:good@1", "dataset:test@1", "mood/pleased", "1", "1", "1") in [
        row[:6] for row in scores
    ]
    assert not [what for what in answer.unknown if what.startswith("model:good@1")]


def test_what_depends_on_wrong_labels_is_told(history: History) -> None:
    found = rows(correction(dossier_of(history, CARDS)), "What depends on it")
    assert [row[:2] for row in found] == [("model", "model:cook@1"), ("model", "model:cook@2")]


def test_what_a_migration_did_is_told_with_what_people_owe(history: History) -> None:
    answer = correction(migrated(history, recorded=True))
    assert rows(answer, "Migrations of data") == [
        (
            *("migration:cards@2", "schema:mood@1.0.0 to schema:mood@2.0.0", CARDS),
            *("in 3; queued 1", "1", "0", "owner", "0.1.0"),
        )
    ]
    assert rows(answer, "What each step did") == [
        (
            *("migration:cards@2", "redefine", "displeased → displeased"),
            *("people", "2", "1", "1", "0"),
        )
    ]
    assert answer.unknown == (
        "migration:cards@2: whether its 1 queued records were all settled; "
        "0 questions are recorded as answered",
    )


def test_a_migration_that_is_not_recorded_is_a_gap(history: History) -> None:
    assert correction(migrated(history, recorded=False)).unknown == (
        f"dataset:cards@2: how annotations of {CARDS} were mapped, queued and dropped",
    )
