"""What an approval speaks of: one digest over a schema's content and its migration."""

from collections.abc import Mapping

import orjson

from schemactl.files.yaml_write import render_yaml
from schemactl.model.migration import UNDECIDED, Migration
from schemactl.releases.canonical import canonical_bytes, digest_of, plain_data


def approval_content(
    content: Mapping[str, bytes], migration: Migration | None = None
) -> str | None:
    """Return the digest that approvals of a release's content name, of a draft or a stored one.

    It is the sha256 of the canonical `[schema.json, migration.json without approvals]`, so that
    a line added to either voids what was approved, and an approval does not void the next one.
    `migration` stands in where the content has none; None where there is neither.
    """
    if "migration.json" in content:
        reviewed = orjson.loads(content["migration.json"])
    elif migration is not None:
        reviewed = plain_data(migration)
    else:
        return None
    reviewed.pop("approvals", None)
    return digest_of(canonical_bytes([orjson.loads(content["schema.json"]), reviewed]))


def approval_lines(role: str, at: str, content: str) -> tuple[str, ...]:
    """Return the entry to add below `approvals:` of a migration, line by line."""
    entry = {"by": UNDECIDED, "role": role, "at": at or UNDECIDED, "content": content}
    return tuple(f"  {line}" for line in render_yaml([entry]).splitlines())
