"""A recorded history that goes on: a dataset under a later release, and a model of it."""

from schemactl.audit.dossier import Dossier
from schemactl.model.address import Ref
from schemactl.model.lineage import (
    DatasetDigests,
    DatasetVersion,
    Fact,
    MigrationRun,
    ModelVersion,
    Pin,
)
from schemactl.model.migrated import MigrationStep
from schemactl.registry.ledger import append
from schemactl.registry.opening import writing
from tests.audit.recorded import History, dossier_of

CARDS = "dataset:cards@1"


def digest(digit: str) -> str:
    """Return a digest of one digit."""
    return f"sha256:{digit * 64}"


def migrated(history: History, *, recorded: bool) -> Dossier:
    """Record a dataset under a later release, with the run that led to it, or without."""
    with writing(history.workspace) as store:
        source, schema = store.find(CARDS), store.find("schema:mood@1.0.0")
        assert source is not None
        assert schema is not None
        rows_digest = source.entry.content["digests"]["rows"]
        pins = [Pin(ref="schema:mood@1.0.0", digest=schema.entry.content["digest"])]
        later = Pin(ref="schema:mood@2.0.0", digest=digest("2"))
        from_cards = (Pin(ref=CARDS, digest=rows_digest),)
        step = MigrationStep(
            change="redefine",
            source=("displeased",),
            target=("displeased",),
            fidelity="people",
            annotations=2,
            mapped=1,
            queued=1,
            dropped=0,
        )
        done = MigrationRun(
            run="r-1",
            plan=digest("4"),
            input=digest("5"),
            output=digest("6"),
            records={"in": 3},
            annotations={"in": 3, "queued": 1},
            queue=1,
            steps=(step,),
            tool="0.1.0",
            built_with=(pins[0], later),
            derived_from=from_cards,
        )
        dataset = DatasetVersion(
            digests=DatasetDigests(bytes=digest("7"), rows=digest("8"), labels=digest("9")),
            records=3,
            items=3,
            annotations=3,
            labels={"mood": {"pleased": 3}},
            labeled_under=later,
            derived_from=from_cards,
            migrated_by=Pin(ref="migration:cards@2", digest=digest("4")) if recorded else None,
        )
        facts = [Fact(Ref("migration", "cards", "2"), done, actor="owner")] if recorded else []
        facts.append(Fact(Ref("dataset", "cards", "2"), dataset))
        model = ModelVersion(trained_on=(Pin(ref="dataset:cards@2", digest=digest("8")),))
        append(store, [*facts, Fact(Ref("model", "cook", "9"), model)])
    return dossier_of(history, "model:cook@9")
