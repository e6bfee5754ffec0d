"""Use fates: uses become what each would by itself, whatever else stands in their record."""

import tempfile
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemactl.files.dataset import Use
from schemactl.files.rewriting import Relabel
from schemactl.migrate import task_ranges, use_fates
from schemactl.migrate.compile import CompiledMigration
from schemactl.migrate.lane import DocumentLane
from schemactl.migrate.source import open_source
from schemactl.migrate.use_fates import UseFate, UseFates, folds
from schemactl.model.annotation import Annotation
from tests.builders import a_label, a_schema
from tests.migrate.hops import compiled
from tests.migrate.random_tasks import TaskWriter
from tests.migrate.runs import a_job, a_migration
from tests.migrate.test_task_ranges import outcome


def fates_of(folder: Path, migration: CompiledMigration | None = None) -> UseFates:
    """Return the fates of uses in a file."""
    path = folder / "data.json"
    path.write_bytes(b'[{"id":1,"data":{},"annotations":[]}]')
    lane = open_source(a_job(path, migration or a_migration(), format="label-studio")).lane
    assert isinstance(lane, DocumentLane)
    return lane.fates


def a_use(label: str | None, item: str = "1", task: str | None = "topic", *path: str) -> Use:
    """Return a use of a label."""
    return Use(Annotation(item, task, label), path)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from([0.0, 0.1]))
def test_records_become_the_same_as_if_each_were_judged(seed: int, oddity: float) -> None:
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "data.json")
        path.write_bytes(TaskWriter(Random(seed), oddity).document())
        patch.setattr(task_ranges, "task_ranges", lambda *_: None)
        found = outcome(path)
        patch.setattr(UseFates, "of", lambda *_: None)
        assert found == outcome(path)


def test_uses_that_say_the_same_share_their_fate(tmp_path: Path) -> None:
    fates = fates_of(tmp_path)
    one, other = fates.fate(a_use("a")), fates.fate(a_use("a", "2"))
    assert one is other
    assert one is not None
    assert (one.before, one.after) == (("topic", "a"), ("topic", "x"))
    assert one.relabel == Relabel("topic", "x", is_moved=False)
    assert one.is_mapped
    assert ("after", "topic", "x") in one.keys
    kept = fates.fate(a_use("k"))
    assert kept is not None
    assert (kept.relabel, kept.is_mapped) == (None, False)


@pytest.mark.parametrize(
    "use",
    [a_use("s"), a_use("d"), a_use("q"), a_use("unknown"), a_use("a", "1", "topic", "k", "a")],
)
def test_what_is_open_unknown_or_leaves_is_judged_with_its_record(tmp_path: Path, use: Use) -> None:
    fates = fates_of(tmp_path)
    assert fates.fate(use) is None
    assert fates.of([a_use("a"), use]) is None


def test_labels_that_meet_are_judged_with_their_record(tmp_path: Path) -> None:
    fates = fates_of(tmp_path)
    assert fates.may_fold
    assert fates.of([a_use("b"), a_use("c")]) is None
    found = fates.of([a_use("b"), a_use("b"), a_use("a")])
    assert found is not None
    assert not folds(found)


def test_nothing_folds_where_each_label_becomes_one_of_its_own(tmp_path: Path) -> None:
    way = compiled(
        a_schema("a", "b"), a_schema("c", "b"), {"change": "recode", "from": "a", "to": "c"}
    )
    assert not fates_of(tmp_path, way).may_fold


def test_an_alias_that_is_gone_is_written_anew_though_its_label_stays(tmp_path: Path) -> None:
    way = compiled(a_schema(a_label("a", aliases=("A",))), a_schema("a"))
    fate = fates_of(tmp_path, way).fate(a_use("A"))
    assert isinstance(fate, UseFate)
    assert fate.relabel == Relabel("topic", "a", is_moved=False)
    assert not fate.is_mapped


def test_so_many_uses_are_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(use_fates, "_MOST_REMEMBERED", 2)
    fates = fates_of(tmp_path)
    for label in "abcka":
        assert fates.fate(a_use(label)) is not None
    assert len(fates.known) <= 2
