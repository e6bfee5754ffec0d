"""The laws of migration hold in every format: random schemas, migrations and data.

What goes in is counted as it comes out, labels that come out exist, undo gives the input back,
a chain does what its hops do one after the other, and answers count in whatever order they come.
"""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemactl.data.options import DataOptions
from schemactl.data.reading import DataReader
from schemactl.files.dataset import Document
from schemactl.files.datasets.catalog import DATASET_FORMATS, named_format
from schemactl.files.hf_tables import open_tables
from schemactl.files.packing import packed
from schemactl.migrate.apply import Request, apply
from schemactl.migrate.compile import CompiledMigration, compile_migration
from schemactl.migrate.hop import Hop
from schemactl.migrate.undo import undo
from schemactl.migrate.work import Targets
from schemactl.model.release import ReleasedSchema
from schemactl.model.schema import Schema
from tests.builders import a_schema, a_task
from tests.files.rewriting_laws import BEFORE, documents
from tests.migrate.answering import Asked
from tests.migrate.hops import a_hop
from tests.migrate.runs import a_job, ignore, targets_in

# The types of tasks that a format tells apart, also where they have the same labels.
FORMATS: dict[str, tuple[str, ...]] = {
    "annotations": ("classification", "span", "box"),
    "parquet": ("classification", "span"),
    "coco": ("polygon",),
    "yolo": ("box",),
    "label-studio": ("classification", "span"),
    "cvat": ("box",),
    "labelbox": ("classification", "span"),
    "doccano": ("span",),
    "conll": ("span",),
    "conllu": ("span",),
    "ground-truth": ("box",),
    "mturk": ("classification",),
    "scale": ("box", "polygon"),
    "spacy": ("span",),
    "hf": ("classification", "span", "box"),
}
# Files that are no set of annotations of their own: what their cells mean, the user says.
TABLES = {"jsonl", "csv", "tsv", "label-matrix"}
ROWS = ("parquet", "hf")
FATES = ("keep", "recode", "merge", "split", "drop")

Said = list[tuple[Any, ...]]


class Way(NamedTuple):
    """The first schema, and hops from it."""

    first: Schema
    hops: tuple[Hop, ...]

    def migration(self, first: int = 0, after: int | None = None) -> CompiledMigration:
        """Return some of the hops as one migration."""
        hops = self.hops[first:after]
        return compile_migration(hops[0].old, hops)


@st.composite
def ways(draw: st.DrawFn, types: Sequence[str], *fates: tuple[str, ...]) -> Way:
    """Draw a hop for each set of fates; a label of every task meets the same one."""
    labels: tuple[str, ...] = BEFORE
    first = old = _schema(types, labels)
    hops = []
    for number, allowed in enumerate(fates):
        chosen = draw(st.tuples(*[st.sampled_from(allowed)] * len(labels)))
        chosen = chosen if set(chosen) - {"drop"} else ("keep", *chosen[1:])
        steps, labels = _steps(types, dict(zip(labels, chosen, strict=True)), number)
        new = _schema(types, labels)
        hops.append(a_hop(old, new, *steps))
        old = new
    return Way(first, tuple(hops))


def _schema(types: Sequence[str], labels: Sequence[str]) -> Schema:
    tasks = [
        a_task(*labels, id=one, type=one, **({"choose": "any"} if one == "classification" else {}))
        for one in types
    ]
    return a_schema(*tasks)


def _steps(
    types: Sequence[str], fates: dict[str, str], number: int
) -> tuple[list[dict[str, Any]], tuple[str, ...]]:
    """Return the steps of a hop, and the labels after it."""
    steps: list[dict[str, Any]] = []
    after: dict[str, None] = {}
    merged = [label for label, fate in fates.items() if fate == "merge"]
    for label, fate in fates.items():
        new = {
            "keep": [label],
            "recode": [f"r{number}-{label}"],
            "merge": [f"m{number}"],
            "split": [f"s{number}-{label}-a", f"s{number}-{label}-b"],
            "drop": [],
        }[fate]
        after |= dict.fromkeys(new)
        for task in types:
            source, targets = f"{task}/{label}", [f"{task}/{one}" for one in new]
            if fate == "recode":
                steps.append({"change": "recode", "from": source, "to": targets[0]})
            elif fate == "split":
                steps.append({"change": "split", "from": source, "to": targets})
            elif fate == "drop":
                steps.append({"change": "retire", "from": source, "otherwise": "drop"})
            elif fate == "merge" and label == merged[0]:
                sources = [f"{task}/{one}" for one in merged]
                steps.append({"change": "merge", "from": sources, "to": targets[0]})
    return steps, tuple(after)


def said(path: Path, name: str, schema: ReleasedSchema) -> Said:
    """Return all annotations; every label is known."""
    reader = DataReader(schema, DataOptions(format=name, folder=path.parent))
    found: Said = []
    for _, placed in reader.read(path):
        for one in placed:
            assert one.is_known, one.problems
            own = one.annotation
            region = orjson.dumps(own.region, option=orjson.OPT_SORT_KEYS)
            found.append((own.item, own.task, own.label, region))
    return found


def run(folder: Path, path: Path, name: str, way: CompiledMigration) -> Asked:
    """Migrate data into a folder."""
    folder.mkdir()
    targets = targets_in(folder)
    told = apply(a_job(path, way, format=name, folder=folder), Request(targets), ignore)
    return Asked(folder, targets, told, way)


def a_file(folder: Path, name: str, made: list[Document], schema: ReleasedSchema) -> Path:
    path = folder / "data"
    list(named_format(name).write(path, made, schema))
    return path


def test_every_format_is_held_to_the_laws() -> None:
    assert set(FORMATS) | TABLES == set(DATASET_FORMATS)


laws = settings(deadline=None, max_examples=4, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("name", FORMATS)
@laws
@given(data=st.data())
def test_what_goes_in_is_counted_exists_and_comes_back(
    tmp_path_factory: pytest.TempPathFactory, name: str, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("laws")
    types = FORMATS[name]
    way = data.draw(ways(types, FATES)).migration()
    path = a_file(folder, name, data.draw(documents(*types)), way.start.schema)
    before = said(path, name, way.start.schema)
    found = run(folder / "run", path, name, way)
    counted = found.told["annotations"]
    assert counted["in"] == len(before)
    assert counted["in"] == sum(counted[k] for k in ("unchanged", "mapped", "queued", "dropped"))
    records = found.told["records"]
    assert records["in"] == sum(records[k] for k in ("unchanged", "mapped", "queued", "dropped"))
    waiting = sum(len(entry.open) for entry in found.entries)
    assert waiting == counted["queued"]
    if packed(found.targets.out, named_format(name)).size():
        said(found.targets.out, name, way.end.schema)
    back = folder / "back"
    undo(found.targets.out, found.targets.undo, back)
    if name in ROWS:
        assert said(back, name, way.start.schema) == before
        assert_same_tables(back, path)
    else:
        assert packed(back, named_format(name)).digest() == found.told["digests"]["input"]


def assert_same_tables(path: Path, other: Path) -> None:
    for one in [path] if path.is_file() else sorted(path.rglob("*.arrow")):
        that = other / one.relative_to(path) if path.is_dir() else other
        with open_tables(one) as (schema, tables), open_tables(that) as (expected, others):
            assert schema.equals(expected, check_metadata=True)
            pairs = list(zip(tables, others, strict=True))
            assert all(table.equals(wanted) for table, wanted in pairs)


@pytest.mark.parametrize("name", FORMATS)
@laws
@given(data=st.data())
def test_a_chain_does_what_its_hops_do(
    tmp_path_factory: pytest.TempPathFactory, name: str, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("laws")
    types = FORMATS[name]
    sure = ("keep", "recode", "merge")
    way = data.draw(ways(types, sure, sure))
    start = way.migration().start.schema
    path = a_file(folder, name, data.draw(documents(*types)), start)
    whole = run(folder / "whole", path, name, way.migration())
    first = run(folder / "first", path, name, way.migration(0, 1))
    second = run(folder / "second", first.targets.out, name, way.migration(1, 2))
    end = way.migration().end.schema
    assert sorted(said(whole.targets.out, name, end), key=repr) == sorted(
        said(second.targets.out, name, end), key=repr
    )


@pytest.mark.parametrize("name", FORMATS)
@laws
@given(data=st.data())
def test_answers_count_in_any_order(
    tmp_path_factory: pytest.TempPathFactory, name: str, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("laws")
    types = FORMATS[name]
    way = data.draw(ways(types, ("keep", "split", "split"))).migration()
    path = a_file(folder, name, data.draw(documents(*types)), way.start.schema)
    found = run(folder / "run", path, name, way)
    answers = [
        {"ordinal": entry.ordinal, "position": one.position,
         "label": f"{one.asks}/{data.draw(st.sampled_from(one.choices)).label}"}
        for entry in found.entries for one in entry.open
    ]  # fmt: skip
    if not answers:
        return
    digests = set()
    for number, order in enumerate((answers, data.draw(st.permutations(answers)))):
        rounds = [order] if number == 0 else [order[::2], order[1::2]]
        last = _answered(found, folder / f"order{number}", [one for one in rounds if one])
        digests.add(packed(last, named_format(name)).digest())
    assert len(digests) == 1
    assert said(last, name, way.end.schema)


def _answered(run: Asked, folder: Path, rounds: list[list[dict[str, Any]]]) -> Path:
    """Answer in rounds, and return the last output; the undo file is a copy."""
    folder.mkdir()
    path, queue, kept = run.targets.out, folder / "queue", folder / "undo"
    shutil.copyfile(run.targets.undo, kept)
    shutil.copyfile(run.targets.queue, queue)
    for number, one in enumerate(rounds):
        out = folder / f"out{number}"
        own = run._replace(folder=folder, targets=Targets(path, kept, queue))
        left = folder / f"left{number}"
        own.answer(*one, out=out, undo=kept, queue_out=left, folder=run.folder)
        path, queue = out, left
    return path
