"""Checkpoints for tests."""

from schemactl.model.lineage import Checkpoint
from schemactl.registry.journal import write_checkpoint
from schemactl.registry.store import Store
from schemactl.workspace import Workspace


def checkpointed(workspace: Workspace, store: Store) -> Checkpoint:
    """Write a checkpoint, which must have something new to cover."""
    made = write_checkpoint(workspace, store)
    assert made is not None
    return made
