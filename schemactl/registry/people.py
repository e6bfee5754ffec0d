"""People: who stands behind a pseudonym, kept outside ledger and journal so that it can go.

The file `registry/people.db` never leaves the machine: git ignores it, and nothing copies it.
"""

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from schemactl.errors import SchemactlError
from schemactl.registry.stores.folder import prepare_folder
from schemactl.workspace import Workspace

_TABLE = "CREATE TABLE IF NOT EXISTS person (pseudonym TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE)"
_PATIENCE_SECONDS = 60


def people_file(workspace: Workspace) -> Path:
    """The file that leads from pseudonyms to names."""
    return workspace.registry / "people.db"


def new_pseudonym() -> str:
    """Return a random pseudonym: nothing about a person can be computed from it."""
    return f"a-{secrets.token_hex(6)}"


def pseudonym_of(workspace: Workspace, name: str) -> str:
    """Return the pseudonym of a person, a new one where there is none."""
    with _people(workspace) as people:
        row = people.execute("SELECT pseudonym FROM person WHERE name = ?", (name,)).fetchone()
        if row is not None:
            return str(row[0])
        pseudonym = new_pseudonym()
        people.execute("INSERT INTO person VALUES (?, ?)", (pseudonym, name))
        return pseudonym


def name_of(workspace: Workspace, pseudonym: str) -> str | None:
    """Return who stands behind a pseudonym, or None where nobody is known."""
    if not people_file(workspace).is_file():
        return None
    with _people(workspace) as people:
        query = "SELECT name FROM person WHERE pseudonym = ?"
        row = people.execute(query, (pseudonym,)).fetchone()
    return None if row is None else str(row[0])


def forget(workspace: Workspace, pseudonym: str) -> bool:
    """Delete who stands behind a pseudonym, without a trace in the file; tell if one was known."""
    path = people_file(workspace)
    if not path.is_file():
        return False
    with _people(workspace) as people:
        gone = people.execute("DELETE FROM person WHERE pseudonym = ?", (pseudonym,)).rowcount
    with closing(_connected(path)) as people:
        # Deleted rows stay readable in the free pages of a file until it is written anew.
        people.execute("VACUUM")
    return bool(gone)


@contextmanager
def _people(workspace: Workspace) -> Iterator[sqlite3.Connection]:
    path = people_file(workspace)
    name = workspace.relative(path)
    prepare_folder(workspace, path.parent, name)
    try:
        with closing(_connected(path)) as people:
            people.execute("BEGIN IMMEDIATE")
            people.execute(_TABLE)
            yield people
            people.execute("COMMIT")
    except UnicodeEncodeError as error:
        raise SchemactlError("the name is no UTF-8", "write it in UTF-8") from error
    except sqlite3.Error as error:
        raise SchemactlError(
            f"{name}: {error}", "check who may write there, and that nothing damaged it"
        ) from error


def _connected(path: Path) -> sqlite3.Connection:
    path.touch(mode=0o600)
    people = sqlite3.connect(path, isolation_level=None, timeout=_PATIENCE_SECONDS)
    people.execute("PRAGMA secure_delete = ON")
    return people
