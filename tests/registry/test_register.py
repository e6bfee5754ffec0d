"""Registration: what fits its schema is recorded once, with digests, counts and causes."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from schemactl.data.digests import Digests
from schemactl.data.options import DataOptions
from schemactl.data.survey import Survey, survey
from schemactl.errors import AnswerIsBad, SchemactlError
from schemactl.model.address import Ref, parse_ref
from schemactl.model.annotation import Problem
from schemactl.model.lineage import DatasetVersion, ModelVersion
from schemactl.model.release import SchemaRelease
from schemactl.registry.content import read_content
from schemactl.registry.facts import Registered, stamped
from schemactl.registry.ledger import AlreadyRecorded, append
from schemactl.registry.opening import reading, writing
from schemactl.registry.register import (
    DatasetRequest,
    ModelRequest,
    Surveyor,
    register_dataset,
    register_model,
)
from schemactl.registry.stamp import Stamp
from schemactl.workspace import Workspace

NOBODY = Stamp("2026-11-20T12:00:00Z")
ReleaseNext = Callable[[str], Workspace]


def surveyed(*problems: str, rows: str = "1") -> Surveyor:
    """Return a survey that finds one annotation and the given kinds of problems."""

    def find(_paths: list[Path], _release: SchemaRelease, _options: DataOptions) -> Survey:
        return Survey(
            digests=Digests(f"sha256:{'0' * 64}", f"sha256:{rows * 64}", f"sha256:{'2' * 64}"),
            records=1,
            annotations=1,
            items=1,
            labels={"sentiment": {"positive": 1}},
            nones={},
            unknown_labels={},
            annotators={},
            batches=(),
            problems=tuple(Problem(kind, "i1", 7, None, "wrong") for kind in problems),
            summary=dict.fromkeys(problems, 1),
        )

    return find


def request(workspace: Workspace, name: str = "reviews@1", **said: Any) -> DatasetRequest:
    """Ask to register the reviews under the first release."""
    files = (workspace.root / "reviews.jsonl",)
    made = DatasetRequest(parse_ref(name, "dataset"), files, Ref("schema", "sentiment", "1.0.0"))
    return made._replace(**said)


def dataset(done: Registered) -> DatasetVersion:
    """Return what was recorded of a dataset."""
    content = read_content(done.entry)
    assert isinstance(content, DatasetVersion)
    return content


def test_a_dataset_is_recorded_with_digests_counts_and_rules(released: Workspace) -> None:
    guideline = Ref("guideline", "sentiment", "latest")
    done = register_dataset(released, request(released, guideline=guideline), survey, NOBODY)
    content = dataset(done)
    assert content.labels == {"sentiment": {"positive": 2, "negative": 1}}
    assert (content.records, content.items, content.annotations) == (3, 3, 3)
    assert content.labeled_under.ref == "schema:sentiment@1.0.0"
    assert content.guided_by is not None
    assert content.guided_by.ref == "guideline:sentiment@1.0.0"
    assert content.state == "ready"
    assert done.entry.locations == ("reviews.jsonl",)
    assert (done.is_new, done.newer) == (True, 2)


def test_registering_the_same_again_is_the_same_entry(released: Workspace) -> None:
    first = register_dataset(released, request(released), surveyed(), NOBODY)
    again = register_dataset(released, request(released), surveyed(), Stamp(note="again"))
    assert again.entry == first.entry
    assert not again.is_new
    with pytest.raises(AlreadyRecorded):
        register_dataset(released, request(released), surveyed(rows="3"), NOBODY)


def test_annotations_are_counted_by_where_they_come_from(released: Workspace) -> None:
    said = ["human", "model", "human", "by hand", None] * 40
    rows = [
        {"item": f"i{n}", "task": "sentiment", "label": "positive", "origin": origin}
        for n, origin in enumerate(said)
    ]
    lines = "".join(f"{json.dumps(row)}\n" for row in rows)
    (released.root / "reviews.jsonl").write_text(lines)
    done = register_dataset(released, request(released), survey, NOBODY)
    assert dataset(done).origins == {"human": 80, "model": 40, "other": 40}
    older = dataset(done).model_copy(update={"origins": {}, "part_of": ()})
    with writing(released) as store:
        append(store, [stamped(Ref("dataset", "old", "1"), older, NOBODY)])
    again = register_dataset(released, request(released, "old@1"), survey, NOBODY)
    assert (again.is_new, dataset(again).origins) == (False, {})


def test_data_that_does_not_fit_is_not_recorded(released: Workspace) -> None:
    with pytest.raises(AnswerIsBad, match="1 error; first: line 7: wrong"):
        register_dataset(released, request(released), surveyed("unknown-label"), NOBODY)
    with reading(released) as store:
        assert store.refs("dataset") == frozenset()


def test_a_draft_is_recorded_with_its_reasons(released: Workspace) -> None:
    draft = request(released, as_draft=True)
    content = dataset(register_dataset(released, draft, surveyed("unknown-label"), NOBODY))
    assert (content.state, content.reasons) == ("draft", ("unknown-label: 1",))


def test_warnings_do_not_stop_a_dataset(released: Workspace) -> None:
    done = register_dataset(released, request(released), surveyed("deprecated-label"), NOBODY)
    assert dataset(done).state == "ready"


def test_a_guideline_that_does_not_cover_the_schema_is_refused(release_next: ReleaseNext) -> None:
    workspace = release_next("2.0.0")
    wanted = request(
        workspace,
        schema=Ref("schema", "sentiment", "2.0.0"),
        guideline=Ref("guideline", "sentiment", "1.0.0"),
    )
    with pytest.raises(SchemactlError, match=r"covers sentiment >=1.0,<2, not"):
        register_dataset(workspace, wanted, surveyed(), NOBODY)


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"schema": Ref("schema", "sentiment", "9.0.0")}, "does not exist"),
        ({"schema": Ref("schema", "sentiment", "draft")}, "working copy"),
        ({"schema": Ref("schema", "nothing", "1.0.0")}, "has no release"),
        ({"parents": (Ref("dataset", "reviews", "0"),)}, "is not in the registry"),
        ({"files": (Path("nowhere.jsonl"),)}, "no such file"),
        ({"ref": Ref("dataset", "reviews", "latest")}, "is no version to register"),
    ],
)
def test_what_is_not_there_is_refused_before_the_data_is_read(
    released: Workspace, said: dict[str, Any], message: str
) -> None:
    def never(_paths: list[Path], _release: SchemaRelease, _options: DataOptions) -> Survey:
        raise AssertionError("the data was read")

    with pytest.raises(SchemactlError, match=message):
        register_dataset(released, request(released, **said), never, NOBODY)


def test_parents_are_what_a_dataset_derives_from_or_splits(released: Workspace) -> None:
    register_dataset(released, request(released), surveyed(), NOBODY)
    parents = (Ref("dataset", "reviews", "latest"),)
    derived = register_dataset(
        released, request(released, "clean@1", parents=parents), surveyed(), NOBODY
    )
    split = register_dataset(
        released, request(released, "test@1", parents=parents, split="test"), surveyed(), NOBODY
    )
    assert [pin.ref for pin in dataset(derived).derived_from] == ["dataset:reviews@1"]
    assert [pin.ref for pin in dataset(split).split_of] == ["dataset:reviews@1"]
    assert dataset(split).derived_from == ()


def test_a_model_is_recorded_with_its_datasets_artifact_and_metrics(released: Workspace) -> None:
    register_dataset(released, request(released), surveyed(), NOBODY)
    artifact = released.root / "model.bin"
    artifact.write_bytes(b"weights")
    wanted = ModelRequest(
        Ref("model", "classifier", "1"),
        (Ref("dataset", "reviews", "latest"), Ref("dataset", "reviews", "1")),
        artifact,
        metrics=(("f1", "0.910"), ("loss", "1e-3")),
    )
    done = register_model(released, wanted, NOBODY)
    content = read_content(done.entry)
    assert isinstance(content, ModelVersion)
    assert [pin.ref for pin in content.trained_on] == ["dataset:reviews@1"]
    assert content.artifact == f"sha256:{hashlib.sha256(b'weights').hexdigest()}"
    assert content.metrics == {"f1": "0.91", "loss": "0.001"}
    assert done.entry.locations == ("model.bin",)
    assert register_model(released, wanted, Stamp(actor="b")).entry == done.entry


@pytest.mark.parametrize("text", ["high", "nan", "inf", "", "1e999"])
def test_a_metric_is_a_number(released: Workspace, text: str) -> None:
    register_dataset(released, request(released), surveyed(), NOBODY)
    datasets = (Ref("dataset", "reviews", "1"),)
    wanted = ModelRequest(Ref("model", "m", "1"), datasets, metrics=(("f1", text),))
    with pytest.raises(SchemactlError, match="is no number"):
        register_model(released, wanted, NOBODY)


def test_a_model_of_unknown_data_is_refused(released: Workspace) -> None:
    wanted = ModelRequest(Ref("model", "m", "1"), (Ref("dataset", "reviews", "1"),))
    with pytest.raises(SchemactlError, match="is not in the registry"):
        register_model(released, wanted, NOBODY)
    folder = ModelRequest(Ref("model", "m", "1"), (), released.root)
    with pytest.raises(SchemactlError, match="is a folder"):
        register_model(released, folder, NOBODY)


def test_what_is_registered_by_one_process_is_seen_by_another(released: Workspace) -> None:
    register_dataset(released, request(released), surveyed(), NOBODY)
    command = [sys.executable, "-m", "schemactl", "registry", "status", "--root"]
    done = subprocess.run(
        [*command, str(released.root)], capture_output=True, text=True, check=True
    )
    assert "4 entries: 2 releases, 1 dataset, 0 models" in done.stdout
