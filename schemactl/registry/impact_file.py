"""registry/impact.json: counts by version, task and label, for readers without a database.

It holds numbers and the words of schemas only: no name of a dataset, a model, a person or a place.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pydantic import Field, ValidationError

from schemactl.diff.impact import Impact, Scope
from schemactl.model.identifiers import Digest
from schemactl.model.scalar import Noun
from schemactl.registry.census import Census
from schemactl.registry.held import Holding, Training, ids_in, read_counted
from schemactl.registry.journal import write_whole
from schemactl.registry.store import Store
from schemactl.releases.canonical import canonical_bytes
from schemactl.workspace import Workspace

NAME = "impact.json"
FORMAT = "schemactl-impact-1"


class Counts(Noun):
    """How many datasets, records and models there are."""

    datasets: int = Field(default=0, ge=0)
    records: int = Field(default=0, ge=0)
    models: int = Field(default=0, ge=0)


class TaskCounts(Counts):
    """The counts of a task, and of its labels by id."""

    labels: dict[str, Counts] = {}


class VersionCounts(Counts):
    """The counts of one version, and of its tasks."""

    tasks: dict[str, TaskCounts] = {}


class NameCounts(VersionCounts):
    """The counts over all versions of a schema or guideline, and of each."""

    versions: dict[str, VersionCounts] = {}


class ImpactFile(Noun):
    """All counts, and the last entry of the ledger that they cover."""

    format: str
    seq: int
    entry: Digest
    schemas: dict[str, NameCounts] = {}
    guidelines: dict[str, NameCounts] = {}


class _Key(NamedTuple):
    """What a dataset holds, and under which releases it was labeled."""

    schema: str
    guideline: str
    task: str
    label: str


class _Sum(NamedTuple):
    """A place in the file; an empty part stands for all of them."""

    subject: str
    version: str
    task: str
    label: str


def impact_path(workspace: Workspace) -> Path:
    """The file of counts, beside the journal that it was counted from."""
    return workspace.registry / NAME


def read_impact(workspace: Workspace) -> ImpactFile | None:
    """Return the counts, or None where there are none that this version can read."""
    try:
        found = ImpactFile.model_validate_json(impact_path(workspace).read_bytes())
    except (FileNotFoundError, ValidationError):
        # A conflict of git, or another format: nothing is claimed from it.
        return None
    return found if found.format == FORMAT else None


def write_impact(workspace: Workspace, store: Store) -> None:
    """Count the whole ledger in one pass and put the file in its place.

    To be called inside `exclusively`, with the checkpoint of the same entries.
    """
    head = store.head()
    if head is None:
        return
    census: Census[_Key, _Sum] = Census(_sums)
    for content in store.entries():
        found = read_counted(content)
        if isinstance(found, Holding):
            census.add_dataset(found.ref, _held(found), found.parents, found.wholes)
        elif isinstance(found, Training):
            census.add_model(found.trained_on)
    counted = _nested(census.result())
    content = canonical_bytes({"format": FORMAT, "seq": head.seq, "entry": head.hash, **counted})
    path = impact_path(workspace)
    # The same bytes are left alone, so that nothing looks edited.
    if not path.is_file() or path.read_bytes() != content:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, content)


def _held(found: Holding) -> dict[_Key, int]:
    rules = (found.schema, found.guideline)
    held = {_Key(*rules, "", ""): found.records}
    for task in dict.fromkeys((*found.labels, *found.nones)):
        labels = found.labels.get(task, {})
        whole = sum(labels.values()) + found.nones.get(task, 0)
        held[_Key(*rules, task, "")] = min(whole, found.records)
        for label, annotations in labels.items():
            held[_Key(*rules, task, label)] = min(annotations, found.records)
    return held


def _sums(key: _Key) -> Iterator[_Sum]:
    for ref in (key.schema, key.guideline):
        if ref:
            subject, _, version = ref.partition("@")
            yield _Sum(subject, "", key.task, key.label)
            yield _Sum(subject, version, key.task, key.label)


def _nested(counted: dict[_Sum, Impact]) -> dict[str, dict[str, dict[str, object]]]:
    """Bring the counts into the shape of the file."""
    found: dict[str, dict[str, dict[str, object]]] = {"schemas": {}, "guidelines": {}}
    for place, impact in counted.items():
        kind, _, name = place.subject.partition(":")
        here = found[f"{kind}s"].setdefault(name, {})
        for group, member in (
            ("versions", place.version),
            ("tasks", place.task),
            ("labels", place.label),
        ):
            if member:
                here = _member(here, group, member)
        here.update(datasets=impact.datasets, records=impact.records, models=impact.models)
    return found


def _member(within: dict[str, object], group: str, member: str) -> dict[str, object]:
    members = within.setdefault(group, {})
    assert isinstance(members, dict)
    found: dict[str, object] = members.setdefault(member, {})
    return found


def look_up(file: ImpactFile, subject: str, scope: Scope) -> Impact:
    """Return what the file says of a scope of a kind:name, over all versions.

    Several labels stand in it one by one: of their datasets and models it knows the least number.
    """
    kind, _, name = subject.partition(":")
    counts = {"schema": file.schemas, "guideline": file.guidelines}[kind].get(name, NameCounts())
    if scope.task is None and not scope.labels:
        return _impact([counts], counts)
    tasks = counts.tasks if scope.task is None else {scope.task: counts.tasks.get(scope.task)}
    present = {task: found for task, found in tasks.items() if found is not None}
    if not scope.labels:
        return _impact(list(present.values()), counts)
    found = [
        task.labels[label]
        for name, task in present.items()
        for label in ids_in(name, scope.labels)
        if label in task.labels
    ]
    return _impact(found, counts)


def _impact(found: list[Counts], most: Counts) -> Impact:
    records = min(sum(one.records for one in found), most.records)
    datasets = max((one.datasets for one in found), default=0)
    models = max((one.models for one in found), default=0)
    return Impact(datasets, records, models, is_least=len(found) > 1)
