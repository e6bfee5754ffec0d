"""Status: what the ledger holds, and what no checkpoint covers."""

from collections.abc import Callable

from schemactl.model.lineage import Fact
from schemactl.registry.journal import write_checkpoint
from schemactl.registry.ledger import append
from schemactl.registry.opening import reading, writing
from schemactl.registry.status import count_newer, status
from schemactl.registry.stores.memory import MemoryStore
from schemactl.workspace import Workspace


def test_nothing_was_recorded(workspace: Workspace) -> None:
    found = status(workspace, MemoryStore())
    assert (found.head, found.checkpoint, found.newer, found.forked) == (None, None, 0, False)


def test_entries_since_the_last_checkpoint_are_newer(
    released: Workspace, a_fact: Callable[..., Fact]
) -> None:
    with writing(released) as store:
        append(store, [a_fact("dataset:a@1"), a_fact("dataset:b@1")])
        assert count_newer(released, store) == 2
    with reading(released) as store:
        found = status(released, store)
    assert found.head is not None
    assert found.checkpoint is not None
    assert (found.head.seq, found.checkpoint.seq, found.newer) == (4, 2, 2)
    assert (found.releases, found.datasets, found.models) == (2, 2, 0)


def test_a_journal_of_another_history_is_a_fork(
    workspace: Workspace, a_fact: Callable[..., Fact]
) -> None:
    ours, theirs = MemoryStore(), MemoryStore()
    append(ours, [a_fact("dataset:ours@1")])
    append(theirs, [a_fact("dataset:theirs@1")])
    write_checkpoint(workspace, theirs)
    assert status(workspace, ours).forked
    assert not status(workspace, theirs).forked
