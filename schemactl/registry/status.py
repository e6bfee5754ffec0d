"""Status: how long the ledger is, what it holds, and what no checkpoint covers yet."""

from typing import NamedTuple

from schemactl.model.lineage import Checkpoint, Head
from schemactl.registry.journal import checkpoint_numbers, checkpoints
from schemactl.registry.store import Store
from schemactl.workspace import Workspace


class Status(NamedTuple):
    """The state of a ledger; `newer` counts the entries that only the database holds."""

    head: Head | None
    checkpoint: Checkpoint | None
    newer: int
    forked: bool
    releases: int
    datasets: int
    models: int


def status(workspace: Workspace, store: Store) -> Status:
    """Count what the ledger holds, and compare it with the journal's checkpoints."""
    head = store.head()
    covered = list(checkpoints(workspace))
    hashes = store.hashes_at([one.seq for one in covered])
    return Status(
        head,
        covered[-1] if covered else None,
        count_newer(workspace, store),
        any(hashes.get(one.seq) != one.entry for one in covered),
        len(store.refs("release")),
        len(store.refs("dataset")),
        len(store.refs("model")),
    )


def count_newer(workspace: Workspace, store: Store) -> int:
    """Count the entries since the last checkpoint."""
    head = store.head()
    numbers = checkpoint_numbers(workspace)
    return max(0, (head.seq if head else 0) - (numbers[-1] if numbers else 0))
