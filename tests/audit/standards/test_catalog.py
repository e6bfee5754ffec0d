"""All standards say the same, make the same bytes again, and refuse what they have no place for."""

import json
from pathlib import Path

import pytest

from schemactl.audit.dossier import Dossier
from schemactl.audit.standards.catalog import STANDARDS
from schemactl.cli.main import run
from schemactl.errors import SchemactlError
from tests.audit.recorded import History, dossier_of
from tests.audit.standards.facts_told import READERS, Told


def recorded(dossier: Dossier, *refs: str) -> Told:
    """Return what the dossier itself says of its datasets."""
    known = dict(dossier.datasets)
    pins = [pin for ref in refs for pin in (known[ref].labeled_under, known[ref].guided_by) if pin]
    return Told(
        frozenset(refs),
        frozenset(pin.ref for pin in pins),
        frozenset(known[ref].digests.rows for ref in refs),
        frozenset(dossier.annotators),
        frozenset(str(pin.digest) for pin in pins),
    )


@pytest.mark.parametrize("ref", ["model:cook@1", "dataset:cards@1"])
def test_all_say_what_is_recorded(history: History, ref: str) -> None:
    dossier = dossier_of(history, ref)
    for name, standard in STANDARDS.items():
        told = READERS[name](standard.render(dossier).content)
        assert told == recorded(dossier, "dataset:cards@1"), name


def test_all_agree_on_a_model_of_two_splits(history: History) -> None:
    rules = ("--schema", "mood@1.0.0", "--guideline", "mood@1.0.0", "--batch", "week@1")
    for split in ("train", "test"):
        part = ("register", "dataset", f"cards@{split}", "cards.jsonl", *rules)
        assert run([*part, "--split", split]) == 0
    both = ("--dataset", "cards@train", "--dataset", "cards@test")
    assert run(["register", "model", "cook@3", *both]) == 0
    dossier = dossier_of(history, "model:cook@3")
    for name, standard in STANDARDS.items():
        told = READERS[name](standard.render(dossier).content)
        assert told == recorded(dossier, "dataset:cards@train", "dataset:cards@test"), name


@pytest.mark.parametrize("name", STANDARDS)
def test_the_same_bytes_come_again(history: History, name: str) -> None:
    first, again = (STANDARDS[name].render(dossier_of(history)) for _ in range(2))
    assert first == again
    assert first.losses


@pytest.mark.parametrize("name", ["croissant", "dataset-card"])
def test_what_has_no_dataset_is_refused(history: History, name: str) -> None:
    with pytest.raises(SchemactlError, match="has no dataset"):
        STANDARDS[name].render(dossier_of(history, "schema:mood@1.0.0"))


def test_agreement_is_told_where_the_standard_has_a_place_for_it(history: History) -> None:
    report = {"measure": "krippendorff", "value": 0.8, "ci": [0.7, 0.9], "items": 3}
    report |= {"annotators": 2, "annotations": 6, "per_label": {}, "per_version": []}
    Path("agreement.json").write_text(json.dumps(report))
    said = "quality-report:week@1: krippendorff = 0.8 (0.7 to 0.9), 3 items, 2 annotators"
    before = dossier_of(history, "dataset:cards@1")
    register = ["register", "quality-report", "week@1", "agreement.json", "--batch", "week@1"]
    assert run(register) == 0
    after = dossier_of(history, "dataset:cards@1")
    for name in ("croissant", "dataset-card"):
        assert said not in STANDARDS[name].render(before).content.decode()
        assert said in STANDARDS[name].render(after).content.decode()
    told = json.loads(STANDARDS["croissant"].render(after).content)
    assert told["rai:dataAnnotationAnalysis"] == [said]
