"""Downstream: what a schema, guideline, dataset or model is behind, by kind."""

from typing import NamedTuple

from schemactl.model.address import Ref
from schemactl.model.traced import Missing, Node
from schemactl.registry.lineage import trace_down
from schemactl.registry.store import Store
from schemactl.workspace import Workspace

# Not `succeeds`: what was labeled under a later version is not touched by this one.
_TOUCHING = (
    "labeled_under",
    "guided_by",
    "derived_from",
    "split_of",
    "part_of",
    "trained_on",
    "deployed_as",
)


class Downstream(NamedTuple):
    """What depends on a ref, in the order in which it is reached."""

    ref: str
    batches: tuple[Node, ...]
    datasets: tuple[Node, ...]
    models: tuple[Node, ...]
    deployments: tuple[Node, ...]
    missing: tuple[Missing, ...]

    @property
    def complete(self) -> bool:
        """Whether everything that was reached is there and verified."""
        return not self.missing


def downstream(workspace: Workspace, store: Store, ref: Ref) -> Downstream:
    """Return the batches, datasets, models and deployments that depend on a ref."""
    found = trace_down(workspace, store, ref, _TOUCHING)

    def of(kind: str) -> tuple[Node, ...]:
        return tuple(one for one in found.nodes if one.kind == kind and one.ref != found.ref)

    return Downstream(
        found.ref, of("batch"), of("dataset"), of("model"), of("deployment"), found.missing
    )
