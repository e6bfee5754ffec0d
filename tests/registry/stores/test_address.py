"""Addresses: a url leads to a file or a server, and is never shown."""

import pytest

from schemactl.errors import SchemactlError
from schemactl.registry.stores.address import FileAddress, ServerAddress, find_address
from schemactl.workspace import Workspace


def test_without_a_url_the_registry_is_a_file_beside_the_releases(workspace: Workspace) -> None:
    assert find_address(workspace) == FileAddress(workspace.database, "registry/registry.db")


@pytest.mark.parametrize("scheme", ["postgresql+psycopg", "postgresql", "postgres"])
def test_postgresql_is_named_in_any_usual_way(workspace: Workspace, scheme: str) -> None:
    found = find_address(workspace, f"{scheme}://me:secret@host/db?sslmode=require")
    assert found == ServerAddress("postgresql+psycopg://me:secret@host/db?sslmode=require")
    assert "secret" not in found.name


@pytest.mark.parametrize(
    "url",
    [
        *("sqlite://", "sqlite:///", "sqlite:///:memory:", "secret.db", "postgresql://"),
        *("mysql://me:secret@host/db", "postgresql+asyncpg://me:secret@host/db", "nonsense"),
    ],
)
def test_other_urls_are_refused_without_being_shown(workspace: Workspace, url: str) -> None:
    with pytest.raises(SchemactlError) as found:
        find_address(workspace, url)
    assert "secret" not in found.value.message + found.value.hint


def test_three_slashes_are_relative_to_the_root_and_four_are_not(workspace: Workspace) -> None:
    inside = find_address(workspace, "sqlite:///data/ledger.db?x=1")
    outside = find_address(workspace, "sqlite:////data/ledger.db")
    assert inside == FileAddress(workspace.root / "data/ledger.db", "data/ledger.db")
    assert outside.name == "/data/ledger.db"
