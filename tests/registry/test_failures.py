"""What fails around the registry: full disks, rights that are missing, clocks, copies, races."""

import errno
import os
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Pool, event

from schemactl.errors import SchemactlError
from schemactl.model.lineage import Fact
from schemactl.registry.checkpointing import make_checkpoint
from schemactl.registry.ledger import append, follow
from schemactl.registry.opening import reading, writing
from schemactl.registry.store import NotWritable, Row
from schemactl.registry.tree import tree_at
from schemactl.registry.verify import verify
from schemactl.workspace import Workspace
from tests.registry import postgresql as pg
from tests.registry.checkpoints import checkpointed
from tests.registry.postgresql import Server, plain

FactBuilder = Callable[..., Fact]
ROOT = Path(__file__).parents[2]


@pytest.fixture
def recorded(
    workspace: Workspace, url: str, a_fact: FactBuilder, monkeypatch: pytest.MonkeyPatch
) -> Workspace:
    """Return a repository with one dataset in a checkpoint and one that is newer."""
    monkeypatch.setenv("SCHEMACTL_REGISTRY_URL", url)
    with writing(workspace) as store:
        append(store, [a_fact("dataset:a@1")])
        checkpointed(workspace, store)
        append(store, [a_fact("dataset:b@1", "dataset:a@1")])
    return workspace


def rows(workspace: Workspace) -> list[Row]:
    """Return every stored entry."""
    with reading(workspace) as store:
        return list(store.rows())


def record(workspace: Workspace, *facts: Fact, checkpoint: bool = False) -> None:
    """Append facts."""
    with writing(workspace) as store:
        append(store, facts)
        if checkpoint:
            checkpointed(workspace, store)


def journal(workspace: Workspace) -> dict[str, bytes]:
    """Return the files of the journal."""
    return {path.name: path.read_bytes() for path in workspace.journal.iterdir()}


def errors(workspace: Workspace) -> list[str]:
    """Return what verification calls wrong."""
    return [found.message for found in verify(workspace) if found.severity == "error"]


def _refuse_pages(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA max_page_count = 1")


@pytest.fixture
def full_disk(url: str) -> Iterator[Callable[[], None]]:
    """Return a switch after which the database takes no page more."""

    def fill() -> None:
        if url.startswith("sqlite"):
            event.listen(Pool, "connect", _refuse_pages)
            return
        # A server that says so, as it does where its own disk is full.
        with psycopg.connect(plain(url), autocommit=True) as connection:
            connection.execute(
                "CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS "
                "$$BEGIN RAISE EXCEPTION 'no space left' USING ERRCODE = 'disk_full'; END$$"
            )
            connection.execute(
                "CREATE TRIGGER fail AFTER INSERT ON ledger FOR EACH ROW EXECUTE FUNCTION fail()"
            )

    yield fill
    if event.contains(Pool, "connect", _refuse_pages):
        event.remove(Pool, "connect", _refuse_pages)


def test_a_full_disk_records_nothing_and_says_so(
    recorded: Workspace, a_fact: FactBuilder, full_disk: Callable[[], None]
) -> None:
    before, files = rows(recorded), journal(recorded)
    full_disk()
    # More than the pages that are there have room for.
    many = [a_fact(f"dataset:c@{n}", note="x" * 500) for n in range(200)]
    with pytest.raises(SchemactlError, match="the disk is full") as found:
        record(recorded, *many, checkpoint=True)
    assert "nothing was recorded" in found.value.hint
    assert rows(recorded) == before
    assert journal(recorded) == files


@pytest.mark.parametrize("place", [1, 2, 3])
def test_a_full_disk_under_the_journal_leaves_it_as_it_was(
    recorded: Workspace, a_fact: FactBuilder, monkeypatch: pytest.MonkeyPatch, place: int
) -> None:
    before, files = rows(recorded), journal(recorded)
    calls = []

    def fsync(_handle: int) -> None:
        calls.append(1)
        if len(calls) == place:
            raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", fsync)
        with pytest.raises(OSError, match="No space left"):
            _checkpoint_all(recorded, a_fact("dataset:c@1"))
    assert rows(recorded) == before
    assert {name for name in journal(recorded) if name.endswith(".json")} == {
        name for name in files if name.endswith(".json")
    }
    record(recorded, a_fact("dataset:c@1"), checkpoint=True)
    assert errors(recorded) == []


def _checkpoint_all(workspace: Workspace, fact: Fact) -> None:
    with writing(workspace) as store:
        append(store, [fact])
        make_checkpoint(workspace, store)


WRITE_WITHOUT_ROOM = """
import resource, sys
from pathlib import Path
from schemactl.cli.main import run
from schemactl.workspace import Workspace
from tests.registry.crashes import register
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
from schemactl.errors import SchemactlError
try:
    for number in range(500):
        print(register(Workspace(Path(sys.argv[1])), "m", number), flush=True)
except SchemactlError as error:
    print("said", error.message, file=sys.stderr)
"""


def test_an_error_of_the_disk_is_one_line_and_loses_nothing(
    workspace: Workspace, a_fact: FactBuilder
) -> None:
    record(workspace, a_fact("dataset:a@1"))
    limit = workspace.database.stat().st_size + 200_000
    done = subprocess.run(
        [sys.executable, "-c", WRITE_WITHOUT_ROOM, str(workspace.root), str(limit)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr.startswith("said registry/registry.db"), done.stderr
    promised = set(done.stdout.split())
    assert promised
    with reading(workspace) as store:
        assert promised <= store.refs("model")
    assert errors(workspace) == []
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != limit


def test_a_role_that_may_only_read_reads_and_verifies_and_cannot_write(
    workspace: Workspace, postgresql: str, a_fact: FactBuilder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SCHEMACTL_REGISTRY_URL", postgresql)
    record(workspace, a_fact("dataset:a@1"), checkpoint=True)
    with psycopg.connect(plain(postgresql), autocommit=True) as connection:
        connection.execute("DROP ROLE IF EXISTS auditor")
        connection.execute("CREATE ROLE auditor LOGIN")
        connection.execute("GRANT pg_read_all_data TO auditor")
    as_auditor = postgresql.replace("postgres@", "auditor@")
    monkeypatch.setenv("SCHEMACTL_REGISTRY_URL", as_auditor)
    assert [row.ref for row in rows(workspace)] == ["dataset:a@1"]
    assert errors(workspace) == []
    with pytest.raises(NotWritable):
        record(workspace, a_fact("dataset:b@1"))
    with psycopg.connect(plain(postgresql), autocommit=True) as connection:
        connection.execute("DROP ROLE auditor")


def test_a_clock_that_goes_backwards_changes_no_order(
    recorded: Workspace, a_fact: FactBuilder
) -> None:
    for number, year in enumerate([2030, 2020, 1970, 2025]):
        record(recorded, a_fact(f"dataset:t@{number}", at=f"{year}-01-01T00:00:00Z"))
    with reading(recorded) as store:
        found = [sealed.entry for sealed in follow(None, store.entries())]
    assert [entry.at and entry.at[:4] for entry in found[2:]] == ["2030", "2020", "1970", "2025"]
    assert [entry.seq for entry in found] == [1, 2, 3, 4, 5, 6]
    assert errors(recorded) == []


def test_a_backup_that_is_restored_has_the_same_root(
    recorded: Workspace,
    restore: Callable[[], str],
    a_fact: FactBuilder,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    record(recorded, *(a_fact(f"dataset:d@{n}") for n in range(300)), checkpoint=True)
    before = rows(recorded)
    with reading(recorded) as store:
        root = tree_at(store, len(before)).root
    monkeypatch.setenv("SCHEMACTL_REGISTRY_URL", restore())
    assert rows(recorded) == before
    assert errors(recorded) == []
    record(recorded, a_fact("dataset:after@1"), checkpoint=True)
    with reading(recorded) as store:
        assert tree_at(store, len(before)).root == root
    assert errors(recorded) == []


@pytest.fixture
def restore(workspace: Workspace, url: str, request: pytest.FixtureRequest) -> Callable[[], str]:
    """Return a function that makes a backup, restores it elsewhere, and returns its url."""
    if url.startswith("sqlite"):
        return lambda: f"sqlite:///{_copied(workspace.database).as_posix()}"
    server: Server = request.getfixturevalue("server")
    return lambda: _dumped(url, server)


def _copied(database: Path) -> Path:
    copy = database.with_name("backup.db")
    with closing(sqlite3.connect(database)) as here, closing(sqlite3.connect(copy)) as there:
        here.backup(there)
    return copy


def _dumped(url: str, server: Server) -> str:
    """Dump a database and load it into another one, as operators do."""
    dump = [str(pg.programs() / "pg_dump"), "-Fc", plain(url)]
    content = subprocess.run(dump, capture_output=True, check=True).stdout
    server.drop("restored")
    restored = server.create("restored")
    load = [str(pg.programs() / "pg_restore"), "-d", plain(restored)]
    subprocess.run(load, input=content, capture_output=True, check=True)
    return restored


APPEND = """
import sys
from pathlib import Path
from schemactl.workspace import Workspace
from tests.registry.crashes import register
for number in range(25):
    register(Workspace(Path(sys.argv[1])), sys.argv[2], number)
"""


def test_processes_that_write_at_once_make_one_ledger(
    workspace: Workspace, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SCHEMACTL_REGISTRY_URL", url)
    command = [sys.executable, "-W", "error", "-c", APPEND, str(workspace.root)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    writers = [
        subprocess.Popen([*command, f"m{n}"], env=environment, stderr=subprocess.PIPE, text=True)
        for n in range(6)
    ]
    for writer in writers:
        _, said = writer.communicate(timeout=240)
        assert (writer.returncode, said) == (0, "")
    found = rows(workspace)
    assert [row.seq for row in found] == list(range(1, 151))
    assert len({row.previous for row in found}) == 150
    assert {row.ref for row in found} == {
        f"model:m{n}@{number}" for n in range(6) for number in range(25)
    }
    assert errors(workspace) == []
