"""Dossier: all that is recorded about a model or dataset, verified, from which reports are made."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, TypeVar

from schemactl.audit.concerns import Checked, check
from schemactl.audit.past import ledger_at
from schemactl.model.address import Ref, parse_ref
from schemactl.model.lineage import (
    Alias,
    Annotator,
    Batch,
    Checkpoint,
    Content,
    DatasetVersion,
    Entry,
    Erasure,
    MigrationRun,
    ModelVersion,
    QualityReport,
    SealedEntry,
)
from schemactl.model.release import CANONICAL_FORM, GuidelineRelease, Release, SchemaRelease
from schemactl.model.traced import Lineage
from schemactl.registry.content import read_content
from schemactl.registry.downstream import Downstream, downstream
from schemactl.registry.lineage import trace
from schemactl.registry.merkle import as_digest, inclusion_path
from schemactl.registry.proof import Proof
from schemactl.registry.store import Store
from schemactl.registry.tree import range_root
from schemactl.releases.read import read_guideline, read_schema
from schemactl.workspace import Workspace

# Kinds that nothing comes from: what they are about says whether they belong to it.
_ABOUT = ("alias", "erasure", "quality-report")
ContentT = TypeVar("ContentT", bound=Content)


class Recorded(NamedTuple):
    """An entry of the ledger, and what it says."""

    sealed: SealedEntry
    content: Content

    @property
    def entry(self) -> Entry:
        """The entry, read."""
        return self.sealed.entry


class Rules(NamedTuple):
    """A schema and a guideline that were in force together; None where none is recorded."""

    schema: str
    guideline: str | None


class Dossier(NamedTuple):
    """What the ledger up to a checkpoint says of `ref`: its lineage, and who worked on it.

    `recorded` holds the entries of the lineage in its order, then annotators, aliases, erasures
    and reports on quality; `proofs` prove that each stands in the ledger that the checkpoint names.
    `checked` is what the checks of the ledger find wrong with any of it.
    """

    ref: str
    checkpoint: Checkpoint
    lineage: Lineage
    recorded: Mapping[str, Recorded]
    proofs: Mapping[str, Proof]
    schemas: Mapping[str, SchemaRelease]
    guidelines: Mapping[str, GuidelineRelease]
    behind: Downstream
    checked: Checked

    def of(self, kind: type[ContentT]) -> list[tuple[str, ContentT]]:
        """Return what is recorded of one kind, by ref, in the order of the lineage."""
        return [
            (ref, one.content)
            for ref, one in self.recorded.items()
            if isinstance(one.content, kind)
        ]

    @property
    def datasets(self) -> list[tuple[str, DatasetVersion]]:
        """The dataset versions of the lineage."""
        return self.of(DatasetVersion)

    @property
    def batches(self) -> list[tuple[str, Batch]]:
        """The batches that the datasets were put together from."""
        return self.of(Batch)

    @property
    def models(self) -> list[tuple[str, ModelVersion]]:
        """The models of the lineage."""
        return self.of(ModelVersion)

    @property
    def migrations(self) -> list[tuple[str, MigrationRun]]:
        """The runs that led datasets of the lineage from one release to the next."""
        return self.of(MigrationRun)

    @property
    def annotators(self) -> dict[str, Annotator]:
        """What is known of those who labeled, by pseudonym without a version."""
        return {ref.partition("@")[0]: content for ref, content in self.of(Annotator)}

    @property
    def releases(self) -> list[Release]:
        """The releases of the lineage whose bytes are here: schemas, then guidelines."""
        return [*self.schemas.values(), *self.guidelines.values()]

    @property
    def in_force(self) -> dict[Rules, list[str]]:
        """The datasets and batches by the schema and guideline that they were labeled under."""
        found: dict[Rules, list[str]] = {}
        labeled: list[tuple[str, DatasetVersion | Batch]] = [*self.datasets, *self.batches]
        for ref, content in labeled:
            guideline = content.guided_by.ref if content.guided_by else None
            found.setdefault(Rules(content.labeled_under.ref, guideline), []).append(ref)
        if not found:
            found = {rules: [] for rules in self._of_release()}
        return found

    def _of_release(self) -> Iterator[Rules]:
        """The rules that a traced release is, where nothing was labeled yet."""
        guideline = self.guidelines.get(self.ref)
        if guideline is not None:
            built_with = guideline.guideline.built_with
            yield Rules(built_with.ref if built_with else "", self.ref)
        elif self.ref in self.schemas:
            yield Rules(self.ref, None)


def read_dossier(workspace: Workspace, ref: Ref, seq: int | None = None) -> Dossier:
    """Gather what is known about a ref in the ledger as it was at an entry, or is now.

    Raises SchemactlError for an unknown ref, and where stored bytes were altered.
    """
    with ledger_at(workspace, seq) as (store, head):
        lineage = trace(workspace, store, ref)
        refs = [node.ref for node in lineage.nodes]
        recorded = dict(_read(store, refs))
        recorded |= _read(store, _annotators(store, recorded))
        recorded |= _read(store, _about(store, recorded))
        root = range_root(store, head.seq)
        checkpoint = Checkpoint(
            format=CANONICAL_FORM,
            seq=head.seq,
            entry=head.hash,
            root=as_digest(root(0, head.seq)),
        )
        proofs = {
            name: Proof(
                one.sealed,
                checkpoint,
                tuple(map(as_digest, inclusion_path(root, one.entry.seq - 1, head.seq))),
                None,
                False,
            )
            for name, one in recorded.items()
        }
        gone = {lack.ref for lack in lineage.missing if lack.what == "release"}
        there = [parse_ref(name) for name in refs if name not in gone]
        return Dossier(
            lineage.ref,
            checkpoint,
            lineage,
            recorded,
            proofs,
            {
                str(one): read_schema(workspace, one.name, one.version)
                for one in there
                if one.kind == "schema"
            },
            {
                str(one): read_guideline(workspace, one.name, one.version)
                for one in there
                if one.kind == "guideline"
            },
            downstream(workspace, store, parse_ref(lineage.ref)),
            check(workspace, store, recorded),
        )


def _read(store: Store, refs: Iterable[str]) -> Iterator[tuple[str, Recorded]]:
    for ref in refs:
        sealed = store.find(ref)
        if sealed is not None:
            yield ref, Recorded(sealed, read_content(sealed.entry))


def _annotators(store: Store, recorded: Mapping[str, Recorded]) -> list[str]:
    """Return the last version of each annotator of a batch."""
    named = [
        annotator
        for one in recorded.values()
        if isinstance(one.content, Batch)
        for annotator in one.content.annotators
    ]
    latest = (store.latest(annotator) for annotator in dict.fromkeys(named))
    return [ref for ref in latest if ref is not None]


def _about(store: Store, recorded: Mapping[str, Recorded]) -> list[str]:
    """Return the aliases that pointed to, the erasures and the reports about, what was found."""
    people = {ref.partition("@")[0] for ref in recorded}
    found: list[tuple[int, str]] = []
    for ref, one in _read(store, [one for kind in _ABOUT for one in store.refs(kind)]):
        match one.content:
            case Alias():
                is_about = one.content.points_to.ref in recorded
            case Erasure():
                is_about = one.content.annotator in people
            case QualityReport():
                is_about = any(pin.ref in recorded for pin in one.content.derived_from)
            case _:
                is_about = False
        if is_about:
            found.append((one.entry.seq, ref))
    return [ref for _, ref in sorted(found)]
