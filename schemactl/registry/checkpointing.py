"""Checkpointing: the journal and the counts for pull requests are written together."""

from typing import NamedTuple

from schemactl.model.lineage import Checkpoint
from schemactl.registry.impact_file import impact_path, write_impact
from schemactl.registry.journal import remove_checkpoint, write_checkpoint, write_whole
from schemactl.registry.store import Store
from schemactl.workspace import Workspace


class CheckpointFiles(NamedTuple):
    """What was written: a checkpoint where something was new, and the counts before it."""

    checkpoint: Checkpoint | None = None
    counts_before: bytes | None = None

    def take_back(self, workspace: Workspace) -> None:
        """Restore the files, where the database did not keep what they say."""
        if self.checkpoint is None:
            return
        remove_checkpoint(workspace, self.checkpoint)
        if self.counts_before is None:
            impact_path(workspace).unlink(missing_ok=True)
        else:
            write_whole(impact_path(workspace), self.counts_before)


def make_checkpoint(workspace: Workspace, store: Store) -> CheckpointFiles:
    """Write what is new into the journal, and count the ledger for readers without a database.

    To be called inside `exclusively`: two processes would otherwise write the same entries.
    """
    path = impact_path(workspace)
    before = path.read_bytes() if path.is_file() else None
    checkpoint = write_checkpoint(workspace, store)
    made = CheckpointFiles(checkpoint, before)
    try:
        # Last: counts that are older than the journal are seen to be so.
        write_impact(workspace, store)
    except BaseException:
        made.take_back(workspace)
        raise
    return made
