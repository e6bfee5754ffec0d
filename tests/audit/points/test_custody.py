"""Points 11 to 18 tell versions, roots, actors, gaps, and erased names."""

from schemactl.audit.dossier import Dossier
from schemactl.audit.points import custody
from schemactl.audit.points.custody import (
    authority,
    collected,
    privacy,
    process,
    provenance,
    retention,
    versions,
)
from schemactl.cli.main import run
from tests.audit.points.answers import rows
from tests.audit.recorded import History, dossier_of
from tests.exchange.trackers.test_mlflow import ID, a_database


def test_three_digests_are_told(dossier: Dossier) -> None:
    answer = versions(dossier)
    [row] = rows(answer, "Datasets and their digests")
    assert row[0] == "dataset:cards@1"
    assert all(digest.startswith("sha256:") for digest in row[3:])
    assert "dataset:cards@1: from which split it was trained" in answer.unknown


def test_a_model_without_a_digest_is_a_gap(history: History) -> None:
    found = versions(dossier_of(history, "model:cook@2"))
    assert "model:cook@2: the digest of the trained model" in found.unknown
    assert "model:cook@2: the state of the code that trained it" in found.unknown


def test_what_other_tools_call_a_training_is_told(history: History) -> None:
    a_database(history.workspace.root)
    arguments = ("register", "run", "mlflow", "mlflow.db", "--model", "cook@3")
    assert run([*arguments, "--dataset", "cards=cards@1"]) == 0
    found = rows(versions(dossier_of(history, "model:cook@3")), "The same in other tools")
    assert found == [
        ("model:cook@3", "mlflow", "run", ID, "", ""),
        ("model:cook@3", "mlflow", "input", "cards", "a971efef", "dataset:cards@1"),
    ]


def test_splits_with_equal_rows_are_told(history: History) -> None:
    rules = ("--schema", "mood@1.0.0", "--parent", "dataset:cards@1")
    for split in ("train", "test"):
        part = (f"cards@{split}", "cards.jsonl", *rules, "--split", split)
        assert run(["register", "dataset", *part]) == 0
    both = ("--dataset", "cards@train", "--dataset", "cards@test")
    assert run(["register", "model", "cook@3", *both]) == 0
    answer = versions(dossier_of(history, "model:cook@3"))
    assert answer.said == (
        "dataset:cards@train and dataset:cards@test have the same rows",
        "dataset:cards@test compared with dataset:cards@train: items in both: 3",
    )
    gap = "whether single records of it stand in another split, too"
    assert f"dataset:cards@train: {gap}" in answer.unknown
    assert f"dataset:cards@test: {gap}" not in answer.unknown


def test_the_root_is_named_and_what_it_does_not_prove(dossier: Dossier) -> None:
    answer = custody.history(dossier)
    assert dossier.checkpoint.root in answer.said[0]
    assert answer.unknown[0].startswith("whether this root is genuine")


def test_actors_and_moves_are_told(history: History) -> None:
    assert run(["register", "alias", "model:cook@production", "model:cook@1"]) == 0
    answer = authority(dossier_of(history))
    assert rows(answer, "Names that moved")[0][:2] == ("model:cook:production@1", "model:cook@1")
    releases = [row for row in rows(answer, "Who recorded what") if row[1].startswith("schema:")]
    assert releases[0][3] == "owner"
    assert "who recorded 5 of 7 entries" in answer.unknown


def test_what_was_asserted_later_is_told(history: History, dossier: Dossier) -> None:
    assert rows(retention(dossier), "Asserted later, not observed") == [
        (f"annotator:{history.pseudonym}@1", "2026-11-01", "no evidence")
    ]


def test_steps_lead_from_the_model_to_the_releases(dossier: Dossier) -> None:
    steps = rows(provenance(dossier), "Steps")
    assert steps[0] == ("model:cook@1", "trained on", "dataset:cards@1")
    assert ("dataset:cards@1", "guided by", "guideline:mood@1.0.0") in steps


def test_stages_without_a_record_are_gaps(history: History) -> None:
    answer = process(dossier_of(history, "schema:mood@1.0.0"))
    assert "“label”: no batches are recorded" in answer.unknown


def test_erased_names_are_told(history: History) -> None:
    assert run(["registry", "erase-annotator", history.pseudonym, "--reason", "asked"]) == 0
    [row] = rows(privacy(dossier_of(history)), "Names that were erased")
    assert (row[0], row[2]) == (f"annotator:{history.pseudonym}", "asked")


def test_gaps_are_collected_with_their_points() -> None:
    assert rows(collected(iter([(3, "why")])), "Not known") == [("3", "why")]
