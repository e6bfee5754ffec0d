"""What changes touch: from the registry, from the committed counts, or not known."""

import shutil
from collections.abc import Callable

import pytest

from schemactl.cli.main import run
from schemactl.diff.impact import Impact, Scope
from schemactl.diff.judgement import Judgement, Verdict
from schemactl.model.address import parse_ref
from schemactl.model.change import Change
from schemactl.model.lineage import DatasetVersion, Fact, ModelVersion, Pin
from schemactl.registry.adoption import release_fact
from schemactl.registry.impact import REGISTRY, count, with_impact
from schemactl.registry.impact_file import impact_path, look_up, read_impact
from schemactl.registry.ledger import append
from schemactl.registry.opening import reading, writing
from schemactl.registry.store import Store
from schemactl.releases.read import read_schema
from schemactl.workspace import Workspace
from tests.registry.conftest import SCHEMA

SUBJECT = "schema:sentiment"
POSITIVE = Scope("sentiment", ("positive",))
BOTH = Scope("sentiment", ("positive", "negative"))


def a_verdict(*labels: str) -> Verdict:
    changes = [Change("definition-changed", "sentiment", (label,), (label,)) for label in labels]
    added = Change("task-added", "tone", (), ("tone",))
    judgements = [Judgement(change, "patch", "keep") for change in (*changes, added)]
    return Verdict(tuple(judgements), "patch")


def impacts(workspace: Workspace, verdict: Verdict) -> tuple[list[Impact | None], str]:
    found = with_impact(workspace, verdict, SUBJECT)
    return [judgement.impact for judgement in found.verdict.judgements], found.source


@pytest.fixture
def populated(released: Workspace) -> Workspace:
    """Three reviews, their training split, a model of the split, checkpointed."""
    root = ["--root", str(released.root)]
    data = str(released.root / "reviews.jsonl")
    dataset = ["register", "dataset"]
    under = ["--schema", "sentiment@1.0.0", "--guideline", "sentiment@1.0.0", *root]
    assert run([*dataset, "reviews@1", data, *under]) == 0
    split = ["--parent", "dataset:reviews@1", "--split", "train"]
    assert run([*dataset, "train@1", data, *split, *under]) == 0
    assert run(["register", "model", "classifier@1", "--dataset", "train@1", *root]) == 0
    assert run(["registry", "checkpoint", *root]) == 0
    return released


EXPECTED = [Impact(2, 2, 1), Impact(2, 1, 1), Impact(0, 0, 0)]


def test_the_registry_counts(populated: Workspace) -> None:
    verdict = a_verdict("positive", "negative")
    assert impacts(populated, verdict) == (EXPECTED, REGISTRY)


def test_a_clone_without_database_reads_the_counts_and_builds_none(populated: Workspace) -> None:
    populated.database.unlink()
    found, source = impacts(populated, a_verdict("positive", "negative"))
    assert (found, source) == (EXPECTED, "registry/impact.json, at entry 6")
    assert not populated.database.exists()


def test_counts_older_than_the_journal_give_way_to_it(
    populated: Workspace, a_fact: Callable[..., Fact]
) -> None:
    old = impact_path(populated).read_bytes()
    with writing(populated) as store:
        append(store, [a_fact("dataset:more@1")])
    assert run(["registry", "checkpoint", "--root", str(populated.root)]) == 0
    populated.database.unlink()
    impact_path(populated).write_bytes(old)
    found, source = impacts(populated, a_verdict("positive"))
    assert (found[0], source) == (Impact(3, 3, 1), REGISTRY)


def test_what_the_counts_only_bound_is_counted_in_the_journal(populated: Workspace) -> None:
    populated.database.unlink()
    change = Change("label-merged", "sentiment", ("positive", "negative"), ("positive",))
    merged = Judgement(change, "major", "map", change.source)
    found, source = impacts(populated, Verdict((merged,), "major"))
    assert (found, source) == ([Impact(2, 3, 1)], REGISTRY)


def test_a_registry_out_of_reach_is_replaced_by_the_counts(
    populated: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SCHEMACTL_REGISTRY_URL", "postgresql+psycopg://nobody@localhost:1/none")
    found, source = impacts(populated, a_verdict("positive", "negative"))
    assert (found, source) == (EXPECTED, "registry/impact.json, at entry 6")
    impact_path(populated).unlink()
    assert impacts(populated, a_verdict("positive")) == ([None, None], "")


def test_counts_that_came_without_the_journal_are_read(populated: Workspace) -> None:
    populated.database.unlink()
    shutil.rmtree(populated.root / "registry" / "journal")
    found, source = impacts(populated, a_verdict("positive", "negative"))
    assert (found, source) == (EXPECTED, "registry/impact.json, at entry 6")
    assert not populated.database.exists()


def test_where_nothing_was_ever_recorded_nothing_is_claimed(drafts: Workspace) -> None:
    assert impacts(drafts, a_verdict("positive")) == ([None, None], "")


def test_a_guideline_touches_what_it_guided(populated: Workspace) -> None:
    page = Judgement(Change("page-changed", None, ("task.md",), ("task.md",)), "patch", "keep")
    found = with_impact(populated, Verdict((page,), "patch"), "guideline:sentiment")
    assert found.verdict.judgements[0].impact == Impact(2, 3, 1)


def a_dataset(schema: str, *parents: str, **labels: int) -> DatasetVersion:
    digests = dict.fromkeys(("bytes", "rows", "labels"), f"sha256:{'1' * 64}")
    return DatasetVersion.model_validate(
        {
            "digests": digests,
            "records": 10,
            "items": 10,
            "annotations": sum(labels.values()),
            "labels": {"sentiment": labels},
            "labeled_under": Pin(ref=schema),
            "derived_from": [Pin(ref=parent) for parent in parents],
        }
    )


def test_all_versions_count_and_other_schemas_do_not(store: Store, released: Workspace) -> None:
    under = {ref: f"schema:{ref}" for ref in ("sentiment@1.0.0", "sentimental@1.0.0")}
    facts = []
    for ref, content in {
        "dataset:a@1": a_dataset(under["sentiment@1.0.0"], positive=4, negative=3),
        "dataset:b@1": a_dataset(under["sentimental@1.0.0"], "dataset:a@1", positive=9),
        "dataset:c@1": a_dataset(under["sentiment@1.0.0"], negative=2),
    }.items():
        facts.append(Fact(parse_ref(ref), content))
    model = ModelVersion(trained_on=(Pin(ref="dataset:b@1"),))
    facts.append(Fact(parse_ref("model:m@1"), model))
    schema = release_fact(released, read_schema(released, "sentiment", "1.0.0"))
    append(store, [schema, *facts])
    assert count(store, SUBJECT, {POSITIVE, BOTH, Scope()}) == {
        POSITIVE: Impact(1, 4, 1),
        BOTH: Impact(2, 9, 1),
        Scope(): Impact(2, 20, 1),
    }


def test_file_and_registry_agree_label_by_label(populated: Workspace) -> None:
    file = read_impact(populated)
    assert file is not None
    scopes = {Scope(), Scope("sentiment"), POSITIVE, Scope("sentiment", ("negative",))}
    with reading(populated) as store:
        counted = count(store, SUBJECT, scopes)
    assert {scope: look_up(file, SUBJECT, scope) for scope in scopes} == counted


def test_diff_says_what_is_touched(
    populated: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    text = SCHEMA.replace("is pleased", "is very pleased").replace("1.0.0", "2.0.0")
    populated.schema_file("sentiment").write_text(text)
    arguments = ["diff", "sentiment@1.0.0", "sentiment@draft", "--root", str(populated.root)]
    capsys.readouterr()
    assert run([*arguments, "--impact"]) == 0
    out = capsys.readouterr().out
    assert "touches 2 datasets, 2 records, 1 model" in out
    assert "impact counted in the registry" in out
    assert run(arguments) == 0
    assert "touches" not in capsys.readouterr().out
