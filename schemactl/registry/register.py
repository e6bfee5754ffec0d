"""Registration: a dataset with what its labels meant, a model with what it was trained on."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from schemactl.data.kinds import severity
from schemactl.data.options import DataOptions
from schemactl.data.survey import Survey
from schemactl.errors import AnswerIsBad, SchemactlError
from schemactl.model.address import Ref, parse_ref
from schemactl.model.evaluation import Evaluation
from schemactl.model.foreign import ForeignId
from schemactl.model.lineage import (
    DatasetDigests,
    DatasetVersion,
    Fact,
    MigrationRun,
    ModelVersion,
    Pin,
    Split,
)
from schemactl.model.release import SchemaRelease
from schemactl.registry.content import read_content
from schemactl.registry.facts import (
    Registered,
    Rules,
    pin_all,
    read_rules,
    record_fact,
    refuse_moving,
    stamped,
)
from schemactl.registry.location import location
from schemactl.registry.numbers import decimal_text
from schemactl.registry.opening import reading, writing
from schemactl.registry.predictions import evaluation_of, find_test_split
from schemactl.registry.splits import overlaps_of
from schemactl.registry.stamp import Stamp, digest_of_file, stated_digest
from schemactl.registry.store import Store
from schemactl.registry.whole import batch_of_all, pin_of
from schemactl.workspace import Workspace

# Commits, tags, numbers of builds; an @ would let in addresses of people and passwords in URLs.
_REVISION = re.compile(r"[0-9A-Za-z][0-9A-Za-z._/+:-]{0,199}\Z")
Surveyor = Callable[[list[Path], SchemaRelease, DataOptions], Survey]


class DatasetRequest(NamedTuple):
    """What a user says of a dataset; `migration` is the run that it came out of."""

    ref: Ref
    files: tuple[Path, ...]
    schema: Ref
    guideline: Ref | None = None
    options: DataOptions = DataOptions()
    parents: tuple[Ref, ...] = ()
    split: Split | None = None
    as_draft: bool = False
    batches: tuple[Ref, ...] = ()
    known_as: tuple[ForeignId, ...] = ()
    migration: MigrationRun | None = None


class ModelRequest(NamedTuple):
    """What a user says of a model; the artifact is a file or a digest.

    The predictions are held against `tested_on`, or the test split of what it was trained on;
    the options say how they and that split are read.
    """

    ref: Ref
    datasets: tuple[Ref, ...]
    artifact: Path | None = None
    digest: str | None = None
    metrics: tuple[tuple[str, str], ...] = ()
    predictions: Path | None = None
    known_as: tuple[ForeignId, ...] = ()
    code_revision: str | None = None
    tested_on: Ref | None = None
    options: DataOptions = DataOptions()


def register_dataset(
    workspace: Workspace, request: DatasetRequest, survey: Surveyor, stamp: Stamp
) -> Registered:
    """Survey a dataset under its schema and record it.

    Raises AnswerIsBad where the data does not fit the schema, unless it is a draft.
    """
    refuse_moving(request.ref)
    _need_files(request.files)
    rules = read_rules(workspace, request.schema, request.guideline)
    if request.parents or request.batches:
        # A missing parent is said before the data is read, which may take long.
        with reading(workspace) as store:
            pin_all(workspace, store, (*request.parents, *request.batches))
    found = survey(list(request.files), rules.schema, request.options)
    if found.errors and not request.as_draft:
        raise _does_not_fit(request, rules.schema, found)
    with writing(workspace) as store:
        parents = pin_all(workspace, store, request.parents)
        content = _dataset(request, rules, found, parents)
        batches = pin_all(workspace, store, request.batches)
        content = content.model_copy(update={"part_of": batches})
        whole = batch_of_all(store, request.ref, content, found, stamp)
        if whole is not None:
            content = content.model_copy(update={"part_of": (pin_of(whole),)})
        content = _recorded(workspace, store, request, content)
        behind = [] if whole is None else [whole]
        if request.migration is not None:
            behind.append(_migration(request, request.migration, parents, stamp))
            pin = Pin(ref=str(behind[-1].ref), digest=request.migration.plan)
            content = content.model_copy(update={"migrated_by": pin})
        where = tuple(location(workspace, path) for path in request.files)
        fact = stamped(request.ref, content, stamp, where)
        return record_fact(workspace, store, fact, behind)


def _migration(
    request: DatasetRequest, run: MigrationRun, parents: tuple[Pin, ...], stamp: Stamp
) -> Fact:
    """Return the run, under the name of the dataset that came out of it."""
    ref = request.ref._replace(kind="migration")
    return stamped(ref, run.model_copy(update={"derived_from": parents}), stamp)


def _dataset(
    request: DatasetRequest, rules: Rules, found: Survey, parents: tuple[Pin, ...]
) -> DatasetVersion:
    return DatasetVersion(
        digests=DatasetDigests(**found.digests._asdict()),
        records=found.records,
        items=found.items,
        annotations=found.annotations,
        labels=found.labels,
        nones=found.nones,
        labeled_under=rules.labeled_under,
        guided_by=rules.guided_by,
        derived_from=() if request.split else parents,
        split_of=parents if request.split else (),
        split=request.split,
        state="draft" if request.as_draft else "ready",
        reasons=_reasons(request, found),
        origins=found.origins,
        format=found.format or None,
        slices=found.slices,
        known_as=request.known_as,
    )


def _recorded(
    workspace: Workspace, store: Store, request: DatasetRequest, content: DatasetVersion
) -> DatasetVersion:
    """Compare a split with the others; where it is recorded, what was found then stays.

    What an older version did not look at is left out, so that it finds its entry again.
    """
    known = store.find(str(request.ref))
    before = read_content(known.entry) if known is not None else None
    if known is None or not isinstance(before, DatasetVersion):
        if content.split is None or not content.split_of:
            return content
        found = overlaps_of(workspace, store, content, request.files, request.options)
        return content.model_copy(update={"overlaps": found})
    said: dict[str, object] = {"overlaps": before.overlaps}
    if "origins" not in known.entry.content:
        said["origins"] = {}
    if "format" not in known.entry.content:
        said |= {"format": None, "slices": {}}
    return content.model_copy(update=said)


def _reasons(request: DatasetRequest, found: Survey) -> tuple[str, ...]:
    """Say why a dataset is a draft."""
    if not request.as_draft:
        return ()
    errors = [f"{kind}: {n}" for kind, n in found.summary.items() if severity(kind) == "error"]
    return (*errors,) or ("registered with --as-draft",)


def _does_not_fit(request: DatasetRequest, schema: SchemaRelease, found: Survey) -> AnswerIsBad:
    first = next(one for one in found.problems if severity(one.kind) == "error")
    where = f"line {first.line}: " if first.line is not None else ""
    count = "1 error" if found.errors == 1 else f"{found.errors} errors"
    return AnswerIsBad(
        f"{request.ref} does not fit {schema.ref}: {count}; first: {where}{first.message}",
        "see all with `schemactl data check`, or record it as it is with --as-draft",
    )


def register_model(workspace: Workspace, request: ModelRequest, stamp: Stamp) -> Registered:
    """Record a model with the dataset versions it was trained on."""
    refuse_moving(request.ref)
    files = tuple(path for path in (request.artifact, request.predictions) if path)
    _need_files(files)
    artifact = stated_digest(request.digest)
    if request.artifact:
        artifact = digest_of_file(request.artifact)
    predictions = digest_of_file(request.predictions) if request.predictions else None
    metrics = {
        name: decimal_text(value, f"metric {name}", "write --metric NAME=0.93")
        for name, value in request.metrics
    }
    with writing(workspace) as store:
        trained_on = pin_all(workspace, store, request.datasets)
        content = ModelVersion(
            trained_on=trained_on,
            artifact=artifact,
            metrics=metrics,
            predictions=predictions,
            evaluation=_evaluation(workspace, store, request, trained_on),
            known_as=request.known_as,
            code_revision=_revision(request.code_revision),
        )
        where = (location(workspace, request.artifact),) if request.artifact else ()
        return record_fact(workspace, store, stamped(request.ref, content, stamp, where))


def _evaluation(
    workspace: Workspace, store: Store, request: ModelRequest, trained_on: tuple[Pin, ...]
) -> Evaluation | None:
    """Hold predictions against a test split; a model that is recorded keeps its own."""
    if request.predictions is None:
        return None
    known = store.find(str(request.ref))
    before = read_content(known.entry) if known is not None else None
    split = request.tested_on
    if split is None and isinstance(before, ModelVersion):
        if before.evaluation is None:
            return None
        split = parse_ref(before.evaluation.dataset)
    split = split or find_test_split(store, trained_on)
    if split is None:
        return None
    return evaluation_of(workspace, store, split, request.predictions, request.options)


def _need_files(files: Sequence[Path]) -> None:
    for path in files:
        if not path.exists():
            raise SchemactlError(f"{path}: no such file", "check the path")


def _revision(text: str | None) -> str | None:
    """Return a revision as given. Raises SchemactlError for a text that is no name of one."""
    if text is not None and not _REVISION.match(text):
        raise SchemactlError(
            f"{text[:40]!r} is no revision of code",
            "write a commit or a tag, such as --code-revision $(git rev-parse HEAD)",
        )
    return text
