"""Recorded: what a registry holds of models, datasets and measured quality."""

from collections.abc import Sequence

from schemactl.handbook.edition import NOT_MEASURED, Edition, Measured
from schemactl.handbook.pages.lineage import MOST_PAGES
from schemactl.model.address import parse_ref
from schemactl.model.traced import Lineage
from schemactl.model.version import precedence
from schemactl.registry.lineage import trace
from schemactl.registry.opening import reading
from schemactl.registry.quality import quality_by_label
from schemactl.registry.store import Store
from schemactl.workspace import Workspace

_KINDS = ("model", "dataset")


def read_recorded(
    workspace: Workspace, editions: Sequence[Edition]
) -> tuple[tuple[Lineage, ...], list[Edition]]:
    """Return the lineages of models and datasets, and the editions with what was measured."""
    with reading(workspace) as store:
        refs = [ref for kind in _KINDS for ref in sorted(store.refs(kind))]
        lineages = tuple(trace(workspace, store, parse_ref(ref)) for ref in refs[:MOST_PAGES])
        return lineages, [_measured(store, edition) for edition in editions]


def _measured(store: Store, edition: Edition) -> Edition:
    """Add what was measured under the newest release, up to the one shown, that has a report."""
    shown = precedence(edition.schema.version)
    for one in reversed(edition.timeline):
        if precedence(one.version) <= shown and (found := quality_by_label(store, one.ref)):
            return edition._replace(measured=Measured(one.ref, found))
    return edition._replace(measured=NOT_MEASURED)
