"""Records: what the registry knows of models, datasets and measured quality, read for the pages."""

from collections.abc import Sequence
from typing import NamedTuple

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


class Records(NamedTuple):
    """The lineage of each model, then of each dataset; and the editions with what was measured."""

    lineages: tuple[Lineage, ...]
    editions: list[Edition]


def read_records(workspace: Workspace, editions: Sequence[Edition]) -> Records:
    """Read what the registry knows, as far as pages are made of it."""
    with reading(workspace) as store:
        refs = [ref for kind in _KINDS for ref in sorted(store.refs(kind))]
        lineages = tuple(trace(workspace, store, parse_ref(ref)) for ref in refs[:MOST_PAGES])
        return Records(lineages, [_measured(store, edition) for edition in editions])


def _measured(store: Store, edition: Edition) -> Edition:
    """Add what was measured under the newest release, up to the one shown, that has a report."""
    shown = precedence(edition.schema.version)
    for one in reversed(edition.timeline):
        if precedence(one.version) <= shown and (found := quality_by_label(store, one.ref)):
            return edition._replace(measured=Measured(one.ref, found))
    return edition._replace(measured=NOT_MEASURED)
