"""Files of datasets that are gone or changed, only where they are asked for."""

import hashlib
from pathlib import Path

import pytest

from schemactl.audit.findings import data_changed as finding
from schemactl.audit.inspected import Inspected, Options
from schemactl.model.lineage import DatasetDigests
from schemactl.workspace import Workspace
from tests.audit.findings.records import NOW, a_dataset, a_record, digest, messages


@pytest.fixture
def record(tmp_path: Path) -> Inspected:
    """Return a ledger with a dataset of one file."""
    (tmp_path / "d.jsonl").write_bytes(b"rows\n")
    told = f"sha256:{hashlib.sha256(b'rows' + bytes([10])).hexdigest()}"
    digests = DatasetDigests(bytes=told, rows=digest("1"), labels=digest("1"))
    found = a_record(
        {"dataset:d@1": a_dataset(digests=digests)},
        workspace=Workspace(tmp_path),
        options=Options(NOW, locations=True),
    )
    [entry] = found.entries.values()
    entries = {entry.ref: entry.model_copy(update={"locations": ("d.jsonl",)})}
    return found._replace(entries=entries)


def test_what_is_as_it_was_is_fine(record: Inspected) -> None:
    assert messages(finding, record) == []


def test_other_bytes_are_found(record: Inspected) -> None:
    (record.workspace.root / "d.jsonl").write_bytes(b"rows \n")
    assert messages(finding, record) == [("dataset:d@1", "'d.jsonl' holds other bytes")]


def test_gone_files_are_found(record: Inspected) -> None:
    (record.workspace.root / "d.jsonl").unlink()
    assert messages(finding, record) == [("dataset:d@1", "'d.jsonl' is gone")]


def test_files_are_read_only_when_asked(record: Inspected) -> None:
    (record.workspace.root / "d.jsonl").unlink()
    assert messages(finding, record._replace(options=Options(NOW))) == []


def test_hostile_locations_are_only_looked_for(record: Inspected) -> None:
    [entry] = record.entries.values()
    hostile = entry.model_copy(update={"locations": ("a\n; rm -rf '<b>",)})
    found = messages(finding, record._replace(entries={entry.ref: hostile}))
    assert found == [("dataset:d@1", '"a\\n; rm -rf \'<b>" is gone')]
