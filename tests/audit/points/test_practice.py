"""Points 6 to 8 tell who labeled, what they were told and what was demanded."""

from schemactl.audit.dossier import Dossier
from schemactl.audit.points.practice import managed, people, told
from schemactl.cli.main import run
from tests.audit.points.answers import rows
from tests.audit.recorded import History, dossier_of


def test_gates_are_told(dossier: Dossier) -> None:
    asked = ("guideline:mood@1.0.0", "mood", "", "krippendorff of at least 0.7 (lower_bound)")
    assert rows(managed(dossier), "Gates") == [asked]


def test_annotators_are_pseudonyms(history: History, dossier: Dossier) -> None:
    answer = people(dossier)
    [row] = rows(answer, "Annotators")
    assert row == (f"annotator:{history.pseudonym}", "waiter", "not recorded", "batch:week@1")
    assert answer.unknown == (f"annotator:{history.pseudonym}: qualifications",)
    assert "Ada" not in str(answer)


def test_a_batch_without_annotators_is_a_gap(history: History) -> None:
    assert run(["register", "batch", "lone@1", "--schema", "mood@1.0.0"]) == 0
    found = dossier_of(history, "batch:lone@1")
    assert people(found).unknown == ("batch:lone@1: who labeled it",)
    assert "batch:lone@1: whether annotators saw each other's answers" in told(found).unknown


def test_acknowledgements_are_told(history: History, dossier: Dossier) -> None:
    answer = told(dossier)
    assert rows(answer, "Acknowledgements") == [
        (
            *("batch:week@1", f"annotator:{history.pseudonym}", "guideline:mood@1.0.0"),
            *("2026-11-01", "2026-11-02"),
        )
    ]
    assert rows(answer, "Set-up") == [("batch:week@1", "yes", "tool forms 2")]
    assert answer.unknown == (
        "batch:week@1: which tool configuration and handbook its annotators saw",
    )
