"""Inspected: the whole ledger, read once, with the releases that it names, for findings."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from operator import itemgetter
from typing import NamedTuple, TypeVar

from schemactl.errors import SchemactlError
from schemactl.model.address import parse_ref
from schemactl.model.lineage import Annotator, Batch, Content, DatasetVersion, Entry, ModelVersion
from schemactl.model.release import SchemaRelease
from schemactl.model.version import precedence
from schemactl.registry.collector import paused
from schemactl.registry.content import TooNew, read_content
from schemactl.registry.journal import newest_checkpoint
from schemactl.registry.ledger import unseal
from schemactl.registry.store import Store
from schemactl.releases.read import read_schema
from schemactl.workspace import Workspace

ContentT = TypeVar("ContentT", bound=Content)
_DAY = len("2026-11-20")


class Options(NamedTuple):
    """What a reader asks for: the time it is, files opened or not, days without a checkpoint."""

    now: str
    locations: bool = False
    checkpoint_days: int = 7


class Inspected(NamedTuple):
    """Every entry that this version can read, by ref in the order of the ledger.

    `schemas` are the releases whose bytes are there and as they were; `covered` is the number of
    the last entry in a checkpoint.
    """

    workspace: Workspace
    options: Options
    entries: Mapping[str, Entry]
    contents: Mapping[str, Content]
    schemas: Mapping[str, SchemaRelease]
    covered: int

    def of(self, kind: type[ContentT]) -> Iterator[tuple[str, ContentT]]:
        """Yield what is recorded of one kind."""
        for ref, content in self.contents.items():
            if isinstance(content, kind):
                yield ref, content

    @property
    def datasets(self) -> Mapping[str, DatasetVersion]:
        """All dataset versions."""
        return dict(self.of(DatasetVersion))

    @property
    def batches(self) -> Mapping[str, Batch]:
        """All batches."""
        return dict(self.of(Batch))

    @property
    def models(self) -> Mapping[str, ModelVersion]:
        """All model versions."""
        return dict(self.of(ModelVersion))

    @property
    def annotators(self) -> Mapping[str, list[tuple[str | None, Annotator]]]:
        """All that was learned about each annotator, oldest first, with the time of each."""
        found: dict[str, list[tuple[str | None, Annotator]]] = {}
        for ref, content in self.of(Annotator):
            found.setdefault(ref.partition("@")[0], []).append((self.when(ref), content))
        return found

    def when(self, ref: str) -> str | None:
        """Return since when something is so: as it is asserted, or as it was recorded."""
        entry = self.entries.get(ref)
        return (entry.as_of or entry.at) if entry else None

    def later(self, ref: str) -> list[SchemaRelease]:
        """Return the releases of the same schema that came after one, oldest first."""
        here = parse_ref(ref)
        found = [
            (precedence(version.version), release)
            for version, release in ((parse_ref(one), self.schemas[one]) for one in self.schemas)
            if version.name == here.name and precedence(version.version) > precedence(here.version)
        ]
        return [release for _, release in sorted(found, key=itemgetter(0))]


def inspect(workspace: Workspace, store: Store, options: Options) -> Inspected:
    """Read the whole ledger. Raises SchemactlError where stored bytes were altered."""
    with paused():
        entries, contents = _read(store)
    checkpoint = newest_checkpoint(workspace)
    covered = checkpoint.seq if checkpoint else 0
    schemas = dict(_schemas(workspace, contents))
    return Inspected(workspace, options, entries, contents, schemas, covered)


def _read(store: Store) -> tuple[dict[str, Entry], dict[str, Content]]:
    entries: dict[str, Entry] = {}
    contents: dict[str, Content] = {}
    for content in store.entries():
        entry = unseal(content).entry
        entries[entry.ref] = entry
        try:
            contents[entry.ref] = read_content(entry)
        except TooNew:
            # `registry verify` tells how many entries a newer schemactl wrote.
            continue
    return entries, contents


def _schemas(workspace: Workspace, refs: Iterable[str]) -> Iterator[tuple[str, SchemaRelease]]:
    for ref in refs:
        if ref.startswith("schema:"):
            found = parse_ref(ref)
            # The finding release-edited tells of releases that are gone or altered.
            with suppress(SchemactlError):
                yield ref, read_schema(workspace, found.name, found.version)


def is_before(first: str | None, second: str | None) -> bool:
    """Tell whether a date or time is surely before another: on one day it is not."""
    return first is not None and second is not None and first[:_DAY] < second[:_DAY]
