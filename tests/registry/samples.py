"""One value of each noun of the ledger in which nothing has its default."""

from typing import Any

from schemactl.model.evaluation import Evaluation
from schemactl.model.foreign import ForeignId
from schemactl.model.lineage import (
    Acknowledgement,
    Alias,
    Annotator,
    Batch,
    Checkpoint,
    DatasetDigests,
    DatasetVersion,
    Deployment,
    Entry,
    Erasure,
    MigrationRun,
    ModelVersion,
    Pin,
    Practised,
    QualityReport,
    ReleaseRecord,
)
from schemactl.model.migrated import MigrationStep
from schemactl.model.quality import Agreement, Confusion
from schemactl.model.shared import Overlap

_DIGEST = f"sha256:{'1' * 64}"
_PIN = Pin(ref="schema:sentiment@1.0.0", digest=_DIGEST)
_FOREIGN = ForeignId(
    system="mlflow", kind="input", id="cards", digest="a971efef", of="dataset:cards@1"
)
_PRACTISED = Practised(
    schema_release=_PIN, right=9, of=10, at="2026-01-01T00:00:00Z", result=_DIGEST
)
_STEP = MigrationStep(
    change="recode",
    source=("bug",),
    target=("defect",),
    fidelity="exact",
    annotations=6,
    mapped=5,
    queued=4,
    dropped=3,
    reviewed=2,
)
SAMPLES: dict[type, Any] = {
    Pin: _PIN,
    Checkpoint: Checkpoint(format="schemactl-c14n-1", seq=7, entry=_DIGEST, root=_DIGEST),
    ReleaseRecord: ReleaseRecord(digest=_DIGEST, succeeds=_PIN, built_with=_PIN),
    DatasetVersion: DatasetVersion(
        digests=DatasetDigests(bytes=_DIGEST, rows=_DIGEST, labels=_DIGEST),
        records=1,
        items=1,
        annotations=1,
        labels={"sentiment": {"positive": 1}},
        nones={"sentiment": 1},
        labeled_under=_PIN,
        guided_by=_PIN,
        derived_from=(_PIN,),
        split_of=(_PIN,),
        part_of=(_PIN,),
        split="test",
        state="draft",
        reasons=("because",),
        origins={"human": 1},
        format="jsonl",
        slices={"sentiment": {"positive": {"web": 1}}},
        overlaps=(Overlap(other="dataset:train@1", items=1),),
        known_as=(_FOREIGN,),
        migrated_by=_PIN,
    ),
    MigrationRun: MigrationRun(
        built_with=(_PIN, _PIN),
        derived_from=(_PIN,),
        run="0123456789abcdef",
        plan=_DIGEST,
        input=_DIGEST,
        output=_DIGEST,
        records={"in": 9},
        annotations={"in": 9},
        reviewed=1,
        folded=2,
        queue=3,
        answered=4,
        steps=(_STEP,),
        tool="0.1.0",
    ),
    MigrationStep: _STEP,
    ForeignId: _FOREIGN,
    Practised: _PRACTISED,
    ModelVersion: ModelVersion(
        trained_on=(_PIN,),
        artifact=_DIGEST,
        metrics={"f1": "0.9"},
        predictions=_DIGEST,
        evaluation=Evaluation(dataset="dataset:test@1", answers=1, labels={}),
        known_as=(_FOREIGN,),
        code_revision="v7-12-g0123abc",
    ),
    Batch: Batch(
        labeled_under=_PIN,
        guided_by=_PIN,
        annotators=("annotator:a-0123456789ab",),
        since="2026-01-01",
        until="2026-02-01",
        tool="label-studio 1.19",
        tool_setup=_DIGEST,
        handbook=_DIGEST,
        blinded=False,
    ),
    Annotator: Annotator(
        role="nurse",
        qualifications=("triage",),
        acknowledged=(Acknowledgement(guideline=_PIN, at="2026-01-01"),),
        practised=(_PRACTISED,),
        succeeds=_PIN,
    ),
    Deployment: Deployment(
        deployed_as=_PIN,
        guided_by=_PIN,
        purpose="labeling",
        to="project 7",
        tool="label-studio",
        since="2026-01-01",
        until="2026-02-01",
    ),
    QualityReport: QualityReport(
        derived_from=(_PIN,),
        labeled_under=_PIN,
        guided_by=_PIN,
        agreements=(Agreement(measure="krippendorff", per_label={"sentiment/positive": None}),),
        confusions=(Confusion(labels=("sentiment/positive", "nothing"), count=3),),
        reports=(_DIGEST,),
    ),
    Alias: Alias(points_to=_PIN),
    Erasure: Erasure(annotator="annotator:a-0123456789ab"),
    Entry: Entry(
        seq=2,
        previous=_DIGEST,
        kind="dataset",
        ref="model:b@1",
        at="2026-01-01T00:00:00Z",
        actor="somebody",
        note="said",
        reason="asked",
        as_of="2025-01-01",
        evidence=(_DIGEST,),
        locations=("a",),
        content={"digest": "x"},
    ),
}
