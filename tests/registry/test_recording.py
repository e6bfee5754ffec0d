"""Recording releases: one entry each, and a checkpoint, in one step or not at all."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from schemactl.model.address import Ref
from schemactl.registry import recording
from schemactl.registry.adoption import read_release
from schemactl.registry.adoption import released as released_refs
from schemactl.registry.journal import checkpoint_numbers, newest_checkpoint
from schemactl.registry.ledger import AlreadyRecorded
from schemactl.registry.opening import reading, writing
from schemactl.registry.recording import record_releases
from schemactl.registry.stamp import Stamp
from schemactl.registry.store import Store
from schemactl.workspace import Workspace

SCHEMA = Ref("schema", "sentiment", "1.0.0")


def test_a_release_is_recorded_with_time_and_actor_and_checkpointed(released: Workspace) -> None:
    with reading(released) as store:
        sealed = store.find(str(SCHEMA))
    assert sealed is not None
    assert (sealed.entry.kind, sealed.entry.actor) == ("release", "owner")
    assert sealed.entry.at == "2026-11-20T12:00:00Z"
    newest = newest_checkpoint(released)
    assert newest is not None
    assert newest.seq == 2


def test_recording_again_changes_nothing(released: Workspace) -> None:
    release = read_release(released, SCHEMA)
    before = checkpoint_numbers(released)
    entries = record_releases(
        released, [release], Stamp("2027-01-01T00:00:00Z", "another", "again")
    )
    assert [entry.actor for entry in entries] == ["owner"]
    assert checkpoint_numbers(released) == before


def test_another_release_under_a_recorded_ref_is_refused(released: Workspace) -> None:
    release = read_release(released, SCHEMA)
    with pytest.raises(AlreadyRecorded, match="with other digest"):
        record_releases(released, [release._replace(digest=f"sha256:{'9' * 64}")])


@contextmanager
def fails_at_the_end(workspace: Workspace, leave: frozenset[str]) -> Iterator[Store]:
    """Open the registry on a disk that has no room for the last step."""
    with writing(workspace, leave) as store:
        yield store
        raise OSError("no space left")


def test_a_database_that_fails_at_the_end_leaves_no_checkpoint(
    released: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    releases = [read_release(released, SCHEMA)]
    shutil.rmtree(released.journal)
    for path in released.registry.glob("registry.db*"):
        path.unlink()
    monkeypatch.setattr(recording, "writing", fails_at_the_end)
    with pytest.raises(OSError, match="no space left"):
        record_releases(released, releases)
    assert list(released.journal.iterdir()) == []
    with writing(released, frozenset(str(ref) for ref in released_refs(released))) as store:
        assert store.head() is None
