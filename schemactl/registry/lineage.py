"""Lineage: from a ref to everything that it comes from, or that comes from it."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from schemactl.errors import SchemactlError
from schemactl.model.address import LATEST, RELEASED_KINDS, Ref, parse_ref
from schemactl.model.lineage import (
    RELATIONS,
    Alias,
    Batch,
    Content,
    DatasetVersion,
    Edge,
    Entry,
    ModelVersion,
    ReleaseRecord,
    SealedEntry,
)
from schemactl.model.traced import Lineage, Missing, Node
from schemactl.registry.content import node_digest, pins_of, read_content
from schemactl.registry.ledger import ADVICE, LedgerAltered
from schemactl.registry.meaning import labels_meant
from schemactl.registry.store import Store
from schemactl.releases.read import release_digest, resolve
from schemactl.workspace import Workspace

# What the edges of a lineage say already.
_PINNED: set[str] = {*RELATIONS}


_MODEL_FACTS = {"code_revision", "metrics", "predictions", "evaluation"}


class Cause(NamedTuple):
    """Something reached by a trace: its entry, read."""

    entry: Entry
    content: Content


def trace(workspace: Workspace, store: Store, ref: Ref) -> Lineage:
    """Return the lineage of a ref, each node checked against its bytes or its entry.

    Raises SchemactlError for an unknown ref, and where stored bytes were altered.
    """
    start = find_ref(workspace, store, ref)
    reached = {one.ref: one.sealed for one in store.ancestry(str(start))}
    order, edges = _walk(str(start), reached)
    return _lineage(workspace, order, edges, reached)


def trace_down(
    workspace: Workspace, store: Store, ref: Ref, relations: Collection[str] = RELATIONS
) -> Lineage:
    """Return everything that comes from a ref; its edges point to causes all the same."""
    start = find_ref(workspace, store, ref)
    reached = {one.ref: one.sealed for one in store.descent(str(start), relations)}
    effects: dict[str, list[Edge]] = {}
    for sealed in reached.values():
        for edge in sealed.edges if sealed else ():
            if edge.relation in relations:
                effects.setdefault(edge.target, []).append(edge)
    order, edges = [str(start)], []
    seen = set(order)
    for here in order:
        for edge in sorted(effects.get(here, ())):
            edges.append(edge)
            if edge.source not in seen:
                seen.add(edge.source)
                order.append(edge.source)
    return _lineage(workspace, order, tuple(edges), reached)


def _lineage(
    workspace: Workspace,
    order: Sequence[str],
    edges: tuple[Edge, ...],
    reached: Mapping[str, SealedEntry | None],
) -> Lineage:
    """Check what was reached, the start first, and say what is missing and what labels meant."""
    causes = {}
    for here in order:
        sealed = reached[here]
        if sealed is not None:
            causes[here] = Cause(sealed.entry, read_content(sealed.entry))
    missing = tuple(lack for here in order for lack in _lacks(workspace, here, causes))
    gone = {lack.ref for lack in missing if lack.what == "release"}
    contents = {ref: cause.content for ref, cause in causes.items()}
    return Lineage(
        order[0],
        tuple(_node(here, causes[here]) for here in order if here in causes),
        edges,
        missing,
        labels_meant(workspace, order[0], contents, gone),
    )


def find_ref(workspace: Workspace, store: Store, ref: Ref) -> Ref:
    """Turn @latest into a version, and make sure that the ref is recorded."""
    if ref.kind in RELEASED_KINDS:
        found = resolve(workspace, ref)
    elif ref.version == LATEST:
        latest = store.latest(f"{ref.kind}:{ref.name}")
        if latest is None:
            raise _unknown(store, ref)
        return parse_ref(latest)
    else:
        found = ref
    if store.find(str(found)) is None:
        return _pointed_to(store, found)
    return found


def _pointed_to(store: Store, ref: Ref) -> Ref:
    """Return what an alias such as model:router@production points to."""
    latest = store.latest(f"alias:{ref.kind}:{ref.name}:{ref.version}")
    sealed = store.find(latest) if latest else None
    content = read_content(sealed.entry) if sealed else None
    if not isinstance(content, Alias):
        raise _unknown(store, ref)
    return parse_ref(content.points_to.ref)


def _unknown(store: Store, ref: Ref) -> SchemactlError:
    latest = store.latest(f"{ref.kind}:{ref.name}")
    if latest is None:
        hint = f"no {ref.kind} {ref.name!r} is registered; see `schemactl register --help`"
    else:
        hint = f"the last registered version is {latest}"
    return SchemactlError(f"{ref} is not in the registry", hint)


def _walk(start: str, reached: dict[str, SealedEntry | None]) -> tuple[list[str], tuple[Edge, ...]]:
    """Put what was reached in the order of the steps from the start, with all steps."""
    order = [start]
    seen = {start}
    edges: list[Edge] = []
    for here in order:
        sealed = reached.get(here)
        for edge in sealed.edges if sealed else ():
            if edge.target not in reached:
                raise LedgerAltered(f"{edge.target} is missing from the index of lineage", ADVICE)
            edges.append(edge)
            if edge.target not in seen:
                seen.add(edge.target)
                order.append(edge.target)
    return order, tuple(edges)


def _lacks(workspace: Workspace, here: str, causes: dict[str, Cause]) -> list[Missing]:
    if here not in causes:
        return [Missing(here, "entry")]
    content = causes[here].content
    for pin in pins_of(content):
        cause = causes.get(pin.ref)
        if cause is not None and pin.digest != node_digest(cause.content):
            raise LedgerAltered(f"{here} was recorded with another {pin.ref}", ADVICE)
    match content:
        case ReleaseRecord():
            return _release_lacks(workspace, parse_ref(here), content.digest)
        case DatasetVersion() | Batch() if content.guided_by is None:
            return [Missing(here, "guideline")]
        case _:
            return []


def _release_lacks(workspace: Workspace, ref: Ref, recorded: str) -> list[Missing]:
    folder = workspace.release_folder(*ref)
    if not folder.is_dir():
        return [Missing(str(ref), "release")]
    if release_digest(workspace, *ref) != recorded:
        raise SchemactlError(
            f"{workspace.relative(folder)} is not what was recorded as {ref}",
            f"restore it with `git checkout -- {workspace.relative(folder)}`",
        )
    return []


def _node(ref: str, cause: Cause) -> Node:
    entry, content = cause
    facts: dict[str, Any] = entry.model_dump(include={"actor", "note", "reason"})
    facts |= {"entry": entry.seq, "as_of": entry.as_of, "evidence": list(entry.evidence)}
    match content:
        case ReleaseRecord():
            pass
        case DatasetVersion():
            facts |= {
                "digests": content.digests.model_dump(),
                "records": content.records,
                "items": content.items,
                "annotations": content.annotations,
                "origins": content.origins,
                "format": content.format,
                "slices": content.slices,
                "overlaps": [one.model_dump() for one in content.overlaps],
                "known_as": [one.model_dump() for one in content.known_as],
                "split": content.split,
                "state": content.state,
                "reasons": list(content.reasons),
                "locations": list(entry.locations),
            }
        case ModelVersion():
            facts |= content.model_dump(mode="json", include=_MODEL_FACTS)
            facts |= {"locations": list(entry.locations)}
        case _:
            facts |= content.model_dump(mode="json", exclude=_PINNED)
    return Node(ref, ref.partition(":")[0], node_digest(content), entry.at, facts)
