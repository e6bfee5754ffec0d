"""Splits: what a new split shares with the other splits of the same data."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from schemactl.data.options import DataOptions
from schemactl.data.overlap import Side, overlap
from schemactl.data.reading import DataReader
from schemactl.errors import SchemactlError
from schemactl.model.address import parse_ref
from schemactl.model.lineage import DatasetVersion, Pin
from schemactl.model.shared import Overlap
from schemactl.registry.content import read_content
from schemactl.registry.located import located_files
from schemactl.registry.store import Store
from schemactl.releases.read import read_schema
from schemactl.workspace import Workspace


def overlaps_of(
    workspace: Workspace,
    store: Store,
    content: DatasetVersion,
    paths: Sequence[Path],
    options: DataOptions,
) -> tuple[Overlap, ...]:
    """Compare a split with those of the same data that are for something else.

    The others are read where they were registered, and in the same way; what cannot be read
    there is said to be not counted.
    """
    found = []
    for other in sorted(_siblings(store, content)):
        sealed = store.find(other)
        said = read_content(sealed.entry) if sealed else None
        if sealed is None or not isinstance(said, DatasetVersion) or said.split == content.split:
            continue
        try:
            files = located_files(workspace, sealed.entry, said)
            shared = overlap(
                _side(workspace, paths, options, content.labeled_under),
                _side(workspace, files, options, said.labeled_under),
            )
            found.append(Overlap(other=other, items=shared.items, texts=shared.texts))
        except SchemactlError:
            found.append(Overlap(other=other))
    return tuple(found)


def _siblings(store: Store, content: DatasetVersion) -> Iterator[str]:
    edges = store.effects([pin.ref for pin in content.split_of])
    yield from {edge.source for _, edge in edges if edge.relation == "split_of"}


def _side(
    workspace: Workspace, paths: Sequence[Path], options: DataOptions, labeled_under: Pin
) -> Side:
    schema = parse_ref(labeled_under.ref)
    release = read_schema(workspace, schema.name, schema.version)
    return Side(tuple(paths), DataReader(release.schema, options))
