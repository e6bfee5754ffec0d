"""Content of entries: plain data to nouns and back, and the lineage that it states."""

from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from schemactl.errors import SchemactlError
from schemactl.model.lineage import (
    RELATIONS,
    Content,
    DatasetVersion,
    Edge,
    Entry,
    ModelVersion,
    ReleaseRecord,
)

_NOUNS: dict[str, type[Content]] = {
    "release": ReleaseRecord,
    "dataset": DatasetVersion,
    "model": ModelVersion,
}


def read_content(entry: Entry) -> Content:
    """Return what an entry records. Raises SchemactlError for what this version cannot read."""
    noun = _NOUNS.get(entry.kind)
    if noun is None:
        raise SchemactlError(
            f"entry {entry.seq} records a {entry.kind}, which this schemactl does not know",
            "a newer schemactl wrote it: upgrade",
        )
    try:
        return noun.model_validate(entry.content)
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise SchemactlError(
            f"entry {entry.seq} ({entry.ref}) cannot be read: {where}",
            "a newer schemactl may have written it: upgrade, then run `schemactl registry verify`",
        ) from error


def read_edges(entry: Entry) -> tuple[Edge, ...]:
    """Return the steps of lineage that an entry states, in the order of the relations.

    Kinds that this version does not know keep their edges, since each pin stands under the
    name of its relation.
    """
    found = [
        Edge(entry.ref, target, relation)
        for relation in RELATIONS
        for target in _targets(entry.content.get(relation))
    ]
    return tuple(dict.fromkeys(found))


def _targets(pins: Any) -> Iterator[str]:
    for pin in pins if isinstance(pins, list) else [pins]:
        if isinstance(pin, dict) and isinstance(pin.get("ref"), str):
            yield pin["ref"]


def node_digest(content: Content) -> str | None:
    """Return the digest that stands for the thing: of the release, the rows or the artifact."""
    match content:
        case ReleaseRecord():
            return content.digest
        case DatasetVersion():
            return content.digests.rows
        case ModelVersion():
            return content.artifact
