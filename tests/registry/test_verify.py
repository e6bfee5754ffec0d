"""Verification finds every altered byte, and says what it cannot find without a checkpoint."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from schemactl.model.lineage import Checkpoint, Entry, Fact
from schemactl.registry.journal import entries_file, head_file, newest_checkpoint, write_checkpoint
from schemactl.registry.ledger import append, append_entries, next_entry, seal, unseal
from schemactl.registry.opening import writing
from schemactl.registry.store import row_of
from schemactl.registry.verify import verify
from schemactl.workspace import Workspace

FactBuilder = Callable[..., Fact]


@pytest.fixture
def recorded(released: Workspace, a_fact: FactBuilder) -> Workspace:
    """Return a repository with two releases and two datasets in a checkpointed ledger."""
    with writing(released) as store:
        append(store, [a_fact("dataset:a@1"), a_fact("dataset:b@1", "dataset:a@1")])
        write_checkpoint(released, store)
    return released


def rules(workspace: Workspace, held: Checkpoint | None = None) -> set[str]:
    """Return the rules of the errors that verification finds."""
    return {found.rule for found in verify(workspace, held) if found.severity == "error"}


def messages(workspace: Workspace) -> str:
    """Return what verification says."""
    return "\n".join(found.message for found in verify(workspace))


def tamper(workspace: Workspace, *statements: str, keep_triggers: bool = True) -> None:
    """Do as somebody with write access: drop the triggers, rewrite, put the triggers back."""
    with closing(sqlite3.connect(workspace.database)) as database, database:
        triggers = database.execute(
            "SELECT name, sql, tbl_name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall()
        for name, _, _ in triggers:
            database.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            database.execute(statement)
        tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master")}
        for _, sql, table in triggers if keep_triggers else []:
            if table in tables:
                database.execute(sql)


def test_what_was_recorded_verifies(recorded: Workspace) -> None:
    assert list(verify(recorded)) == []


def test_an_empty_repository_verifies_and_stays_empty(workspace: Workspace) -> None:
    assert list(verify(workspace)) == []
    assert not workspace.registry.exists()


def test_a_fresh_clone_verifies_from_the_working_tree_alone(recorded: Workspace) -> None:
    for path in recorded.registry.glob("registry.db*"):
        path.unlink()
    assert list(verify(recorded)) == []
    assert not recorded.database.exists()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger SET entry = replace(entry, 'a@1', 'x@1') WHERE seq = 3",
        "UPDATE ledger SET entry = entry || ' ' WHERE seq = 3",
        "UPDATE ledger SET entry = x'00' WHERE seq = 4",
        "UPDATE ledger SET entry = 7 WHERE seq = 4",
        "UPDATE ledger SET hash = replace(hash, 'sha256:', 'sha256:0') WHERE seq = 4",
        "UPDATE ledger SET previous = NULL WHERE seq = 2",
        "UPDATE ledger SET kind = 'model' WHERE seq = 3",
        "UPDATE ledger SET subject = 'dataset:x' WHERE seq = 3",
        "UPDATE ledger SET ref = 'dataset:x@1' WHERE seq = 3",
        "UPDATE ledger SET seq = 9 WHERE seq = 4",
        "DELETE FROM ledger WHERE seq = 1",
        "DELETE FROM ledger WHERE seq = 3",
        "DELETE FROM ledger WHERE seq = 4",
        "DELETE FROM ledger",
        "UPDATE edge SET source = 'dataset:x@1' WHERE seq = 4",
        "UPDATE edge SET target = 'dataset:x@1' WHERE seq = 4 AND relation = 'derived_from'",
        "UPDATE edge SET relation = 'split_of' WHERE seq = 4 AND relation = 'derived_from'",
        "UPDATE edge SET seq = 3 WHERE seq = 4",
        "DELETE FROM edge WHERE seq = 4",
        "INSERT INTO edge VALUES ('dataset:a@1', 'dataset:b@1', 'derived_from', 3)",
        "INSERT INTO edge VALUES ('dataset:a@1', 'dataset:b@1', 'derived_from', 77)",
        "DROP INDEX edge_by_target",
        "CREATE TRIGGER quiet AFTER INSERT ON edge BEGIN DELETE FROM edge; END",
        "UPDATE alembic_version SET version_num = '0999'",
        "DROP TABLE alembic_version",
        "DROP TABLE edge",
    ],
)
def test_a_rewritten_database_is_found(recorded: Workspace, statement: str) -> None:
    tamper(recorded, statement)
    before = recorded.database.read_bytes()
    assert rules(recorded) == {"ledger-altered"}
    assert recorded.database.read_bytes() == before


def test_swapped_entries_are_found(recorded: Workspace) -> None:
    swap = (
        "UPDATE ledger SET seq = -1 WHERE seq = 3",
        "UPDATE ledger SET seq = 3 WHERE seq = 4",
        "UPDATE ledger SET seq = 4 WHERE seq = -1",
    )
    tamper(recorded, *swap)
    assert rules(recorded) == {"ledger-altered"}


def test_missing_triggers_are_found(recorded: Workspace) -> None:
    tamper(recorded, keep_triggers=False)
    assert "the trigger ledger_refuses_update is missing" in messages(recorded)


@pytest.mark.parametrize("statement", ["UPDATE ledger SET kind = 'x'", "DELETE FROM ledger"])
def test_triggers_refuse_to_change_the_ledger(recorded: Workspace, statement: str) -> None:
    with closing(sqlite3.connect(recorded.database)) as database:
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            database.execute(statement)
        with pytest.raises(sqlite3.IntegrityError, match="no gaps"):
            database.execute("INSERT OR REPLACE INTO ledger SELECT * FROM ledger WHERE seq = 1")


def test_a_file_that_is_no_database_is_found(recorded: Workspace) -> None:
    recorded.database.write_bytes(b"not a database, whatever its name says" * 100)
    assert rules(recorded) == {"ledger-altered"}


def rewrite_from(workspace: Workspace, a_fact: FactBuilder, *, also_journal: bool) -> None:
    """Replace entry 4 by another one with a right hash, as a careful forger would."""
    with closing(sqlite3.connect(workspace.database)) as database:
        third = database.execute("SELECT entry FROM ledger WHERE seq = 3").fetchone()[0]
    head = unseal(third)
    place = a_fact("dataset:forged@1")
    sealed = seal(next_entry(None, place).model_copy(update={"seq": 4, "previous": head.hash}))
    row = row_of(sealed)
    tamper(
        workspace,
        "DELETE FROM ledger WHERE seq = 4",
        "DELETE FROM edge WHERE seq = 4",
        f"INSERT INTO ledger VALUES (4, x'{row.entry.hex()}', '{row.hash}', '{row.previous}', "
        f"'{row.kind}', '{row.subject}', '{row.ref}')",
        *(
            f"INSERT INTO edge VALUES ('{edge.source}', '{edge.target}', '{edge.relation}', 4)"
            for edge in sealed.edges
        ),
    )
    if also_journal:
        head_file(workspace, 4).unlink()
        entries_file(workspace, 4).unlink()
        with writing(workspace) as store:
            write_checkpoint(workspace, store)


def test_a_careful_forgery_differs_from_the_journal(
    recorded: Workspace, a_fact: FactBuilder
) -> None:
    rewrite_from(recorded, a_fact, also_journal=False)
    assert "entry 4 differs from the journal's" in messages(recorded)


def test_a_forgery_of_database_and_journal_differs_only_from_a_checkpoint_held_elsewhere(
    recorded: Workspace, a_fact: FactBuilder
) -> None:
    held = newest_checkpoint(recorded)
    rewrite_from(recorded, a_fact, also_journal=True)
    assert rules(recorded) == set()
    assert rules(recorded, held) == {"ledger-altered"}


def test_a_ledger_that_ends_before_a_held_checkpoint_is_too_short(
    recorded: Workspace, workspace: Workspace
) -> None:
    held = newest_checkpoint(recorded)
    shutil.rmtree(recorded.journal)
    for path in workspace.registry.glob("registry.db*"):
        path.unlink()
    assert rules(recorded, held) == {"ledger-altered"}


def test_every_altered_byte_of_the_journal_is_found(recorded: Workspace) -> None:
    for path in sorted(recorded.journal.iterdir()):
        content = path.read_bytes()
        for place in range(0, len(content), 7):
            path.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
            assert rules(recorded), f"byte {place} of {path.name}"
        path.write_bytes(content)
    assert rules(recorded) == set()


def test_a_journal_file_without_its_head_is_mentioned(recorded: Workspace) -> None:
    head_file(recorded, 4).unlink()
    assert "these entries have no checkpoint" in messages(recorded)


def test_an_edited_release_is_found(recorded: Workspace) -> None:
    path = recorded.release_folder("schema", "sentiment", "1.0.0") / "schema.json"
    path.write_bytes(path.read_bytes().replace(b"pleased", b"content"))
    assert rules(recorded) == {"release-edited"}


def test_a_release_that_was_made_again_is_not_the_recorded_one(
    recorded: Workspace, tmp_path: Path
) -> None:
    folder = recorded.release_folder("schema", "sentiment", "1.0.0")
    manifest = folder / "manifest.json"
    manifest.write_bytes(manifest.read_bytes().replace(b'"format"', b' "format"'))
    assert "is not the release that entry 1 of the ledger recorded" in messages(recorded)
    shutil.move(folder, tmp_path / "parked")
    assert rules(recorded) == {"release-missing"}


NEWER = [
    Entry(seq=0, kind="ceremony", ref="ceremony:x@1", content={"labeled_under": {"ref": "a:b@1"}}),
    Entry(seq=0, kind="model", ref="model:x@1", content={"trained_on": [], "mood": "good"}),
]


def test_an_older_release_verifies_a_newer_log_and_says_what_it_cannot_read(
    recorded: Workspace,
) -> None:
    with writing(recorded) as store:
        append_entries(store, NEWER)
        write_checkpoint(recorded, store)
    found = list(verify(recorded))
    assert [(one.rule, one.severity) for one in found] == [("entry-unknown", "warning")]
    assert "2 entries, the first is 5, were written by a newer schemactl" in found[0].message
    tamper(recorded, "UPDATE ledger SET entry = replace(entry, 'good', 'glad') WHERE seq = 6")
    assert rules(recorded) == {"ledger-altered"}


def test_what_makes_no_sense_in_any_version_is_a_difference(recorded: Workspace) -> None:
    wrong = Entry(seq=0, kind="model", ref="model:x@1", content={"trained_on": 7})
    with writing(recorded) as store:
        append_entries(store, [wrong])
    assert "entry 5 (model:x@1) cannot be read: trained_on" in messages(recorded)
