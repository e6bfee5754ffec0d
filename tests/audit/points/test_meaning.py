"""Points 1 to 5 tell what was in force, and name what nobody recorded."""

import shutil

from schemactl.audit.dossier import Dossier
from schemactl.audit.points.meaning import choices, gaps, measured, preparation, procedure
from schemactl.cli.main import run
from tests.audit.points.answers import rows
from tests.audit.recorded import History, dossier_of


def test_the_procedure_is_named_with_its_digests(dossier: Dossier) -> None:
    answer = procedure(dossier)
    found = rows(answer, "What was in force")
    assert [row[0] for row in found] == ["dataset:cards@1", "batch:week@1"]
    assert found[0][2] == dossier.schemas["schema:mood@1.0.0"].digest
    assert answer.unknown == ()


def test_a_guideline_that_is_gone_is_not_known(history: History) -> None:
    shutil.rmtree(history.workspace.release_folder("guideline", "mood", "1.0.0"))
    assert procedure(dossier_of(history)).unknown == (
        "guideline:mood@1.0.0: no release is recorded or present",
    )


def test_datasets_stand_in_the_order_of_the_ledger(history: History) -> None:
    rules = ("--schema", "mood@1.0.0", "--guideline", "mood@1.0.0")
    part = ("cards@train", "cards.jsonl", *rules, "--parent", "dataset:cards@1")
    assert run(["register", "dataset", *part, "--split", "train"]) == 0
    answer = preparation(dossier_of(history, "dataset:cards@train"))
    found = rows(answer, "Datasets in the order of the ledger")
    assert [(row[2], row[3]) for row in found] == [
        ("dataset:cards@1", "put together from batch:week@1"),
        ("dataset:cards@train", "train split of dataset:cards@1"),
    ]


def test_the_steps_of_a_migration_are_told(history: History) -> None:
    file = history.workspace.schema_file("mood")
    text = file.read_text().replace("version: 1.0.0", "version: 2.0.0")
    file.write_text(text.replace("id: other", "id: neither").replace("residual: other", ""))
    plan = history.workspace.migrations("mood") / "2.0.0.yaml"
    plan.parent.mkdir()
    digest = dossier_of(history).schemas["schema:mood@1.0.0"].digest
    plan.write_text(
        f'schemactl: 1\nfrom: {{schema: mood, version: 1.0.0, digest: "{digest}"}}\n'
        "to: {schema: mood, version: 2.0.0}\nsteps:\n"
        "  - change: recode\n    from: other\n    to: neither\n    because: Clearer.\n"
        "  - change: task\n    task: mood\n    was: changed\n    effect: clarify\n"
        "    because: The residual has another name.\n"
    )
    assert run(["release", "schema:mood"]) == 0
    answer = preparation(dossier_of(history, "schema:mood@2.0.0"))
    found = rows(answer, "Migrations between schema releases")
    assert ("schema:mood@2.0.0", "recode", "other → neither", "Clearer.") in found


def test_labels_are_counted_by_what_explains_them(dossier: Dossier) -> None:
    answer = measured(dossier)
    found = rows(answer, "What explains each label")
    assert found[0] == ("schema:mood@1.0.0", "mood/pleased", "yes", "1", "1", "1", "0", "0")
    assert answer.said == ("schema:mood@1.0.0 is for: Tell the kitchen how guests feel.",)


def test_reasons_and_missing_approvals_are_told(dossier: Dossier) -> None:
    answer = choices(dossier)
    assert rows(answer, "Reasons") == [("schema:mood@1.0.0", "First", "owner@example.com")]
    assert answer.unknown == ("who approved the schemas: no approval is part of a release",)


def test_labels_are_counted_and_the_unused_named(dossier: Dossier) -> None:
    answer = gaps(dossier)
    assert rows(answer, "Annotations by label") == [
        ("dataset:cards@1", "mood", "pleased", "2", "66.7%"),
        ("dataset:cards@1", "mood", "displeased", "1", "33.3%"),
    ]
    assert "dataset:cards@1 mood/other: never used" in answer.unknown
    assert "dataset:cards@1: where 3 annotations come from, people or models" in answer.unknown


def test_origins_are_told(history: History) -> None:
    line = '{"item": "i1", "label": "pleased", "origin": "model"}\n'
    (history.workspace.root / "proposed.jsonl").write_text(line)
    proposed = ("register", "dataset", "proposed@1", "proposed.jsonl", "--schema", "mood@1.0.0")
    assert run([*proposed]) == 0
    answer = gaps(dossier_of(history, "dataset:proposed@1"))
    assert rows(answer, "Annotations by origin") == [("dataset:proposed@1", "model", "1")]
