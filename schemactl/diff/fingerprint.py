"""Fingerprints: the same difference has the same short name on every machine and branch."""

import hashlib

from schemactl.model.change import Change
from schemactl.releases.canonical import canonical_bytes

_DIGITS = 12


def fingerprint(change: Change, name: str) -> str:
    """Return 12 hex digits for a change of the schema or guideline of that name.

    Positions do not count, so that a fingerprint survives edits elsewhere in the file.
    """
    facts = [
        name,
        change.kind,
        change.task,
        change.source,
        change.target,
        change.before,
        change.after,
    ]
    return hashlib.sha256(canonical_bytes(facts)).hexdigest()[:_DIGITS]
