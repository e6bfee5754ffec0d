"""Concerns: what the checks of the ledger find wrong with one lineage.

They are functions of the entries and releases alone: no clock, no data file, no checkpoint, so
that an audit of the same entries says the same whenever it is made.
"""

from collections.abc import Collection
from typing import NamedTuple

from schemactl.audit.finding import Found
from schemactl.audit.findings.catalog import FINDINGS
from schemactl.audit.inspected import Options, inspect
from schemactl.registry.store import Store
from schemactl.workspace import Workspace

# These look at the time it is, at files, or at what a trace verifies already.
_ELSEWHERE = ("checkpoint-missing", "data-changed", "release-edited")
CHECKS: tuple[str, ...] = tuple(name for name in FINDINGS if name not in _ELSEWHERE)


class Concern(NamedTuple):
    """A finding, by its name in docs/findings."""

    name: str
    found: Found


class Checked(NamedTuple):
    """What was found, and the releases that could not be looked at: they are gone or altered."""

    concerns: tuple[Concern, ...]
    unread: tuple[str, ...]


def check(workspace: Workspace, store: Store, refs: Collection[str]) -> Checked:
    """Return what is found at some refs, or beside them. Raises SchemactlError like `inspect`."""
    record = inspect(workspace, store, Options(now=""))
    found = tuple(
        Concern(name, found)
        for name in CHECKS
        for found in FINDINGS[name].find(record)
        if found.ref in refs or any(other in refs for other in found.beside)
    )
    names = {ref.partition("@")[0] for ref in refs if ref.startswith("schema:")}
    ours = (ref for ref in record.contents if ref.partition("@")[0] in names)
    return Checked(found, tuple(ref for ref in ours if ref not in record.schemas))
