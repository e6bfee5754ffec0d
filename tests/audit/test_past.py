"""The ledger at an entry: later entries are not seen, and numbers without an entry are refused."""

import pytest

from schemactl.audit.past import ledger_at
from schemactl.errors import SchemactlError
from schemactl.workspace import Workspace
from tests.audit.recorded import History


def test_later_entries_are_not_seen(history: History) -> None:
    with ledger_at(history.workspace, 6) as (store, head):
        assert head.seq == 6
        assert store.find("model:cook@1") is not None
        assert store.find("model:cook@2") is None


def test_without_a_number_all_is_seen(history: History) -> None:
    with ledger_at(history.workspace) as (store, head):
        assert head.seq == 7
        assert store.latest("model:cook") == "model:cook@2"


@pytest.mark.parametrize("seq", [0, -1, 8])
def test_a_number_without_an_entry_is_refused(history: History, seq: int) -> None:
    with (
        pytest.raises(SchemactlError, match=f"no entry {seq}") as refused,
        ledger_at(history.workspace, seq),
    ):
        pass
    assert refused.value.hint == "name a number from 1 to 7"


def test_an_empty_ledger_is_refused(history: History) -> None:
    empty = history.workspace.root / "empty"
    (empty / "schemas").mkdir(parents=True)
    with pytest.raises(SchemactlError, match="nothing is recorded"), ledger_at(Workspace(empty)):
        pass
