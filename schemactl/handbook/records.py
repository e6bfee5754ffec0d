"""Records: what the registry knows of models and datasets, read for the audit pages."""

from schemactl.handbook.pages.lineage import MOST_PAGES
from schemactl.model.address import parse_ref
from schemactl.model.traced import Lineage
from schemactl.registry.lineage import trace
from schemactl.registry.opening import reading
from schemactl.workspace import Workspace

_KINDS = ("model", "dataset")


def read_lineages(workspace: Workspace) -> tuple[Lineage, ...]:
    """Return the lineage of each model, then of each dataset, as far as pages are made of them."""
    with reading(workspace) as store:
        refs = [ref for kind in _KINDS for ref in sorted(store.refs(kind))]
        return tuple(trace(workspace, store, parse_ref(ref)) for ref in refs[:MOST_PAGES])
