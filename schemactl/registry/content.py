"""Content of entries: plain data to nouns and back, and the lineage that it states."""

from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from schemactl.errors import SchemactlError
from schemactl.model.lineage import (
    RELATIONS,
    Alias,
    Annotator,
    Batch,
    Content,
    DatasetVersion,
    Deployment,
    Edge,
    Entry,
    Erasure,
    MigrationRun,
    ModelVersion,
    Pin,
    QualityReport,
    ReleaseRecord,
)

NOUNS: dict[str, type[Content]] = {
    "release": ReleaseRecord,
    "dataset": DatasetVersion,
    "model": ModelVersion,
    "batch": Batch,
    "annotator": Annotator,
    "deployment": Deployment,
    "quality-report": QualityReport,
    "migration": MigrationRun,
    "alias": Alias,
    "erasure": Erasure,
}


class TooNew(SchemactlError):
    """An entry says more than this version knows; chain and roots do not depend on that."""


def read_content(entry: Entry) -> Content:
    """Return what an entry records. Raises TooNew, or SchemactlError for what makes no sense."""
    noun = NOUNS.get(entry.kind)
    if noun is None:
        raise TooNew(
            f"entry {entry.seq} records a {entry.kind}, which this schemactl does not know",
            "a newer schemactl wrote it: upgrade",
        )
    try:
        return noun.model_validate(entry.content)
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        is_newer = all(found["type"] == "extra_forbidden" for found in error.errors())
        raise (TooNew if is_newer else SchemactlError)(
            f"entry {entry.seq} ({entry.ref}) cannot be read: {where}",
            "a newer schemactl may have written it: upgrade, then run `schemactl registry verify`",
        ) from error


def read_edges(entry: Entry) -> tuple[Edge, ...]:
    """Return the steps of lineage that an entry states, in the order of the relations.

    Kinds that this version does not know keep their edges, since each pin stands under the
    name of its relation.
    """
    content = entry.content
    found = [
        Edge(entry.ref, target, relation)
        for relation in RELATIONS
        if relation in content
        for target in _targets(content[relation])
    ]
    return tuple(dict.fromkeys(found))


def _targets(pins: Any) -> Iterator[str]:
    for pin in pins if isinstance(pins, list) else [pins]:
        if isinstance(pin, dict) and isinstance(pin.get("ref"), str):
            yield pin["ref"]


def pins_of(content: Content) -> Iterator[Pin]:
    """Yield what a thing comes from, in the order of the relations."""
    for relation in RELATIONS:
        found = getattr(content, relation, None)
        yield from (found,) if isinstance(found, Pin) else found or ()


def node_digest(content: Content) -> str | None:
    """Return the digest that stands for the thing: of the release, rows, artifact or plan.

    Batches, annotators and deployments have none: their entry says all that there is.
    """
    match content:
        case ReleaseRecord():
            return content.digest
        case DatasetVersion():
            return content.digests.rows
        case ModelVersion():
            return content.artifact
        case MigrationRun():
            return content.plan
        case _:
            return None
