"""The journal: rebuilding from it gives the same ledger, and what was altered is not read."""

import json
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemactl.model.lineage import Fact
from schemactl.registry.journal import (
    JournalAltered,
    LedgerForked,
    checkpoint_numbers,
    entries_file,
    head_file,
    newest_checkpoint,
    read_checkpoint,
    read_journal,
    remove_checkpoint,
    unfinished_files,
    write_checkpoint,
)
from schemactl.registry.ledger import append
from schemactl.registry.merkle import MerkleTree
from schemactl.registry.opening import reading
from schemactl.registry.store import Store
from schemactl.registry.stores.memory import MemoryStore
from schemactl.releases.canonical import canonical_bytes
from schemactl.workspace import Workspace

FactBuilder = Callable[..., Fact]


@pytest.fixture
def journal(workspace: Workspace, a_fact: FactBuilder) -> Store:
    """Write two checkpoints, of entries 1 and 2 and of entry 3, and return their store."""
    store = MemoryStore()
    append(store, [a_fact("dataset:a@1"), a_fact("dataset:b@1")])
    write_checkpoint(workspace, store)
    append(store, [a_fact("dataset:c@1", "dataset:a@1")])
    write_checkpoint(workspace, store)
    return store


def test_a_checkpoint_is_the_head_and_the_entries_since_the_last(
    workspace: Workspace, journal: Store
) -> None:
    assert checkpoint_numbers(workspace) == [2, 3]
    contents = list(journal.entries())
    assert entries_file(workspace, 2).read_bytes() == b"".join(contents[:2])
    assert entries_file(workspace, 3).read_bytes() == contents[2]
    newest = newest_checkpoint(workspace)
    assert newest is not None
    assert (newest.seq, newest.entry) == (3, journal.hash_at(3))
    assert newest.root == MerkleTree(contents).root
    assert head_file(workspace, 3).name == "000000000003.json"


def test_without_new_entries_there_is_no_new_checkpoint(
    workspace: Workspace, journal: Store
) -> None:
    assert write_checkpoint(workspace, journal) is None
    assert write_checkpoint(workspace, MemoryStore()) is None


def test_a_checkpoint_can_be_taken_back(workspace: Workspace, journal: Store) -> None:
    newest = newest_checkpoint(workspace)
    assert newest is not None
    remove_checkpoint(workspace, newest)
    assert checkpoint_numbers(workspace) == [2]
    assert journal.head() is not None


@settings(deadline=None, max_examples=30)
@given(st.lists(st.tuples(st.sampled_from("abcd"), st.booleans()), min_size=1, max_size=12))
def test_rebuilding_from_the_journal_gives_the_same_ledger(
    a_fact: FactBuilder, steps: list[tuple[str, bool]]
) -> None:
    with TemporaryDirectory() as folder:
        workspace = Workspace(Path(folder))
        store = MemoryStore()
        for number, (name, is_checkpoint) in enumerate(steps):
            append(store, [a_fact(f"dataset:{name}@{number}")])
            if is_checkpoint:
                write_checkpoint(workspace, store)
        write_checkpoint(workspace, store)
        with reading(workspace) as rebuilt:
            assert list(rebuilt.rows()) == list(store.rows())
            assert list(rebuilt.edges()) == list(store.edges())


def test_an_altered_entry_is_not_read(workspace: Workspace, journal: Store) -> None:
    path = entries_file(workspace, 2)
    path.write_bytes(path.read_bytes().replace(b'"dataset:b@1"', b'"dataset:x@1"'))
    assert journal.head() is not None
    with pytest.raises(JournalAltered, match=r"000000000002.json: its entries do not lead"):
        list(read_journal(workspace))


def test_an_altered_root_is_not_read(workspace: Workspace, journal: Store) -> None:
    path = head_file(workspace, 3)
    said = json.loads(path.read_bytes())
    path.write_bytes(canonical_bytes({**said, "root": said["entry"]}))
    assert journal.head() is not None
    with pytest.raises(JournalAltered, match="the root over its entries differs"):
        list(read_journal(workspace))


def test_changed_line_ends_are_named_as_such(workspace: Workspace, journal: Store) -> None:
    path = entries_file(workspace, 2)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert journal.head() is not None
    with pytest.raises(JournalAltered, match="CRLF") as found:
        list(read_journal(workspace))
    assert "registry/** -text" in found.value.hint


def test_missing_entries_are_found(workspace: Workspace, journal: Store) -> None:
    entries_file(workspace, 2).unlink()
    assert journal.head() is not None
    with pytest.raises(JournalAltered, match=r"000000000002.jsonl is missing"):
        list(read_journal(workspace))


def test_a_head_that_is_no_checkpoint_is_refused(workspace: Workspace, journal: Store) -> None:
    path = head_file(workspace, 3)
    path.write_text("<<<<<<< ours\n")
    assert journal.head() is not None
    with pytest.raises(JournalAltered, match="is no checkpoint"):
        read_checkpoint(path, "held.json")
    path.write_bytes(head_file(workspace, 2).read_bytes())
    with pytest.raises(JournalAltered, match="is the checkpoint of entry 2"):
        list(read_journal(workspace))


def test_entries_without_a_head_are_no_part_of_the_journal(
    workspace: Workspace, journal: Store
) -> None:
    head_file(workspace, 3).unlink()
    assert journal.head() is not None
    assert [page.checkpoint.seq for page in read_journal(workspace)] == [2]
    assert unfinished_files(workspace) == [3]


def test_two_checkpoints_that_hold_the_same_number_are_a_fork(
    workspace: Workspace, journal: Store, a_fact: FactBuilder
) -> None:
    other = MemoryStore()
    append(other, [a_fact("dataset:x@1")])
    elsewhere = Workspace(workspace.root / "elsewhere")
    write_checkpoint(elsewhere, other)
    for file in (head_file(elsewhere, 1), entries_file(elsewhere, 1)):
        file.rename(workspace.journal / file.name)
    assert journal.head() is not None
    with pytest.raises(LedgerForked, match=r"ledger-forked: .* number 1") as found:
        list(read_journal(workspace))
    assert "PostgreSQL" in found.value.hint


def test_a_head_with_other_line_ends_is_named_as_such(workspace: Workspace, journal: Store) -> None:
    path = head_file(workspace, 3)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert journal.head() is not None
    with pytest.raises(JournalAltered, match="is not as it was written") as found:
        list(read_journal(workspace))
    assert "registry/** -text" in found.value.hint


def test_a_checkpoint_of_an_unknown_format_is_refused(workspace: Workspace, journal: Store) -> None:
    path = head_file(workspace, 3)
    path.write_bytes(path.read_bytes().replace(b"c14n-1", b"c14n-2"))
    assert journal.head() is not None
    with pytest.raises(JournalAltered, match="has the format 'schemactl-c14n-2'"):
        newest_checkpoint(workspace)


def test_a_write_that_fails_leaves_no_part_of_a_file(
    workspace: Workspace, journal: Store, a_fact: FactBuilder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError("no space left")

    before = sorted(path.name for path in workspace.journal.iterdir())
    append(journal, [a_fact("dataset:d@1")])
    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="no space left"):
        write_checkpoint(workspace, journal)
    assert sorted(path.name for path in workspace.journal.iterdir()) == before
