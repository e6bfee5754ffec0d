"""Adoption: releases without an entry get the same one in every clone."""

import shutil
from collections.abc import Callable

import pytest

from schemactl.errors import SchemactlError
from schemactl.registry.adoption import adopt, released, unrecorded
from schemactl.registry.content import read_content
from schemactl.registry.ledger import unseal
from schemactl.registry.opening import reading
from schemactl.registry.stores.memory import MemoryStore
from schemactl.workspace import Workspace

ReleaseNext = Callable[[str], Workspace]


def test_schemas_come_first_then_versions_by_precedence(release_next: ReleaseNext) -> None:
    release_next("1.2.0")
    workspace = release_next("1.10.0")
    assert [str(ref) for ref in released(workspace)] == [
        "schema:sentiment@1.0.0",
        "schema:sentiment@1.2.0",
        "schema:sentiment@1.10.0",
        "guideline:sentiment@1.0.0",
    ]


def test_adopted_entries_have_no_time_and_no_actor(release_next: ReleaseNext) -> None:
    workspace = release_next("1.1.0")
    store = MemoryStore()
    adopt(workspace, store)
    entries = [unseal(content).entry for content in store.entries()]
    assert [entry.ref for entry in entries] == [str(ref) for ref in released(workspace)]
    assert {(entry.at, entry.actor, entry.note) for entry in entries} == {(None, None, None)}
    assert unrecorded(workspace, store) == []


def test_two_clones_without_a_journal_make_the_same_bytes(release_next: ReleaseNext) -> None:
    workspace = release_next("1.1.0")
    shutil.rmtree(workspace.journal)
    shutil.copytree(workspace.root, workspace.root / "clone")
    clone = Workspace(workspace.root / "clone")
    found = []
    for one in (workspace, clone):
        for path in one.registry.glob("registry.db*"):
            path.unlink()
        with reading(one) as store:
            found.append(list(store.entries()))
    assert found[0] == found[1]
    assert len(found[0]) == 3


def test_what_the_caller_records_itself_is_left(released_names: frozenset[str]) -> None:
    assert released_names == {"guideline:sentiment@1.0.0"}


@pytest.fixture
def released_names(release_next: ReleaseNext) -> frozenset[str]:
    """Adopt all but the schemas."""
    workspace = release_next("1.1.0")
    store = MemoryStore()
    adopt(workspace, store, frozenset({"schema:sentiment@1.0.0", "schema:sentiment@1.1.0"}))
    return store.refs("release")


def test_an_adopted_release_knows_what_it_succeeds_and_was_built_with(
    release_next: ReleaseNext,
) -> None:
    workspace = release_next("1.1.0")
    store = MemoryStore()
    adopt(workspace, store)
    second, guideline = (
        read_content(unseal(content).entry).model_dump() for content in list(store.entries())[1:]
    )
    assert second["succeeds"]["ref"] == "schema:sentiment@1.0.0"
    assert guideline["built_with"]["ref"] == "schema:sentiment@1.0.0"


def test_a_release_whose_predecessor_is_gone_is_not_adopted(release_next: ReleaseNext) -> None:
    workspace = release_next("1.1.0")
    shutil.rmtree(workspace.release_folder("schema", "sentiment", "1.0.0"))
    with pytest.raises(SchemactlError, match="names a predecessor that is not there"):
        adopt(workspace, MemoryStore())
