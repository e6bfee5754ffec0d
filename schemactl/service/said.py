"""Said: what may be said beside a name of each thing that is registered, by keywords."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypedDict

from schemactl.data.options import DataOptions
from schemactl.model.foreign import ForeignId
from schemactl.model.lineage import Split


class Said(TypedDict, total=False):
    """What may be said of everything that is registered."""

    actor: str
    note: str
    reason: str
    as_of: str
    evidence: Iterable[str | Path]


class DatasetSaid(Said, total=False):
    """What may be said of a dataset."""

    guideline: str
    options: DataOptions
    parents: Iterable[str]
    batches: Iterable[str]
    split: Split
    as_draft: bool
    known_as: Iterable[ForeignId]


class ModelSaid(Said, total=False):
    """What may be said of a model; the artifact is a file or a digest.

    The options say how the predictions, and the split they are tested on, are read.
    """

    artifact: str | Path
    digest: str
    metrics: Mapping[str, float | int | str]
    predictions: str | Path
    tested_on: str
    options: DataOptions
    known_as: Iterable[ForeignId]
    code_revision: str


class RunSaid(Said, total=False):
    """What may be said of a run: the datasets it used, by the names that it logged them under."""

    datasets: Mapping[str, str] | Iterable[str]
    run: str
    artifact: str | Path


class BatchSaid(Said, total=False):
    """What may be said of a batch."""

    guideline: str
    annotators: Iterable[str]
    since: str
    until: str
    tool: str
    tool_setup: str | Path
    handbook: str | Path
    blinded: bool


class AnnotatorSaid(Said, total=False):
    """What may be said of an annotator."""

    person: str
    role: str
    qualifications: Iterable[str]
    acknowledged: Iterable[str]
    qualified_by: str | Path
    pass_mark: float


class DeploymentSaid(Said, total=False):
    """What may be said of a deployment."""

    until: str
    guideline: str
    tool: str


class QualitySaid(Said, total=False):
    """What may be said of a report: what was measured, and under which rules."""

    datasets: Iterable[str]
    batches: Iterable[str]
    schema: str
    guideline: str
    task: str
