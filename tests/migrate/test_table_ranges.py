"""Datasets of Hugging Face are migrated, answered and undone to the same rows and schemas."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemactl.errors import SchemactlError
from schemactl.files.arrow import arrow, parquet
from schemactl.files.dataset import Layout
from schemactl.files.datasets import hf
from schemactl.files.datasets.catalog import find_format
from schemactl.files.hf_tables import open_tables
from schemactl.migrate import table_ranges as module
from schemactl.migrate.apply import Request, apply
from schemactl.migrate.compile import CompiledMigration
from schemactl.migrate.plan import plan
from schemactl.migrate.undo import undo
from tests.builders import a_schema, a_task
from tests.files.classes_sample import STRING, classes, listed, table, write_arrow
from tests.migrate.answering import Asked
from tests.migrate.hops import compiled
from tests.migrate.runs import STEPS, a_job, ignore, targets_in

NAMES = ("a", "q", "d", "k", "b")
ONE = {"item": STRING, "intent": classes(*NAMES)}
Rows = list[dict[str, Any]]


def migration(task: str = "s", type_name: str = "classification") -> CompiledMigration:
    """Return the migration in which a label meets each fate, for a task of a name."""
    old = a_task(*"abcsdqk", id=task, type=type_name)
    new = a_task("x", "m", "hi", "lo", "y", "z", "k", id=task, type=type_name)
    return compiled(a_schema(old), a_schema(new), *STEPS)


def run(path: Path, way: CompiledMigration, **options: Any) -> Asked:
    """Migrate a dataset."""
    targets = targets_in(path.parent)
    told = apply(a_job(path, way, **options), Request(targets), ignore)
    return Asked(path.parent, targets, told, way)


def rows_in(path: Path) -> Rows:
    with open_tables(path) as (_, tables):
        return [row for one in tables for row in one.to_pylist()]


def labels_in(path: Path, task: str) -> list[Any]:
    """Return the labels of each row, by their names."""
    records = [one for one in hf.read(path, Layout()) if one.section is None]
    assert [one.problems for one in records] == [()] * len(records)
    return [
        [use.annotation.label for use in one.uses if use.annotation.task == task] for one in records
    ]


def a_file(path: Path, rows: Rows, features: dict[str, Any], kind: str = "arrow") -> Path:
    """Write a data file of one of the three kinds."""
    made = table(rows, features)
    path.parent.mkdir(parents=True, exist_ok=True)
    if kind == "arrow":
        write_arrow(path, made)
    elif kind == "parquet":
        parquet().write_table(made, path, row_group_size=2)
    else:
        with (
            arrow().OSFile(str(path), "wb") as sink,
            arrow().ipc.new_file(sink, made.schema) as file,
        ):
            file.write_table(made, max_chunksize=2)
    return path


def assert_same(path: Path, other: Path) -> None:
    """The rows, the batches and the schemas with all metadata are the same."""
    with open_tables(path) as (schema, tables), open_tables(other) as (expected, others):
        assert schema.equals(expected, check_metadata=True)
        found, wanted = list(tables), list(others)
        assert [one.num_rows for one in found] == [one.num_rows for one in wanted]
        assert all(one.equals(that) for one, that in zip(found, wanted, strict=True))


@pytest.mark.parametrize("kind", ["arrow", "parquet", "file"])
def test_numbers_become_those_of_the_classes_of_the_release(tmp_path: Path, kind: str) -> None:
    rows = [{"item": f"i{at}", "s": number} for at, number in enumerate([0, 1, 2, 3, 4, -1, None])]
    features = {"item": STRING, "s": classes(*NAMES)}
    path = a_file(tmp_path / "data", rows, features, kind)
    assert find_format(path).NAME == "hf"
    found = run(path, migration())
    assert labels_in(found.targets.out, "s") == [["x"], [], [], ["k"], ["m"], [], []]
    with open_tables(found.targets.out) as (schema, _):
        told = orjson.loads(schema.metadata[b"huggingface"])
    # `k` keeps its number, and the others take what is free.
    assert told["info"]["features"]["s"]["names"] == ["x", "m", "hi", "k", "lo", "y", "z"]
    assert found.told["annotations"] == {
        **{"in": 5, "unchanged": 1, "mapped": 2, "queued": 1, "dropped": 1}
    }
    assert plan(a_job(path, migration()), ignore).items() <= found.told.items()
    found.answer({"item": "i1", "label": "z"})
    assert labels_in(tmp_path / "answered", "s")[1] == ["z"]
    undo(tmp_path / "answered", found.targets.undo, tmp_path / "back")
    assert_same(tmp_path / "back", path)


def test_lists_tags_and_objects(tmp_path: Path) -> None:
    boxes = {"bbox": listed(listed({"dtype": "float64", "_type": "Value"}))}
    features = {
        "item": STRING,
        "several": listed(classes(*NAMES)),
        "objects": {**boxes, "category": listed(classes(*NAMES)), "id": listed(STRING)},
        "tokens": listed(STRING),
        "tags": listed(classes("O", *(f"{p}-{n}" for n in NAMES for p in "BI"))),
    }
    one: dict[str, Any] = {
        "item": "i1",
        "several": [0, 1, 2, 3],
        "objects": {
            "bbox": [[at, 1.5, 2.0, 3.0] for at in (0.0, 1.0, 2.0)],
            "category": [0, 2, 3],
            "id": ["o1", "o2", "o3"],
        },
        "tokens": ["t"] * 7,
        "tags": [1, 2, 2, 0, 3, 7, 8],
    }
    none = {
        "item": "i2",
        "several": [],
        "objects": {"bbox": [], "category": [], "id": []},
        "tokens": ["t"],
        "tags": [0],
    }
    gone = {**none, "item": "i3", "several": [2], "objects": None}
    path = a_file(tmp_path / "data.arrow", [one, none, gone], features)
    tasks = {"several": "classification", "objects": "box", "tags": "span"}
    olds = [a_task(*"abcsdqk", id=name, type=kind) for name, kind in tasks.items()]
    news = [a_task(*NEW, id=name, type=kind) for name, kind in tasks.items()]
    steps = [_of_task(step, name) for step in STEPS for name in tasks]
    found = run(path, compiled(a_schema(*olds), a_schema(*news), *steps))
    rows = rows_in(found.targets.out)
    assert labels_in(found.targets.out, "several") == [["x", "k"], [None], []]
    assert labels_in(found.targets.out, "objects") == [["x", "k"], [None], []]
    assert labels_in(found.targets.out, "tags") == [["x", "k"], [None], [None]]
    assert rows[0]["objects"]["id"] == ["o1", "o3"]
    assert rows[0]["objects"]["bbox"] == [one["objects"]["bbox"][0], one["objects"]["bbox"][2]]
    assert rows[2]["several"] is None
    undo(found.targets.out, found.targets.undo, tmp_path / "back")
    assert_same(tmp_path / "back", path)


NEW = ("x", "m", "hi", "lo", "y", "z", "k")


def _of_task(step: dict[str, Any], task: str) -> dict[str, Any]:
    """Return a step whose labels are named with their task."""

    def named(label: Any) -> Any:
        if isinstance(label, dict):
            return {k: named(v) if k in ("label", "use") else v for k, v in label.items()}
        if isinstance(label, list):
            return [named(one) for one in label]
        return label if label in ("drop", "relabel") else f"{task}/{label}"

    return {k: v if k == "change" else named(v) for k, v in step.items()}


def a_dataset(folder: Path) -> Path:
    """Write a folder of two splits, as `save_to_disk` does."""
    (folder / "dataset_dict.json").parent.mkdir(parents=True)
    (folder / "dataset_dict.json").write_text('{"splits": ["train", "test"]}')
    for split, numbers in {"train": [0, 1, 3], "test": [2, 3]}.items():
        rows = [{"item": f"{split}{at}", "s": number} for at, number in enumerate(numbers)]
        features = {"item": STRING, "s": classes(*NAMES)}
        a_file(folder / split / "data-00000-of-00001.arrow", rows, features)
        info = {"description": "é", "features": features}
        (folder / split / "dataset_info.json").write_bytes(orjson.dumps(info))
        (folder / split / "state.json").write_text(
            '{"_data_files": [{"filename": "data-00000-of-00001.arrow"}],\n "_fingerprint": "f1"}'
        )
    return folder


def files_in(path: Path) -> Iterator[str]:
    return (found.relative_to(path).as_posix() for found in path.rglob("*") if found.is_file())


def test_a_folder_is_migrated_with_what_names_its_classes(tmp_path: Path) -> None:
    path = a_dataset(tmp_path / "data")
    found = run(path, migration())
    out = found.targets.out
    assert labels_in(out, "s") == [[], ["k"], ["x"], [], ["k"]]
    assert sorted(files_in(out)) == sorted(files_in(path))
    for split in ("train", "test"):
        info = orjson.loads((out / split / "dataset_info.json").read_bytes())
        assert info["features"]["s"]["names"][3] == "k"
        assert info["description"] == "é"
        # What was computed from the old rows is not taken for that of the new ones.
        state = (out / split / "state.json").read_text()
        assert state == (path / split / "state.json").read_text().replace('"f1"', '""')
    undo(out, found.targets.undo, tmp_path / "back")
    for name in files_in(path):
        if name.endswith(".arrow"):
            assert_same(tmp_path / "back" / name, path / name)
        else:
            assert (tmp_path / "back" / name).read_bytes() == (path / name).read_bytes()


def test_a_column_follows_its_labels_to_another_task(tmp_path: Path) -> None:
    features = {"item": STRING, "old": classes("a", "k")}
    rows = [{"item": "1", "old": 0}, {"item": "2", "old": 1}]
    path = a_file(tmp_path / "data.parquet", rows, features, "parquet")
    old = a_schema(a_task("a", "k", id="old"))
    new = a_schema(a_task("x", "k", id="new"))
    steps = (
        {"change": "recode", "from": "old/a", "to": "new/x"},
        {"change": "recode", "from": "old/k", "to": "new/k"},
        {"change": "task", "task": "old", "was": "removed"},
        {"change": "task", "task": "new", "was": "added"},
    )
    found = run(path, compiled(old, new, *steps))
    assert labels_in(found.targets.out, "new") == [["x"], ["k"]]
    undo(found.targets.out, found.targets.undo, tmp_path / "back")
    assert_same(tmp_path / "back", path)


@pytest.mark.parametrize("number", [5, 99, -2])
def test_a_number_of_no_class_never_comes_to_mean_one(tmp_path: Path, number: int) -> None:
    rows = [{"item": "1", "s": 0}, {"item": "2", "s": number}]
    path = a_file(tmp_path / "data.arrow", rows, {"item": STRING, "s": classes(*NAMES)})
    with pytest.raises(SchemactlError, match=r"row 2: `s`: .* is no number of the 5 classes"):
        run(path, migration())
    assert list(tmp_path.iterdir()) == [path]


def test_a_card_that_names_classes_is_rewritten_and_undone(tmp_path: Path) -> None:
    path = a_dataset(tmp_path / "data")
    names = "".join(f"        '{at}': {name}\n" for at, name in enumerate(NAMES))
    head = "---\ndataset_info:\n  features:\n  - name: s\n    dtype:\n     class_label:\n"
    (path / "README.md").write_text(f"{head}       names:\n{names}---\n# Set\n", newline="")
    found = run(path, migration())
    card = (found.targets.out / "README.md").read_text()
    assert "'3': k\n" in card
    assert "6: z\n" in card
    undo(found.targets.out, found.targets.undo, tmp_path / "back")
    assert (tmp_path / "back" / "README.md").read_bytes() == (path / "README.md").read_bytes()


def test_unknown_labels_write_nothing(tmp_path: Path) -> None:
    features = {"item": STRING, "s": classes("a", "what")}
    path = a_file(tmp_path / "data.arrow", [{"item": "1", "s": 1}], features)
    assert run(path, migration()).told["unknown_labels"] == {"what": 1}
    assert list(tmp_path.iterdir()) == [path]


@settings(deadline=None, max_examples=25)
@given(
    st.lists(st.lists(st.sampled_from([0, 1, 2, 3, 4]), max_size=4), min_size=1, max_size=9),
    st.sampled_from(["arrow", "parquet", "file"]),
)
def test_undo_gives_rows_back(
    tmp_path_factory: pytest.TempPathFactory, cells: list[list[int]], kind: str
) -> None:
    folder = tmp_path_factory.mktemp("rows")
    rows = [{"item": f"i{at}", "s": cell, "n": at / 3} for at, cell in enumerate(cells)]
    number = {"dtype": "float64", "_type": "Value"}
    features = {"item": STRING, "s": listed(classes(*NAMES)), "n": number}
    made = table(rows, features)
    kinds = arrow().schema([*map(made.schema.field, ("item",)),
        arrow().field("s", arrow().list_(arrow().int64())), made.schema.field("n")])  # fmt: skip
    path = folder / "data"
    typed = arrow().Table.from_pylist(rows, schema=kinds.with_metadata(made.schema.metadata))
    write_arrow(path, typed) if kind != "parquet" else parquet().write_table(typed, path)
    found = run(path, migration())
    assert found.told["annotations"]["in"] == sum(len(cell) or 1 for cell in cells)
    labels = {label for row in labels_in(found.targets.out, "s") for label in row}
    assert labels <= {*NEW, None}
    undo(found.targets.out, found.targets.undo, folder / "back")
    assert_same(folder / "back", path)


def test_pieces_are_small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_RANGE", 50)
    path = a_dataset(tmp_path / "data")
    found = run(path, migration())
    undo(found.targets.out, found.targets.undo, tmp_path / "back")
    assert labels_in(tmp_path / "back", "s") == labels_in(path, "s")
