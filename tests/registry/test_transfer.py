"""Transfer: the same root on every kind of store, all or nothing, and a way out of a fork."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from schemactl.errors import SchemactlError
from schemactl.model.lineage import Fact
from schemactl.registry.journal import JournalAltered, LedgerForked, head_file, write_checkpoint
from schemactl.registry.ledger import AlreadyRecorded, append
from schemactl.registry.opening import reading, writing
from schemactl.registry.store import Row
from schemactl.registry.transfer import (
    Transferred,
    export_ledger,
    exporting,
    import_ledger,
    replay_ledger,
)
from schemactl.registry.verify import verify
from schemactl.workspace import Workspace

FactBuilder = Callable[..., Fact]
Use = Callable[[str], None]


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> Use:
    """Return a function that sets where the registry is."""
    return lambda url: monkeypatch.setenv("SCHEMACTL_REGISTRY_URL", url)


def record(workspace: Workspace, *facts: Fact, checkpoint: bool = False) -> None:
    """Append facts."""
    with writing(workspace) as store:
        append(store, facts)
        if checkpoint:
            write_checkpoint(workspace, store)


def rows(workspace: Workspace) -> list[Row]:
    """Return every stored entry."""
    with reading(workspace) as store:
        return list(store.rows())


def export(workspace: Workspace, path: Path) -> Transferred:
    """Export the ledger."""
    with reading(workspace) as store:
        return export_ledger(store, path)


def test_a_ledger_moves_to_postgresql_and_back_with_the_same_root(
    released: Workspace, a_fact: FactBuilder, use: Use, postgresql: str, tmp_path: Path
) -> None:
    many = [a_fact(f"dataset:d@{n}", note=f"ün {n}") for n in range(600)]
    record(released, *many, checkpoint=True)
    record(released, a_fact("dataset:later@1"))
    first, before = export(released, tmp_path / "a.jsonl"), rows(released)
    use(postgresql)
    moved = import_ledger(released, tmp_path / "a.jsonl")
    assert (moved.root, moved.head, moved.entries) == (first.root, first.head, 603)
    assert rows(released) == before
    assert [one for one in verify(released) if one.severity == "error"] == []
    assert export(released, tmp_path / "b.jsonl") == first
    use("sqlite:///elsewhere.db")
    assert import_ledger(released, tmp_path / "b.jsonl").root == first.root
    assert rows(released) == before
    assert (tmp_path / "a.jsonl").read_bytes() == (tmp_path / "b.jsonl").read_bytes()


def test_a_copy_is_complete_even_without_a_journal(
    released: Workspace, a_fact: FactBuilder, use: Use, tmp_path: Path
) -> None:
    record(released, a_fact("dataset:a@1"))
    before = rows(released)
    export(released, tmp_path / "a.jsonl")
    shutil.rmtree(released.journal)
    use("sqlite:///elsewhere.db")
    assert import_ledger(released, tmp_path / "a.jsonl").new == 3
    assert rows(released) == before


def test_importing_twice_or_what_is_longer_here_changes_nothing(
    workspace: Workspace, a_fact: FactBuilder, tmp_path: Path
) -> None:
    record(workspace, a_fact("dataset:a@1"))
    export(workspace, tmp_path / "a.jsonl")
    record(workspace, a_fact("dataset:b@1"))
    before = rows(workspace)
    done = import_ledger(workspace, tmp_path / "a.jsonl")
    assert (done.entries, done.new) == (1, 0)
    assert rows(workspace) == before


def test_a_shorter_registry_is_extended(
    workspace: Workspace, a_fact: FactBuilder, use: Use, tmp_path: Path
) -> None:
    use("sqlite:///other.db")
    record(workspace, a_fact("dataset:a@1"))
    use("sqlite:///mine.db")
    record(workspace, a_fact("dataset:a@1"), a_fact("dataset:b@1"))
    export(workspace, tmp_path / "a.jsonl")
    use("sqlite:///other.db")
    done = import_ledger(workspace, tmp_path / "a.jsonl")
    assert (done.entries, done.new) == (2, 1)


@pytest.fixture
def theirs(workspace: Workspace, a_fact: FactBuilder, use: Use, tmp_path: Path) -> Path:
    """Return the export of a ledger that parted from the registry's after its first entry."""
    use("sqlite:///theirs.db")
    record(workspace, a_fact("dataset:a@1"), a_fact("dataset:theirs@1", actor="them"))
    export(workspace, tmp_path / "theirs.jsonl")
    use("sqlite:///ours.db")
    record(workspace, a_fact("dataset:a@1"), a_fact("dataset:ours@1"))
    return tmp_path / "theirs.jsonl"


def test_a_ledger_that_went_another_way_is_refused(workspace: Workspace, theirs: Path) -> None:
    before = rows(workspace)
    with pytest.raises(LedgerForked, match=r"ledger-forked: registry and file hold .* number 2"):
        import_ledger(workspace, theirs)
    assert rows(workspace) == before


def test_replaying_joins_two_ways(workspace: Workspace, theirs: Path) -> None:
    for new in (1, 0):
        done = replay_ledger(workspace, theirs)
        assert (done.entries, done.new) == (2, new)
    found = [(row.seq, row.ref) for row in rows(workspace)]
    assert found == [(1, "dataset:a@1"), (2, "dataset:ours@1"), (3, "dataset:theirs@1")]
    with reading(workspace) as store:
        last = store.find("dataset:theirs@1")
    assert last is not None
    assert last.entry.actor == "them"


def test_the_way_out_of_a_fork(workspace: Workspace, a_fact: FactBuilder, tmp_path: Path) -> None:
    record(workspace, a_fact("dataset:a@1"), checkpoint=True)
    other = Workspace(tmp_path / "other")
    shutil.copytree(workspace.registry, other.registry)
    record(other, a_fact("dataset:theirs@1"), checkpoint=True)
    record(workspace, a_fact("dataset:ours@1"))
    shutil.copytree(other.journal, workspace.journal, dirs_exist_ok=True)
    with pytest.raises(LedgerForked) as found:
        record(workspace, a_fact("dataset:new@1"))
    assert "registry export --out mine.jsonl" in found.value.hint
    export(workspace, tmp_path / "mine.jsonl")
    workspace.database.rename(tmp_path / "old.db")
    replay_ledger(workspace, tmp_path / "mine.jsonl")
    record(workspace, a_fact("dataset:new@1"))
    refs = ["dataset:a@1", "dataset:theirs@1", "dataset:ours@1", "dataset:new@1"]
    assert [row.ref for row in rows(workspace)] == refs
    assert list(verify(workspace)) == []


def test_what_only_a_database_holds_is_saved_whatever_the_journal_says(
    workspace: Workspace, a_fact: FactBuilder, tmp_path: Path
) -> None:
    record(workspace, a_fact("dataset:a@1"), checkpoint=True)
    record(workspace, a_fact("dataset:b@1"))
    head_file(workspace, 1).write_text("<<<<<<< ours\n")
    with exporting(workspace) as store:
        assert export_ledger(store, tmp_path / "a.jsonl").entries == 2
    workspace.database.rename(tmp_path / "away.db")
    with pytest.raises(JournalAltered), exporting(workspace):
        pass


def test_replaying_never_replaces(
    workspace: Workspace, a_fact: FactBuilder, use: Use, tmp_path: Path
) -> None:
    use("sqlite:///theirs.db")
    record(workspace, a_fact("dataset:a@1", rows="1"))
    export(workspace, tmp_path / "theirs.jsonl")
    use("sqlite:///ours.db")
    record(workspace, a_fact("dataset:a@1", rows="2"))
    with pytest.raises(AlreadyRecorded):
        replay_ledger(workspace, tmp_path / "theirs.jsonl")


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (b"\n", b"\r\n", "CRLF line ends"),
        (b"reviews", b"revised", "does not name the hash"),
        (b'"kind":"dataset",', b'"kind" :"dataset",', "not in canonical form|does not name"),
        (b"{", b"", "cannot be read"),
        (b'"seq":1}', b'"seq":2}', "entry 2 follows entry 0"),
    ],
)
def test_an_altered_file_is_refused_whole(
    workspace: Workspace, exported: Path, before: bytes, after: bytes, said: str
) -> None:
    exported.write_bytes(exported.read_bytes().replace(before, after, 1))
    with pytest.raises(SchemactlError, match=said):
        import_ledger(workspace, exported)
    assert rows(workspace) == []


@pytest.fixture
def exported(workspace: Workspace, a_fact: FactBuilder, use: Use, tmp_path: Path) -> Path:
    """Return the export of another ledger with two datasets."""
    use("sqlite:///theirs.db")
    record(workspace, a_fact("dataset:reviews@1"), a_fact("dataset:reviews@2"))
    export(workspace, tmp_path / "a.jsonl")
    use("sqlite:///ours.db")
    return tmp_path / "a.jsonl"
