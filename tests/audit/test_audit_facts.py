"""The data of an audit says all that the page says, and names every gap."""

from schemactl.audit.audit_facts import facts, proof_path, release_path
from schemactl.audit.dossier import Dossier
from tests.audit.recorded import HOSTILE, PAGE, History, dossier_of


def test_the_words_in_force_are_there_in_full(dossier: Dossier) -> None:
    [text] = facts(dossier)["in_force"]
    assert text["labeled"] == ["dataset:cards@1", "batch:week@1"]
    labels = {one["id"]: one for one in text["tasks"][0]["labels"]}
    assert labels["pleased"]["definition"] == "The guest <b>liked</b> the meal & says so."
    assert list(labels["pleased"]["exclude"]) == [{"text": "Irony", "use": "displeased"}]
    assert text["pages"] == {"task.md": PAGE}


def test_entries_are_whole(dossier: Dossier) -> None:
    entry = facts(dossier)["entries"]["dataset:cards@1"]
    assert entry["note"] == HOSTILE
    assert len(entry["reason"]) == 1_000_000


def test_gaps_are_listed_with_their_points(dossier: Dossier) -> None:
    found = facts(dossier)
    assert len(found["points"]) == 18
    listed = [(one["number"], what) for one in found["points"] for what in one["unknown"]]
    assert [(one["point"], one["what"]) for one in found["unknown"]] == listed
    last = found["points"][17]["tables"][0]["rows"]
    assert [(int(row["point"]), row["what"]) for row in last] == listed


def test_a_past_ledger_has_no_later_facts(history: History) -> None:
    found = facts(dossier_of(history, "dataset:cards@1", seq=5))
    assert found["behind"]["models"] == []
    assert found["checkpoint"]["seq"] == 5


def test_paths_are_those_of_the_folder() -> None:
    assert release_path("schema:mood@1.0.0") == "releases/schemas/mood/1.0.0"
    assert proof_path(7) == "proofs/000000000007.json"
