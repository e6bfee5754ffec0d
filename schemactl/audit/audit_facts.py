"""An audit as plain data: the points, what was in force, the lineage, the entries, for programs."""

from collections.abc import Iterator
from typing import Any

from schemactl.audit.dossier import Dossier, Rules
from schemactl.audit.point import Answer, Point
from schemactl.audit.points.catalog import POINTS
from schemactl.model.release import SchemaRelease
from schemactl.model.taxonomy import Taxonomy, taxonomies
from schemactl.releases.canonical import plain_data
from schemactl.version import VERSION

FORMAT = "schemactl-audit-1"


def facts(dossier: Dossier) -> dict[str, Any]:
    """Return everything that the page says, and the canonical entries behind it."""
    lineage = dossier.lineage
    answers = [(point, point.answer(dossier)) for point in POINTS]
    return {
        "format": FORMAT,
        "tool": f"schemactl {VERSION}",
        "ref": dossier.ref,
        "checkpoint": dossier.checkpoint.model_dump(),
        "complete": lineage.complete,
        "missing": [lack._asdict() for lack in lineage.missing],
        "points": [_point(point, answer) for point, answer in answers],
        "unknown": [
            {"point": point.number, "what": what}
            for point, answer in answers
            for what in answer.unknown
        ],
        "findings": [
            {"finding": one.name, **one.found.as_json()} for one in dossier.checked.concerns
        ],
        "nodes": [
            {"ref": one.ref, "kind": one.kind, "digest": one.digest, "at": one.at, **one.facts}
            for one in lineage.nodes
        ],
        "edges": [
            {"from": edge.source, "to": edge.target, "relation": edge.relation}
            for edge in lineage.edges
        ],
        "behind": {
            "batches": [node.ref for node in dossier.behind.batches],
            "datasets": [node.ref for node in dossier.behind.datasets],
            "models": [node.ref for node in dossier.behind.models],
            "deployments": [node.ref for node in dossier.behind.deployments],
        },
        "in_force": [_text(dossier, rules, refs) for rules, refs in dossier.in_force.items()],
        "releases": [*_releases(dossier)],
        "entries": {
            ref: one.entry.model_dump(mode="json") for ref, one in dossier.recorded.items()
        },
    }


def _point(point: Point, answer: Answer) -> dict[str, Any]:
    return {
        "number": point.number,
        "question": point.question,
        "sources": list(point.sources),
        "verdict": answer.verdict,
        "said": list(answer.said),
        "tables": [
            {
                "title": table.title,
                "rows": [dict(zip(table.head, row, strict=True)) for row in table.rows],
            }
            for table in answer.tables
        ],
        "unknown": list(answer.unknown),
    }


def _text(dossier: Dossier, rules: Rules, refs: list[str]) -> dict[str, Any]:
    """Return the words in force for some datasets and batches; null where they are missing."""
    schema, guideline = (
        dossier.schemas.get(rules.schema),
        dossier.guidelines.get(rules.guideline or ""),
    )
    return {
        "schema": rules.schema or None,
        "guideline": rules.guideline,
        "labeled": refs,
        "purpose": schema.schema.purpose if schema else None,
        "tasks": _tasks(schema) if schema else None,
        "pages": dict(guideline.pages) if guideline else None,
        "rulings": [plain_data(one) for one in guideline.rulings] if guideline else None,
    }


def _tasks(release: SchemaRelease) -> list[dict[str, Any]]:
    return [
        {key: value for key, value in plain_data(one.task).items() if key != "labels"}
        | {"labels": [*_labels(one)]}
        for one in taxonomies(release.schema)
    ]


def _labels(taxonomy: Taxonomy) -> Iterator[dict[str, Any]]:
    for place in taxonomy.places:
        said = {key: value for key, value in plain_data(place.label).items() if key != "labels"}
        yield said | {"parent": place.parent}


def _releases(dossier: Dossier) -> Iterator[dict[str, str]]:
    for release in dossier.releases:
        yield {"ref": release.ref, "digest": release.digest, "path": release_path(release.ref)}


def release_path(ref: str) -> str:
    """Return where a release stands in the folder of an audit."""
    kind, _, rest = ref.partition(":")
    name, _, version = rest.partition("@")
    return f"releases/{kind}s/{name}/{version}"


def proof_path(seq: int) -> str:
    """Return where the proof of an entry stands in the folder of an audit."""
    return f"proofs/{seq:012}.json"
