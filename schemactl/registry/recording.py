"""Recording releases: entries for what was just frozen, and a checkpoint, in one step."""

from collections.abc import Sequence

from schemactl.model.lineage import Entry
from schemactl.model.release import Release
from schemactl.registry.adoption import release_fact
from schemactl.registry.checkpointing import CheckpointFiles, make_checkpoint
from schemactl.registry.ledger import append
from schemactl.registry.opening import writing
from schemactl.registry.stamp import Stamp
from schemactl.workspace import Workspace

_UNSAID = Stamp()


def record_releases(
    workspace: Workspace, releases: Sequence[Release], stamp: Stamp = _UNSAID
) -> list[Entry]:
    """Append one entry per release and write a checkpoint, or change nothing.

    A release that is recorded already keeps its entry. Raises AlreadyRecorded where the ledger
    has its ref with another digest, LedgerForked where database and journal disagree.
    """
    leave = frozenset(release.ref for release in releases)
    made = CheckpointFiles()
    try:
        with writing(workspace, leave) as store:
            facts = [
                release_fact(workspace, release)._replace(**stamp._asdict()) for release in releases
            ]
            appended = append(store, facts)
            made = make_checkpoint(workspace, store)
    except BaseException:
        # The database refused to keep what the files say already.
        made.take_back(workspace)
        raise
    return [one.sealed.entry for one in appended]
