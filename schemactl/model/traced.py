"""Traced: the graph from a ref to its causes or effects, and what labels meant on the way."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from schemactl.model.lineage import Edge


class Node(NamedTuple):
    """A release, dataset or model in a lineage; `facts` holds what only its kind has."""

    ref: str
    kind: str
    digest: str | None
    at: str | None
    facts: Mapping[str, Any]


class Missing(NamedTuple):
    """What a lineage lacks, and at which ref."""

    ref: str
    what: str


class TracedLabel(NamedTuple):
    """What a label meant to the datasets that used it under one schema and guideline."""

    id: str
    task: str
    name: str
    definition: str
    schema: str
    guideline: str | None
    via: tuple[str, ...]
    annotations: int


class Lineage(NamedTuple):
    """Everything that a ref comes from; complete where nothing is missing."""

    ref: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    missing: tuple[Missing, ...]
    labels: tuple[TracedLabel, ...]

    @property
    def complete(self) -> bool:
        """Whether each node is there and verified, and each dataset's rules are known."""
        return not self.missing
