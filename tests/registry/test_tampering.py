"""The tamper matrix: every column, row and order, on both kinds of database, is found."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import Table, text
from sqlalchemy.exc import DatabaseError

from schemactl.model.lineage import Checkpoint, Fact, Head, SealedEntry
from schemactl.registry.journal import (
    entries_file,
    head_file,
    newest_checkpoint,
    write_checkpoint,
)
from schemactl.registry.ledger import append, place_after, seal, unseal
from schemactl.registry.opening import writing
from schemactl.registry.store import row_of
from schemactl.registry.stores.sql.tables import EDGE, LEDGER, SUBTREE_TABLE
from schemactl.registry.tree import subtree_root
from schemactl.registry.verify import verify
from schemactl.workspace import Workspace
from tests.registry.checkpoints import checkpointed
from tests.registry.tampering import TABLES, engine_of, flipped, rewrite, rows_of, unguarded

Rows = list[dict[str, Any]]
SIZE = 260


@pytest.fixture
def recorded(
    workspace: Workspace, url: str, a_fact: Callable[..., Fact], monkeypatch: pytest.MonkeyPatch
) -> Workspace:
    """Return a repository with a checkpointed ledger that has a complete subtree."""
    monkeypatch.setenv("SCHEMACTL_REGISTRY_URL", url)
    with writing(workspace) as store:
        append(store, [a_fact("dataset:d@0")])
        append(store, [a_fact(f"dataset:d@{n}", "dataset:d@0") for n in range(1, SIZE)])
        checkpointed(workspace, store)
    return workspace


def errors(workspace: Workspace, held: Checkpoint | None = None) -> list[str]:
    """Return what verification calls wrong."""
    return [found.message for found in verify(workspace, held) if found.severity == "error"]


def tampered(workspace: Workspace, url: str, table: Table, rows: Rows) -> list[str]:
    """Verify with other rows in a table, and put the old ones back."""
    with unguarded(workspace, url) as connection:
        before = rows_of(connection, table)
        rewrite(connection, table, rows)
    found = errors(workspace)
    with unguarded(workspace, url) as connection:
        rewrite(connection, table, before)
    return found


def rows_in(workspace: Workspace, url: str, table: Table) -> Rows:
    with unguarded(workspace, url) as connection:
        return rows_of(connection, table)


def test_what_was_recorded_verifies_before_and_after_the_guards_were_down(
    recorded: Workspace, url: str
) -> None:
    assert errors(recorded) == []
    for table in TABLES:
        assert tampered(recorded, url, table, rows_in(recorded, url, table)) == []
    assert errors(recorded) == []


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_one_changed_bit_in_any_column_is_found(
    recorded: Workspace, url: str, table: Table
) -> None:
    rows = rows_in(recorded, url, table)
    for place in sorted({0, len(rows) - 1}):
        for column in table.columns:
            changed = [dict(row) for row in rows]
            changed[place][column.name] = flipped(changed[place][column.name])
            found = tampered(recorded, url, table, changed)
            assert found, f"{table.name}.{column.name} of row {place}"


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
@pytest.mark.parametrize("kept", [slice(1, None), slice(None, -1), slice(0, 0)])
def test_deleted_rows_are_found(recorded: Workspace, url: str, table: Table, kept: slice) -> None:
    assert tampered(recorded, url, table, rows_in(recorded, url, table)[kept])


def test_a_deleted_row_in_the_middle_is_found(recorded: Workspace, url: str) -> None:
    rows = rows_in(recorded, url, LEDGER)
    assert tampered(recorded, url, LEDGER, rows[:100] + rows[101:])


def test_reordered_rows_are_found(recorded: Workspace, url: str) -> None:
    rows = rows_in(recorded, url, LEDGER)
    numbers = [row["seq"] for row in rows]
    numbers[10], numbers[11] = numbers[11], numbers[10]
    other = [row | {"seq": number} for row, number in zip(rows, numbers, strict=True)]
    assert tampered(recorded, url, LEDGER, other)


def test_swapped_payloads_are_found(recorded: Workspace, url: str) -> None:
    rows = rows_in(recorded, url, LEDGER)
    rows[10]["entry"], rows[11]["entry"] = rows[11]["entry"], rows[10]["entry"]
    assert tampered(recorded, url, LEDGER, rows)


def test_a_duplicated_entry_is_found(recorded: Workspace, url: str) -> None:
    rows = rows_in(recorded, url, LEDGER)
    again = rows[-1] | {"seq": SIZE + 1, "ref": "dataset:copy@1"}
    assert tampered(recorded, url, LEDGER, [*rows, again])


def test_an_added_edge_or_root_is_found(recorded: Workspace, url: str) -> None:
    edges = rows_in(recorded, url, EDGE)
    assert tampered(recorded, url, EDGE, [*edges, edges[-1] | {"target": "dataset:x@1"}])
    roots = rows_in(recorded, url, SUBTREE_TABLE)
    for seq in (255, 512):
        assert tampered(recorded, url, SUBTREE_TABLE, [*roots, roots[0] | {"seq": seq}])


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
@pytest.mark.parametrize("verb", ["UPDATE", "DELETE", "TRUNCATE"])
def test_the_guards_refuse_what_is_no_append(
    recorded: Workspace, url: str, table: Table, verb: str
) -> None:
    column = next(iter(table.columns)).name
    statement = {
        "UPDATE": f"UPDATE {table.name} SET {column} = {column}",
        "DELETE": f"DELETE FROM {table.name}",
        "TRUNCATE": f"TRUNCATE {table.name}",
    }[verb]
    if verb == "TRUNCATE" and url.startswith("sqlite"):
        statement = f"DELETE FROM {table.name} WHERE true"
    engine = engine_of(recorded, url)
    with pytest.raises(DatabaseError, match="append-only"), engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()
    assert errors(recorded) == []


def forged(rows: Rows) -> Iterator[SealedEntry]:
    """Yield entries that say something else, each with the right hash of the one before."""
    head: Head | None = None
    for row in rows:
        entry = unseal(bytes(row["entry"])).entry
        if entry.seq == 7:
            entry = entry.model_copy(update={"note": "nothing happened here"})
        sealed = seal(place_after(head, entry))
        head = Head(sealed.entry.seq, sealed.hash)
        yield sealed


def rewrite_all(workspace: Workspace, url: str) -> None:
    """Rewrite everything after an entry, with right hashes and roots, the journal too."""
    with unguarded(workspace, url) as connection:
        sealed = list(forged(rows_of(connection, LEDGER)))
        root = subtree_root([one.content for one in sealed[:256]])
        rewrite(connection, LEDGER, [row_of(one)._asdict() for one in sealed])
        rewrite(connection, SUBTREE_TABLE, [{"seq": 256, "root": root}])
    head_file(workspace, SIZE).unlink()
    entries_file(workspace, SIZE).unlink()
    with writing(workspace) as store:
        write_checkpoint(workspace, store)


def test_a_rewrite_of_everything_is_found_by_a_held_checkpoint_and_by_nothing_else(
    recorded: Workspace, url: str
) -> None:
    held = newest_checkpoint(recorded)
    rewrite_all(recorded, url)
    assert errors(recorded) == []
    assert errors(recorded, held) == [
        f"the ledger up to entry {SIZE} differs from the given checkpoint"
    ]
