"""A checkpoint writes journal and counts together, or leaves both as they were."""

from collections.abc import Callable
from pathlib import Path

import pytest

from schemactl.model.lineage import Fact
from schemactl.registry import checkpointing
from schemactl.registry.checkpointing import make_checkpoint
from schemactl.registry.impact_file import impact_path, read_impact
from schemactl.registry.journal import newest_checkpoint
from schemactl.registry.ledger import append
from schemactl.registry.opening import writing
from schemactl.workspace import Workspace


def state(workspace: Workspace) -> dict[Path, bytes]:
    files = [*workspace.journal.iterdir(), impact_path(workspace)]
    return {path: path.read_bytes() for path in files}


def test_a_release_writes_the_counts_of_its_checkpoint(released: Workspace) -> None:
    counts, checkpoint = read_impact(released), newest_checkpoint(released)
    assert counts is not None
    assert checkpoint is not None
    assert (counts.seq, counts.entry) == (checkpoint.seq, checkpoint.entry)


def test_missing_counts_come_back_where_nothing_is_new(released: Workspace) -> None:
    before = state(released)
    impact_path(released).unlink()
    with writing(released) as store:
        assert make_checkpoint(released, store).checkpoint is None
    assert state(released) == before


def test_both_are_taken_back(released: Workspace, a_fact: Callable[..., Fact]) -> None:
    before = state(released)
    with writing(released) as store:
        append(store, [a_fact()])
        made = make_checkpoint(released, store)
    assert made.checkpoint is not None
    assert state(released) != before
    made.take_back(released)
    assert state(released) == before


def test_counts_that_were_not_there_are_removed_again(
    released: Workspace, a_fact: Callable[..., Fact]
) -> None:
    impact_path(released).unlink()
    with writing(released) as store:
        append(store, [a_fact()])
        make_checkpoint(released, store).take_back(released)
    assert not impact_path(released).exists()


def test_counts_that_cannot_be_written_leave_no_checkpoint(
    released: Workspace, a_fact: Callable[..., Fact], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = state(released)

    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(checkpointing, "write_impact", fail)
    with writing(released) as store:
        append(store, [a_fact()])
        with pytest.raises(ZeroDivisionError):
            make_checkpoint(released, store)
    assert state(released) == before
