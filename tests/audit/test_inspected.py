"""The ledger is read once, with the releases whose bytes are as they were."""

import shutil

from schemactl.audit.inspected import Inspected, Options, inspect, is_before
from schemactl.cli.main import run
from schemactl.registry.opening import reading
from tests.audit.findings.records import NOW, a_record, a_release
from tests.audit.recorded import History


def inspected(history: History) -> Inspected:
    """Read the history."""
    with reading(history.workspace) as store:
        return inspect(history.workspace, store, Options(NOW))


def test_everything_is_there_by_kind(history: History) -> None:
    assert run(["registry", "checkpoint"]) == 0
    found = inspected(history)
    assert list(found.datasets) == ["dataset:cards@1"]
    assert list(found.batches) == ["batch:week@1"]
    assert list(found.models) == ["model:cook@1", "model:cook@2"]
    assert list(found.annotators) == [f"annotator:{history.pseudonym}"]
    assert list(found.schemas) == ["schema:mood@1.0.0"]
    assert found.covered == 7


def test_what_was_asserted_counts_from_its_date(history: History) -> None:
    found = inspected(history)
    assert found.when(f"annotator:{history.pseudonym}@1") == "2026-11-01"
    assert found.when("model:nobody@1") is None


def test_releases_that_are_gone_are_left_out(history: History) -> None:
    shutil.rmtree(history.workspace.registry / "schemas")
    assert inspected(history).schemas == {}


def test_later_releases_stand_in_their_order() -> None:
    record = a_record({}, a_release("10.0.0"), a_release("2.0.0"), a_release("1.0.0"))
    assert [one.ref for one in record.later("schema:s@1.0.0")] == [
        "schema:s@2.0.0",
        "schema:s@10.0.0",
    ]


def test_only_what_is_surely_before_is_before() -> None:
    assert is_before("2026-01-01", "2026-01-02T00:00:00Z")
    assert not is_before("2026-01-01", "2026-01-01T23:00:00Z")
    assert not is_before("2026-01-02", "2026-01-01")
    assert not is_before(None, "2026-01-01")
    assert not is_before("2026-01-01", None)
