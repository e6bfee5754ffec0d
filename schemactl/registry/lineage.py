"""Lineage: from a ref to everything that it comes from, or that comes from it."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from schemactl.errors import SchemactlError
from schemactl.model.address import LATEST, RELEASED_KINDS, Ref, parse_ref
from schemactl.model.lineage import RELATIONS, Alias, Edge, SealedEntry
from schemactl.model.traced import Lineage, Missing, Node, TracedLabel
from schemactl.registry.collector import paused
from schemactl.registry.content import read_content
from schemactl.registry.ledger import ADVICE, LedgerAltered
from schemactl.registry.meaning import Labeled, labels_meant, labels_of
from schemactl.registry.store import Reached, Store
from schemactl.registry.told import doubt, plainly, tell
from schemactl.releases.read import release_digest, resolve
from schemactl.workspace import Workspace

_RELEASED = tuple(f"{kind}:" for kind in RELEASED_KINDS)
# Kinds that ought to say by which guideline people labeled.
_GUIDED = ("dataset", "batch")


class _Found(NamedTuple):
    """What was reached, by ref: nodes with their steps, datasets, and what may be lacking."""

    nodes: dict[str, Node]
    steps: dict[str, list[Edge]]
    datasets: dict[str, Labeled]
    lacking: dict[str, str]


def trace(workspace: Workspace, store: Store, ref: Ref) -> Lineage:
    """Return the lineage of a ref, each node checked against its bytes or its entry.

    Raises SchemactlError for an unknown ref, and where stored bytes were altered.
    """
    start = str(find_ref(workspace, store, ref))
    with paused():
        found = _read(partial(store.ancestry, start))
        return _lineage(workspace, found, *_causes(start, found))


def trace_down(
    workspace: Workspace, store: Store, ref: Ref, relations: Collection[str] = RELATIONS
) -> Lineage:
    """Return everything that comes from a ref; its edges point to causes all the same."""
    start = str(find_ref(workspace, store, ref))
    with paused():
        found = _read(partial(store.descent, start, relations))
        steps = (edge for steps in found.steps.values() for edge in steps)
        return _lineage(
            workspace, found, *_effects(start, (e for e in steps if e.relation in relations))
        )


def _read(reach: Callable[[], Iterator[Reached]]) -> _Found:
    """Read entries, and compare what was pinned with what it led to. Raises LedgerAltered."""
    pinned: dict[str, str | None] = {}
    try:
        found = _read_plain(reach(), pinned)
    except (AttributeError, KeyError, TypeError, ValueError):
        # Plain data is not as it should be: say in words what is wrong. All else is a bug.
        for _, content in reach():
            if content is not None:
                doubt(content)
        raise
    nodes = found.nodes
    for cause, digest in pinned.items():
        if cause in nodes and digest != nodes[cause].digest:
            effect = _pinned_otherwise(reach(), nodes[cause])
            raise LedgerAltered(f"{effect} was recorded with another {cause}", ADVICE)
    return found


def _pinned_otherwise(entries: Iterable[Reached], cause: Node) -> str:
    """Return what was recorded with another digest of a cause."""
    for ref, content in entries:
        pinned: dict[str, str | None] = {}
        if content is not None:
            tell(content, pinned)
        if pinned.get(cause.ref, cause.digest) != cause.digest:
            return ref
    raise RuntimeError(f"nothing was recorded with another {cause.ref}")


def _read_plain(entries: Iterable[Reached], pinned: dict[str, str | None]) -> _Found:
    found = nodes, steps_of, datasets, lacking = _Found({}, {}, {}, {})
    for ref, content in entries:
        if content is None:
            lacking[ref] = "entry"
            continue
        # Taken apart one by one, while it is at hand: that is faster than all at once.
        node, steps_of[ref], said = tell(content, pinned)
        nodes[ref] = node
        kind = node.kind
        if kind in _GUIDED:
            guided = said.get("guided_by")
            if guided is None:
                lacking[ref] = "guideline"
            if kind == "dataset":
                guideline = guided["ref"] if guided else None
                datasets[ref] = Labeled(said["labeled_under"]["ref"], guideline, said["labels"])
        elif kind in RELEASED_KINDS:
            lacking[ref] = "release"
    return found


def _causes(start: str, found: _Found) -> tuple[list[str], list[Edge]]:
    """Put what was reached in the order of the steps from the start, with all steps."""
    order, edges = [start], list[Edge]()
    seen = {start}
    for here in order:
        steps = found.steps.get(here, ())
        edges += steps
        for edge in steps:
            cause = edge.target
            if cause not in seen:
                if cause not in found.nodes and cause not in found.lacking:
                    raise LedgerAltered(f"{cause} is missing from the index of lineage", ADVICE)
                seen.add(cause)
                order.append(cause)
    return order, edges


def _effects(start: str, steps: Iterable[Edge]) -> tuple[list[str], list[Edge]]:
    """Put steps in the order in which they lead down from the start, with what they lead to."""
    effects: dict[str, list[Edge]] = {}
    for edge in sorted(steps):
        effects.setdefault(edge.target, []).append(edge)
    order, edges = [start], list[Edge]()
    seen = {start}
    for here in order:
        for edge in effects.get(here, ()):
            edges.append(edge)
            if edge.source not in seen:
                seen.add(edge.source)
                order.append(edge.source)
    return order, edges


def _lineage(
    workspace: Workspace, found: _Found, order: Sequence[str], edges: Sequence[Edge]
) -> Lineage:
    """Say what is missing and what labels meant, the start first."""
    lacking = [(here, found.lacking[here]) for here in order if here in found.lacking]
    missing = tuple(
        plainly(Missing, lack)
        for lack in lacking
        if lack[1] != "release" or _is_gone(workspace, found.nodes[lack[0]])
    )
    gone = {lack.ref for lack in missing if lack.what == "release"} if missing else set()
    return Lineage(
        order[0],
        tuple(filter(None, map(found.nodes.get, order))),
        tuple(edges),
        missing,
        _meant(workspace, order, found, found.nodes.keys() - gone),
    )


def _meant(
    workspace: Workspace, order: Sequence[str], found: _Found, there: Collection[str]
) -> tuple[TracedLabel, ...]:
    start = order[0]
    if not start.startswith(_RELEASED):
        datasets = {here: found.datasets[here] for here in order if here in found.datasets}
        return labels_meant(workspace, datasets, there)
    built_with = {edge.relation: edge.target for edge in found.steps[start]}.get("built_with")
    if built_with is not None:
        return labels_of(workspace, built_with, start) if built_with in there else ()
    is_schema = start.startswith("schema:") and start in there
    return labels_of(workspace, start, None) if is_schema else ()


def _is_gone(workspace: Workspace, release: Node) -> bool:
    """Tell whether a release has no folder. Raises SchemactlError where it is another one."""
    ref = parse_ref(release.ref)
    folder = workspace.release_folder(*ref)
    if not folder.is_dir():
        return True
    if release_digest(workspace, *ref) != release.digest:
        raise SchemactlError(
            f"{workspace.relative(folder)} is not what was recorded as {ref}",
            f"restore it with `git checkout -- {workspace.relative(folder)}`",
        )
    return False


def find_ref(workspace: Workspace, store: Store, ref: Ref) -> Ref:
    """Turn @latest into a version, and make sure that the ref is recorded."""
    return find_entry(workspace, store, ref)[0]


def find_entry(workspace: Workspace, store: Store, ref: Ref) -> tuple[Ref, SealedEntry | None]:
    """Return the version that a ref means, with its entry, which only a target may lack."""
    if ref.kind in RELEASED_KINDS:
        found = resolve(workspace, ref)
    elif ref.version == LATEST:
        latest = store.latest(f"{ref.kind}:{ref.name}")
        if latest is None:
            raise _unknown(store, ref)
        found = parse_ref(latest)
    else:
        found = ref
    sealed = store.find(str(found))
    if sealed is None:
        found = _pointed_to(store, found)
        sealed = store.find(str(found))
    return found, sealed


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
