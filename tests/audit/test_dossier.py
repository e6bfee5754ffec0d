"""A dossier holds the lineage, those who labeled, and a proof of every entry."""

import shutil

from schemactl.audit.dossier import Dossier, Rules
from schemactl.cli.main import run
from schemactl.registry.proof import proof_as_json
from schemactl.registry.standalone.verify import verify_proof
from tests.audit.recorded import History, dossier_of

RULES = Rules("schema:mood@1.0.0", "guideline:mood@1.0.0")


def test_everything_that_a_model_comes_from_is_there(history: History, dossier: Dossier) -> None:
    assert list(dossier.recorded) == [
        "model:cook@1",
        "dataset:cards@1",
        "schema:mood@1.0.0",
        "guideline:mood@1.0.0",
        "batch:week@1",
        f"annotator:{history.pseudonym}@1",
    ]
    assert list(dossier.annotators) == [f"annotator:{history.pseudonym}"]
    assert dossier.in_force == {RULES: ["dataset:cards@1", "batch:week@1"]}


def test_each_entry_is_proven_at_one_checkpoint(dossier: Dossier) -> None:
    for ref, proof in dossier.proofs.items():
        proven = proof_as_json(proof)
        assert proven["checkpoint"]["seq"] == 7
        held = dossier.checkpoint.model_dump()
        assert verify_proof(proven, held)["ref"] == ref


def test_what_comes_later_changes_nothing_of_the_past(history: History) -> None:
    before = dossier_of(history, seq=6)
    assert run(["register", "alias", "model:cook@production", "model:cook@1"]) == 0
    assert run(["registry", "erase-annotator", history.pseudonym]) == 0
    assert run(["registry", "checkpoint"]) == 0
    assert dossier_of(history, seq=6) == before
    later = dossier_of(history)
    assert list(later.recorded)[-2:] == [
        "alias:model:cook:production@1",
        f"erasure:{history.pseudonym}@1",
    ]


def test_what_depends_on_a_dataset_is_there(history: History) -> None:
    models = dossier_of(history, "dataset:cards@1").behind.models
    assert [node.ref for node in models] == ["model:cook@1", "model:cook@2"]


def test_a_release_is_its_own_rules(history: History) -> None:
    assert dossier_of(history, "schema:mood@1.0.0").in_force == {
        Rules("schema:mood@1.0.0", None): []
    }
    assert dossier_of(history, "guideline:mood@1.0.0").in_force == {RULES: []}


def test_a_release_that_is_gone_is_no_part_of_it(history: History) -> None:
    shutil.rmtree(history.workspace.release_folder("guideline", "mood", "1.0.0"))
    found = dossier_of(history)
    assert not found.lineage.complete
    assert found.guidelines == {}
    assert "guideline:mood@1.0.0" in found.proofs
