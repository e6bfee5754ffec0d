"""Releases that were edited or are gone."""

import shutil
from pathlib import Path

import pytest

from schemactl.audit.findings import release_edited as finding
from schemactl.audit.inspected import Inspected
from schemactl.model.lineage import ReleaseRecord
from schemactl.workspace import Workspace
from tests.audit.findings.records import a_record, digest, messages
from tests.builders import SHORT_FORM, a_repository, release_schema

REF = "schema:sentiment@1.0.0"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Return a repository with a release."""
    return a_repository(tmp_path, {"schemas/sentiment/schema.yaml": SHORT_FORM})


def recorded(workspace: Workspace, told: str = "") -> Inspected:
    """Return a ledger with the release."""
    release = release_schema(workspace, "sentiment")
    content = ReleaseRecord(digest=told or release.digest)
    return a_record({REF: content}, release._replace(ref=REF), workspace=workspace)


def test_a_release_as_it_was_is_fine(workspace: Workspace) -> None:
    assert messages(finding, recorded(workspace)) == []


def test_an_edited_release_is_found(workspace: Workspace) -> None:
    record = recorded(workspace)
    path = workspace.release_folder("schema", "sentiment", "1.0.0") / "schema.json"
    path.write_text(path.read_text().replace("pleased", "happy"))
    [(ref, message)] = messages(finding, record)
    assert ref == "registry/schemas/sentiment/1.0.0/schema.json"
    assert "was edited" in message


def test_a_release_that_is_gone_is_found(workspace: Workspace) -> None:
    record = recorded(workspace)
    shutil.rmtree(workspace.registry)
    assert messages(finding, record) == [(REF, "registry/schemas/sentiment/1.0.0 is gone")]


def test_another_release_of_that_version_is_found(workspace: Workspace) -> None:
    record = recorded(workspace, digest("7"))
    assert messages(finding, record) == [(REF, "it is not the release that was recorded")]
