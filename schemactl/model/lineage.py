"""Lineage: what the ledger records of each thing and what that comes from, and its checkpoints."""

from typing import Any, Literal, NamedTuple, get_args

from schemactl.model.address import RELEASED_KINDS, Ref
from schemactl.model.evaluation import Evaluation
from schemactl.model.foreign import ForeignId
from schemactl.model.identifiers import Digest
from schemactl.model.migrated import MigrationFacts
from schemactl.model.quality import Agreement, Confusion
from schemactl.model.scalar import Noun
from schemactl.model.shared import Overlap

EntryKind = Literal[
    "release",
    "dataset",
    "model",
    "batch",
    "annotator",
    "deployment",
    "quality-report",
    "migration",
    "alias",
    "erasure",
]
Relation = Literal[
    "succeeds",
    "built_with",
    "labeled_under",
    "guided_by",
    "derived_from",
    "split_of",
    "migrated_by",
    "trained_on",
    "part_of",
    "deployed_as",
]
RELATIONS: tuple[Relation, ...] = get_args(Relation)
Split = Literal["train", "validation", "test"]
State = Literal["ready", "draft"]


class Pin(Noun):
    """A thing that another one comes from, by reference and digest."""

    ref: str
    digest: Digest | None = None


class ReleaseRecord(Noun):
    """What the ledger says of a release: its digest, its predecessor, what it was checked with."""

    digest: Digest
    succeeds: Pin | None = None
    built_with: Pin | None = None


class DatasetDigests(Noun):
    """The three digests of a dataset version: of its files, its rows and its labels."""

    bytes: Digest
    rows: Digest
    labels: Digest


class DatasetVersion(Noun):
    """A named set of annotations, and the schema and guideline it was labeled under.

    `labels` counts annotations by task and label id, `nones` those without a label by task,
    `slices` by task, label and slice; `part_of` names the batches that it was put together from;
    `origins` counts annotations by where they come from, as far as they say so.
    """

    digests: DatasetDigests
    records: int
    items: int
    annotations: int
    labels: dict[str, dict[str, int]]
    nones: dict[str, int] = {}
    labeled_under: Pin
    guided_by: Pin | None = None
    derived_from: tuple[Pin, ...] = ()
    split_of: tuple[Pin, ...] = ()
    part_of: tuple[Pin, ...] = ()
    split: Split | None = None
    state: State = "ready"
    reasons: tuple[str, ...] = ()
    origins: dict[str, int] = {}
    format: str | None = None
    slices: dict[str, dict[str, dict[str, int]]] = {}
    overlaps: tuple[Overlap, ...] = ()
    known_as: tuple[ForeignId, ...] = ()
    migrated_by: Pin | None = None


class MigrationRun(MigrationFacts):
    """A run of a migration: the data it read, and the releases at both ends, the older first."""

    built_with: tuple[Pin, Pin]
    derived_from: tuple[Pin, ...] = ()


class ModelVersion(Noun):
    """A trained model: its artifact's digest, and the dataset versions it was trained on.

    Metrics are decimal numbers as text, so that no digit is lost on the way to the ledger.
    `known_as` leads to the same training in the tools that recorded it; `code_revision` names
    the state of the code that trained it, such as a commit. `evaluation` is of the `predictions`.
    """

    trained_on: tuple[Pin, ...]
    artifact: Digest | None = None
    metrics: dict[str, str] = {}
    predictions: Digest | None = None
    evaluation: Evaluation | None = None
    known_as: tuple[ForeignId, ...] = ()
    code_revision: str | None = None


class Batch(Noun):
    """Annotations made under the same schema, guideline and tool set-up.

    `annotators` are pseudonyms; `tool_setup` and `handbook` are the digests of what they saw;
    `blinded` says whether they were kept from seeing each other's answers, where that is known.
    """

    labeled_under: Pin
    guided_by: Pin | None = None
    annotators: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    tool: str | None = None
    tool_setup: Digest | None = None
    handbook: Digest | None = None
    blinded: bool | None = None


class Acknowledgement(Noun):
    """A guideline that somebody said to have read, and when they did."""

    guideline: Pin
    at: str


class Practised(Noun):
    """A round of practice with the cases of a release; `result` is the sha256 of its file."""

    schema_release: Pin
    right: int
    of: int
    at: str
    result: Digest


class Annotator(Noun):
    """What is known of somebody who labels, under a random pseudonym; never a name."""

    role: str | None = None
    qualifications: tuple[str, ...] = ()
    acknowledged: tuple[Acknowledgement, ...] = ()
    practised: tuple[Practised, ...] = ()
    succeeds: Pin | None = None

    def acknowledgement_of(self, guideline: str | None) -> str | None:
        """Return when they first said to have read a guideline, by its ref, or None."""
        times = [one.at for one in self.acknowledged if one.guideline.ref == guideline]
        return min(times, default=None)


class Deployment(Noun):
    """A schema in use in a labeling project, or a model in production, over an interval."""

    deployed_as: Pin
    guided_by: Pin | None = None
    purpose: Literal["labeling", "production"]
    to: str
    tool: str | None = None
    since: str
    until: str | None = None


class QualityReport(Noun):
    """What was measured of datasets or batches, or of data that is not recorded itself.

    Labels are those of the schema of `labeled_under`; `reports` are the digests of the files in
    which the numbers stood.
    """

    derived_from: tuple[Pin, ...] = ()
    labeled_under: Pin
    guided_by: Pin | None = None
    agreements: tuple[Agreement, ...] = ()
    confusions: tuple[Confusion, ...] = ()
    reports: tuple[Digest, ...] = ()


class Alias(Noun):
    """A name such as production that moves from one version of a thing to another."""

    points_to: Pin


class Erasure(Noun):
    """An annotator whose name was deleted; the pseudonym stays in what was recorded."""

    annotator: str


Content = (
    ReleaseRecord
    | DatasetVersion
    | ModelVersion
    | Batch
    | Annotator
    | Deployment
    | QualityReport
    | MigrationRun
    | Alias
    | Erasure
)


class Fact(NamedTuple):
    """Something to record, before it has a place in the ledger."""

    ref: Ref
    content: Content
    at: str | None = None
    actor: str | None = None
    note: str | None = None
    reason: str | None = None
    as_of: str | None = None
    evidence: tuple[Digest, ...] = ()
    locations: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """The kind of entry that records it."""
        return "release" if self.ref.kind in RELEASED_KINDS else self.ref.kind


class Entry(Noun):
    """A recorded fact: its place in the ledger and the hash of the entry before it.

    `content` is what makes two registrations of one ref the same; time, actor, note, reason and
    locations stand outside it. What was only asserted later, to have been so `as_of` a date,
    names the digests of its evidence. It is plain data, so that an older tool can still follow the
    chain through kinds it does not know.
    """

    seq: int
    previous: Digest | None = None
    kind: str
    ref: str
    at: str | None = None
    actor: str | None = None
    note: str | None = None
    reason: str | None = None
    as_of: str | None = None
    evidence: tuple[Digest, ...] = ()
    locations: tuple[str, ...] = ()
    content: dict[str, Any]


class Edge(NamedTuple):
    """One step of lineage, from an effect to its cause."""

    source: str
    target: str
    relation: str


class SealedEntry(NamedTuple):
    """An entry with its canonical bytes, their hash, and the lineage that it states."""

    entry: Entry
    content: bytes
    hash: str
    edges: tuple[Edge, ...]

    @property
    def subject(self) -> str:
        """The named thing of which the entry records a version: kind:name."""
        return self.entry.ref.partition("@")[0]


class Head(NamedTuple):
    """The end of a ledger: the last entry's number and hash."""

    seq: int
    hash: str


class Checkpoint(Noun):
    """The head of the ledger at one moment, and the Merkle root over all entries up to it."""

    format: str
    seq: int
    entry: Digest
    root: Digest
