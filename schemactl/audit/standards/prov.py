"""W3C PROV-JSON: releases, datasets and models as entities, labeling and training as activities.

https://www.w3.org/submissions/prov-json/, in the terms of https://www.w3.org/TR/prov-o/.
"""

import json
import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from schemactl.audit.dossier import Dossier, Recorded
from schemactl.audit.standard import NAMESPACE, local_name
from schemactl.exchange.exporter import Exported, Loss
from schemactl.model.lineage import (
    Annotator,
    Batch,
    Content,
    DatasetVersion,
    MigrationRun,
    ModelVersion,
)

TITLE = "W3C PROV-JSON: what was made from what, by which activity and whom"
PREFIX = "schemactl"
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\Z")
_DERIVED = ("derived_from", "split_of", "part_of", "trained_on", "succeeds")
_USED = ("labeled_under", "guided_by", "trained_on", "built_with", "deployed_as")


class _Document:
    """A PROV-JSON document that grows; relations are numbered in the order of the lineage."""

    def __init__(self) -> None:
        """Start with the prefixes."""
        self.content: dict[str, dict[str, Any]] = {"prefix": {PREFIX: NAMESPACE}}
        self._relations = 0

    def element(self, kind: str, name: str, said: Mapping[str, Any]) -> None:
        """Add an entity, activity or agent."""
        told = {key: value for key, value in said.items() if value not in (None, "")}
        self.content.setdefault(kind, {})[name] = told

    def relation(self, kind: str, said: Mapping[str, Any] | None = None, **ends: str) -> None:
        """Add a relation between elements."""
        self._relations += 1
        told: dict[str, Any] = {f"prov:{end}": name for end, name in ends.items()}
        told |= {key: value for key, value in (said or {}).items() if value}
        self.content.setdefault(kind, {})[f"_:r{self._relations}"] = told


def render(dossier: Dossier) -> Exported:
    """Write the lineage of a ref; the words of labels are not in it, but their digests are."""
    document = _Document()
    reached = {node.ref for node in dossier.lineage.nodes}
    for ref, one in dossier.recorded.items():
        if isinstance(one.content, Annotator):
            said = _plain({"prov:type": "prov:Person", "schemactl:role": one.content.role})
            document.element("agent", _name(ref.partition("@")[0]), said)
        elif not isinstance(one.content, MigrationRun) and ref in reached:
            _entity(document, ref, one)
    for ref, one in dossier.recorded.items():
        _activity(document, ref, one, dossier)
    _derivations(document, dossier)
    content = json.dumps(document.content, ensure_ascii=True, indent=2).encode() + b"\n"
    return Exported(content, tuple(_losses(dossier)))


def _name(ref: str, kind: str = "") -> str:
    return f"{PREFIX}:{kind}{local_name(ref)}"


def _plain(said: Mapping[str, Any]) -> dict[str, Any]:
    """Write type names as the qualified names that they are."""
    found = dict(said)
    if found.get("prov:type"):
        found["prov:type"] = {"$": found["prov:type"], "type": "prov:QUALIFIED_NAME"}
    return found


def _entity(document: _Document, ref: str, one: Recorded) -> None:
    content = one.content
    said: dict[str, Any] = {"prov:label": ref, "schemactl:entry": one.entry.seq}
    if isinstance(content, DatasetVersion):
        said["prov:type"] = "prov:Collection"
        for name, digest in content.digests.model_dump().items():
            said[f"schemactl:{name}"] = digest
        said |= {"schemactl:annotations": content.annotations, "schemactl:split": content.split}
    elif isinstance(content, ModelVersion):
        said["schemactl:artifact"] = content.artifact
    elif "digest" in one.entry.content:
        said["schemactl:digest"] = str(one.entry.content["digest"])
        said["prov:type"] = "prov:Plan"
    document.element("entity", _name(ref), _plain(said))
    if one.entry.actor:
        agent = f"{PREFIX}:{local_name(f'actor:{one.entry.actor}')}"
        document.element("agent", agent, {"prov:label": one.entry.actor})
        document.relation("wasAttributedTo", entity=_name(ref), agent=agent)


def _activity(document: _Document, ref: str, one: Recorded, dossier: Dossier) -> None:
    """Add what made a batch, a model, or a dataset that no recorded batch explains."""
    here = {node.ref for node in dossier.lineage.nodes}
    content = one.content
    if isinstance(content, MigrationRun):
        _migration(document, ref, one, here)
        return
    if isinstance(content, DatasetVersion) and content.migrated_by:
        name = _name(content.migrated_by.ref)
        document.relation("wasGeneratedBy", entity=_name(ref), activity=name)
        return
    found = _made(ref, content)
    if found is None:
        return
    name, people, said = found
    document.element("activity", name, said)
    document.relation("wasGeneratedBy", entity=_name(ref), activity=name)
    for edge in one.sealed.edges:
        if edge.target in here and edge.relation in (*_USED, *_DERIVED):
            document.relation("used", activity=name, entity=_name(edge.target))
    for person in people:
        if person in dossier.annotators:
            document.relation("wasAssociatedWith", activity=name, agent=_name(person))


def _made(ref: str, content: Content) -> tuple[str, tuple[str, ...], dict[str, Any]] | None:
    """Return the name of the activity that made a thing, who took part, and what is known of it."""
    match content:
        case Batch():
            said = {"schemactl:tool": content.tool, "schemactl:since": content.since,
                    "schemactl:until": content.until, "prov:startTime": _time(content.since),
                    "prov:endTime": _time(content.until)}  # fmt: skip
            return _name(ref, "labeling/"), content.annotators, said
        case ModelVersion():
            return _name(ref, "training/"), (), {}
        case DatasetVersion():
            kind = "labeling/" if not (content.derived_from or content.split_of) else "preparing/"
            return _name(ref, kind), (), {}
        case _:
            return None


def _migration(document: _Document, ref: str, one: Recorded, here: Collection[str]) -> None:
    """Add the run that led data from one release to the next, which used both, and by whom."""
    name = _name(ref)
    document.element("activity", name, {"prov:label": ref, "schemactl:entry": one.entry.seq})
    for edge in one.sealed.edges:
        if edge.target in here:
            document.relation("used", activity=name, entity=_name(edge.target))
    if one.entry.actor:
        agent = f"{PREFIX}:{local_name(f'actor:{one.entry.actor}')}"
        document.element("agent", agent, {"prov:label": one.entry.actor})
        document.relation("wasAssociatedWith", activity=name, agent=agent)


def _time(text: str | None) -> str | None:
    """Return a moment; a day alone is none, and is told as it was recorded."""
    return text if text and _TIME.match(text) else None


def _derivations(document: _Document, dossier: Dossier) -> None:
    here = {node.ref for node in dossier.lineage.nodes}
    for edge in dossier.lineage.edges:
        if edge.source not in here or edge.target not in here:
            continue
        if edge.relation in _DERIVED and not edge.source.startswith("migration:"):
            revision = "prov:Revision" if edge.relation == "succeeds" else None
            ends = {"generatedEntity": _name(edge.source), "usedEntity": _name(edge.target)}
            document.relation("wasDerivedFrom", _plain({"prov:type": revision}), **ends)


def _losses(dossier: Dossier) -> Iterable[Loss]:
    for ref in (*dossier.schemas, *dossier.guidelines):
        yield Loss(ref, "its words; its digest stands for them")
    for ref, content in dossier.datasets:
        if content.labels:
            yield Loss(ref, "how often each label was used")
    for lack in dossier.lineage.missing:
        yield Loss(lack.ref, f"{lack.what} is missing")
