"""Impact of changes: the datasets, records and models they touch, from the best source there is."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from schemactl.diff.impact import Impact, Scope, scope_of
from schemactl.diff.judgement import Judgement, Verdict
from schemactl.diff.report import Comparison, subject_of
from schemactl.errors import SchemactlError
from schemactl.model.lineage import Edge
from schemactl.registry.census import Census
from schemactl.registry.held import Holding, read_counted, records_in
from schemactl.registry.impact_file import NAME, ImpactFile, look_up, read_impact
from schemactl.registry.journal import JournalAltered, LedgerForked, newest_checkpoint
from schemactl.registry.ledger import LedgerAltered
from schemactl.registry.opening import reading, registry_url
from schemactl.registry.store import Store
from schemactl.workspace import Workspace

_LABELED = {"schema": "labeled_under", "guideline": "guided_by"}
_DERIVED = ("derived_from", "split_of", "trained_on")
REGISTRY = "the registry"
Impacts = Mapping[Scope, Impact]


class Counted(NamedTuple):
    """A verdict whose judgements say what they touch, and where that was counted.

    `source` is empty where nothing is known here; then no judgement says anything.
    """

    verdict: Verdict
    source: str = ""


def with_impact(workspace: Workspace, verdict: Verdict, subject: str) -> Counted:
    """Count what each change of a kind:name touches, over all its released versions.

    A registry that can be reached is asked; otherwise registry/impact.json tells what it can.
    """
    scopes = {scope for judgement in verdict.judgements if (scope := _scope(judgement))}
    file = read_impact(workspace)
    if file is not None and _is_enough(workspace, file, subject, scopes):
        return _beside(verdict, _from_file(file, subject, scopes), _named(file))
    try:
        if _is_known(workspace):
            with reading(workspace) as store:
                return _beside(verdict, count(store, subject, scopes), REGISTRY)
    except (LedgerAltered, LedgerForked, JournalAltered):
        raise
    except SchemactlError:
        # A database that this machine cannot reach: the committed counts stand in for it, as they
        # do where a checkout brought them without the journal.
        pass
    if file is None:
        return Counted(verdict)
    return _beside(verdict, _from_file(file, subject, scopes), _named(file))


def counted(workspace: Workspace, comparison: Comparison) -> Comparison:
    """Count what a comparison's changes touch, by what its old side is called."""
    verdict, source = with_impact(workspace, comparison.verdict, subject_of(comparison.old))
    return comparison._replace(verdict=verdict, counted_in=source)


def _scope(judgement: Judgement) -> Scope | None:
    return scope_of(judgement.change, judgement.annotations, judgement.labels)


def _named(file: ImpactFile) -> str:
    return f"registry/{NAME}, at entry {file.seq}"


def _is_known(workspace: Workspace) -> bool:
    """Tell whether anything can have been recorded: a registry, or a journal to build it from."""
    has_registry = registry_url(workspace) is not None or workspace.database.is_file()
    return has_registry or newest_checkpoint(workspace) is not None


def _is_enough(workspace: Workspace, file: ImpactFile, subject: str, scopes: set[Scope]) -> bool:
    """Tell whether the file spares building a database: as new as the journal, and exact."""
    if registry_url(workspace) is not None or workspace.database.is_file():
        return False
    newest = newest_checkpoint(workspace)
    if newest is None or (newest.seq, newest.entry) != (file.seq, file.entry):
        return False
    return not any(look_up(file, subject, scope).is_least for scope in scopes)


def _from_file(file: ImpactFile, subject: str, scopes: set[Scope]) -> Impacts:
    return {scope: look_up(file, subject, scope) for scope in scopes}


def _beside(verdict: Verdict, impacts: Impacts, source: str) -> Counted:
    """Put the counts beside the judgements; a change that concerns nothing touches nothing."""
    none = Impact(0, 0, 0)
    judgements = tuple(
        judgement._replace(impact=none if scope is None else impacts.get(scope, none))
        for judgement in verdict.judgements
        for scope in [_scope(judgement)]
    )
    return Counted(verdict._replace(judgements=judgements), source)


def count(store: Store, subject: str, scopes: set[Scope]) -> Impacts:
    """Count scopes of a kind:name in a registry.

    Its datasets and what was made of them are found by the index of lineage; of the datasets,
    each entry is read once, for all scopes together.
    """
    kind = subject.partition(":")[0]
    versions = [ref for ref in store.refs("release") if ref.partition("@")[0] == subject]
    below = _below(store, versions, _LABELED[kind])
    labeled = [ref for ref, (_, causes) in below.items() if causes[0].relation == _LABELED[kind]]
    held = {found.ref: _held(found, scopes) for found in _holdings(store, labeled)}
    census: Census[Scope, Scope] = Census(lambda scope: (scope,))
    for ref, (_, causes) in sorted(below.items(), key=lambda item: item[1][0]):
        if ref.startswith("model:"):
            census.add_model(edge.target for edge in causes)
        else:
            wholes = [edge.target for edge in causes if edge.relation == "split_of"]
            census.add_dataset(ref, held.get(ref, {}), [edge.target for edge in causes], wholes)
    return census.result()


def _below(store: Store, versions: list[str], labeled: str) -> dict[str, tuple[int, list[Edge]]]:
    """Return what was labeled under versions, and all that was made of it, with the edges there.

    Each comes with the number of its entry.
    """
    found: dict[str, tuple[int, list[Edge]]] = {}
    waiting = versions
    relations: tuple[str, ...] = (labeled,)
    while waiting:
        new = []
        for seq, edge in store.effects(waiting):
            if edge.relation in relations:
                if edge.source not in found:
                    found[edge.source] = (seq, [])
                    new.append(edge.source)
                found[edge.source][1].append(edge)
        waiting, relations = new, _DERIVED
    return found


def _holdings(store: Store, refs: list[str]) -> Iterator[Holding]:
    for content in store.contents(refs):
        found = read_counted(content)
        if isinstance(found, Holding):
            yield found


def _held(holding: Holding, scopes: set[Scope]) -> dict[Scope, int]:
    counted = ((scope, records_in(holding, scope)) for scope in scopes)
    return {scope: records for scope, records in counted if records is not None}
