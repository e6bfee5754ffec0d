"""Ledgers as values: refs with what is recorded of them, for tests of findings."""

from pathlib import Path
from typing import Any

from schemactl.audit.finding import Finding
from schemactl.audit.inspected import Inspected, Options
from schemactl.model.lineage import (
    Batch,
    Content,
    DatasetDigests,
    DatasetVersion,
    Entry,
    ModelVersion,
    Pin,
)
from schemactl.model.migration import Migration
from schemactl.model.release import ReleasedSchema, SchemaRelease
from schemactl.workspace import Workspace
from tests.builders import a_label, a_schema

NOW = "2026-11-21T12:00:00Z"


def digest(digit: str) -> str:
    """Return a digest of one digit."""
    return f"sha256:{digit * 64}"


def a_dataset(schema: str = "schema:s@1.0.0", *, labels: str = "1", **said: Any) -> DatasetVersion:
    """Return a dataset that uses the label a."""
    told: dict[str, Any] = {
        "digests": DatasetDigests(bytes=digest("0"), rows=digest(labels), labels=digest(labels)),
        "records": 3,
        "items": 3,
        "annotations": 3,
        "labels": {"topic": {"a": 3}},
        "labeled_under": Pin(ref=schema),
    }
    return DatasetVersion(**{**told, **said})


def a_batch(*annotators: str, **said: Any) -> Batch:
    """Return a batch under schema and guideline."""
    told: dict[str, Any] = {
        "labeled_under": Pin(ref="schema:s@1.0.0"),
        "guided_by": Pin(ref="guideline:g@1.0.0"),
        "annotators": annotators,
    }
    return Batch(**{**told, **said})


def a_model(*datasets: str, **said: Any) -> ModelVersion:
    """Return a model of datasets."""
    return ModelVersion(trained_on=tuple(Pin(ref=ref) for ref in datasets), **said)


def pins(*refs: str) -> tuple[Pin, ...]:
    """Return pins of refs."""
    return tuple(Pin(ref=ref) for ref in refs)


def a_release(version: str = "1.0.0", *steps: dict[str, Any], **label: Any) -> SchemaRelease:
    """Return a release of the schema s with the label a and the steps that lead to it."""
    schema = a_schema(a_label("a", **label), version=version)
    released = ReleasedSchema.model_validate(
        schema.model_dump(by_alias=True, exclude_defaults=True)
    )
    plan = {"schemactl": 1, "from": {"schema": "s", "version": "0.1.0"},
            "to": {"schema": "s", "version": version}, "steps": steps}  # fmt: skip
    migration = Migration.model_validate(plan) if steps else None
    return SchemaRelease(f"schema:s@{version}", digest("9"), None, Path(), released, migration)


def redefined(effect: str = "narrow", label: str = "a") -> dict[str, Any]:
    """Return the step that redefines a label."""
    return {"change": "redefine", "label": label, "effect": effect, "because": "b"}


def a_record(
    contents: dict[str, Content],
    *releases: SchemaRelease,
    at: dict[str, str] | None = None,
    **said: Any,
) -> Inspected:
    """Return a ledger; `at` says when something was recorded."""
    times = at or {}
    entries = {
        ref: Entry(seq=n, kind=ref.partition(":")[0], ref=ref, at=times.get(ref), content={})
        for n, ref in enumerate(dict.fromkeys([*contents, *times]), 1)
    }
    told: dict[str, Any] = {
        "workspace": Workspace(Path("nowhere")),
        "options": Options(NOW),
        "entries": entries,
        "contents": contents,
        "schemas": {release.ref: release for release in releases},
        "covered": len(entries),
    }
    return Inspected(**{**told, **said})


def messages(finding: Finding, record: Inspected) -> list[tuple[str, str]]:
    """Return refs and messages; every finding says what to do."""
    found = list(finding.find(record))
    assert all(one.hint for one in found)
    return [(one.ref, one.message) for one in found]
