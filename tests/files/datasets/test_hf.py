"""Tests of hf."""

from operator import attrgetter
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemactl.data.options import DataOptions
from schemactl.data.reading import DataReader
from schemactl.errors import SchemactlError
from schemactl.files.dataset import Document, Layout, Record
from schemactl.files.datasets import hf
from schemactl.files.datasets.catalog import find_format
from schemactl.files.signs import hf as signs
from schemactl.model.annotation import Annotation, Content
from schemactl.model.release import ReleasedSchema
from tests.files.classes_sample import (
    STRING,
    classes,
    dataset_with_classes,
    listed,
    table,
    write_arrow,
)
from tests.files.datasets.releases import release_of

FEATURES = {"id": STRING, "text": STRING, "intent": classes("billing", "tech")}
ROWS = [{"id": "a", "text": "x", "intent": 1}, {"id": "b", "text": "y", "intent": -1}]


def folder_of(tmp_path: Path, *splits: str) -> Path:
    for split in splits:
        write_arrow(tmp_path / split / "data-00000-of-00001.arrow", table(ROWS, FEATURES))
        info = orjson.dumps({"features": FEATURES})
        (tmp_path / split / "dataset_info.json").write_bytes(info)
    return tmp_path


def read(path: Path) -> list[Record]:
    return list(hf.read(path, Layout()))


def test_a_row_is_a_record_and_features_are_one_too(tmp_path: Path) -> None:
    features, one, two = read(folder_of(tmp_path, "."))
    assert (features.section, features.values) == ("features", {"features": FEATURES})
    assert (one.line, one.part, one.values) == (1, "data-00000-of-00001.arrow", ROWS[0])
    [use] = one.uses
    assert use.annotation == Annotation("a", "intent", "tech")
    assert use.content == Content(text="x")
    assert two.uses == ()


def test_items_of_several_splits_are_told_apart(tmp_path: Path) -> None:
    records = read(folder_of(tmp_path, "test", "train"))
    assert find_format(tmp_path).NAME == "hf"
    items = [use.annotation.item for record in records for use in record.uses]
    assert items == ["test:a", "train:a"]


def test_rows_without_an_id_are_counted_in_their_split(tmp_path: Path) -> None:
    rows = [{"tokens": ["Ada", "met"], "tags": [1, 0], "image": {"path": "c.png"}}] * 2
    features = {"tokens": listed(STRING), "tags": listed(classes("O", "B-A", "I-A"))}
    write_arrow(tmp_path / "a.arrow", table(rows, features))
    assert signs.recognise(tmp_path / "a.arrow", (tmp_path / "a.arrow").read_bytes())
    _, *found = read(tmp_path / "a.arrow")
    assert [use.annotation for record in found for use in record.uses] == [
        Annotation("1", "tags", "A", {"start": 0, "end": 3}),
        Annotation("2", "tags", "A", {"start": 0, "end": 3}),
    ]
    assert found[0].uses[0].content == Content(text="Ada met", file="c.png")
    assert found[0].part is None


def test_names_beside_the_data_that_were_put_in_another_order_are_reported(
    tmp_path: Path,
) -> None:
    folder = folder_of(tmp_path, ".")
    turned = {**FEATURES, "intent": classes("tech", "billing")}
    (folder / "dataset_info.json").write_bytes(orjson.dumps({"features": turned}))
    features, one, _ = read(folder)
    [problem] = features.problems
    assert problem.kind == "class-clash"
    assert problem.message.endswith("name the classes differently from class 0 on")
    assert one.uses[0].annotation.label == "billing"
    longer = {**FEATURES, "intent": classes("billing", "tech", "other")}
    (folder / "dataset_info.json").write_bytes(orjson.dumps({"features": longer}))
    assert read(folder)[0].problems[0].message.endswith("from class 2 on")


def test_a_class_that_a_shorter_list_lost_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "a.arrow"
    write_arrow(path, table(ROWS, {**FEATURES, "intent": classes("billing")}))
    _, one, _ = read(path)
    [problem] = one.problems
    assert (problem.kind, problem.item, problem.label) == ("unknown-label", "a", "1")
    assert problem.message == "`intent`: 1 is no number of the 1 classes"


def test_features_with_classes_are_its_mark(tmp_path: Path) -> None:
    assert not signs.recognise(tmp_path, b"")
    path = tmp_path / "a.parquet"
    path.write_bytes(dataset_with_classes())
    assert signs.recognise(tmp_path, b"")
    path.write_bytes(b"PAR1")
    assert not signs.recognise(path, b"PAR1")
    (tmp_path / "dataset_dict.json").write_bytes(b"{}")
    assert signs.recognise(tmp_path, b"")
    path.unlink()
    with pytest.raises(SchemactlError, match="has no data files"):
        read(tmp_path)


def several(schema: ReleasedSchema) -> ReleasedSchema:
    """Let the second task take several labels."""
    one, two = schema.tasks
    choose = two.choose.model_copy(update={"min": 0, "max": None})
    return schema.model_copy(update={"tasks": (one, two.model_copy(update={"choose": choose}))})


ANSWERS = st.lists(
    st.tuples(st.sampled_from([None, "a", "b"]), st.lists(st.sampled_from(["c", "d"])) | st.none()),
    min_size=1,
    max_size=5,
)


@given(answers=ANSWERS)
def test_labels_come_back(
    tmp_path_factory: pytest.TempPathFactory, answers: list[tuple[str | None, list[str] | None]]
) -> None:
    path = tmp_path_factory.mktemp("hf") / "set"
    schema = several(release_of(classification=["a", "b"], other_classification=["c", "d"]).schema)
    expected: list[Annotation] = []
    documents = []
    for number, (one, more) in enumerate(answers):
        bare = Annotation(str(number), schema="test@1.0.0")
        own = [bare._replace(task="classification", label=one)] if one else []
        if more is not None:
            other = bare._replace(task="other-classification")
            own += [other._replace(label=label) for label in more] or [other]
        expected += own
        documents.append(Document(str(number), Content(text="x"), tuple(own)))
    assert list(hf.write(path, documents, schema)) == []
    assert find_format(path).NAME == "hf"
    records = read(path)
    assert [use.annotation for record in records for use in record.uses] == expected
    assert not [problem for record in records for problem in record.problems]
    told = orjson.loads((path / "labelmap.json").read_bytes())
    assert [one["id"] for one in told["tasks"]["classification"]] == ["a", "b"]


def test_what_it_cannot_say_is_a_loss(tmp_path: Path) -> None:
    schema = release_of(classification=["a"], span=["b"], rating=[], text=[]).schema
    annotations: tuple[Any, ...] = (
        Annotation("1", "classification", "a", annotator="me"),
        Annotation("1", "classification", "a"),
        Annotation("1", "classification", "gone"),
        Annotation("1", "span", "b", {"start": 0.5, "end": 1}),
        Annotation("1", "rating", value=2**63),
        Annotation("1", "rating", value=2),
        Annotation("1", "rating", value=2),
        Annotation("1", "text", value="x"),
    )
    documents = [
        Document("1", Content(text="x", width=3), annotations),
        Document("2", Content(text="x"), (Annotation("2", "classification"),)),
    ]
    losses = list(hf.write(tmp_path / "set", documents, schema))
    assert [loss.kind for loss in losses] == ["width", "annotator", *["annotation"] * 7]
    assert [loss.message.rpartition(": ")[2] for loss in losses[2:]] == [
        "the item has another answer",
        "the label has no index",
        "a column of the task has no such place",
        "a column of the task cannot say 9223372036854775808",
        "the item has another answer",
        "the column of this name tells of the item",
        "a column of classes cannot say that nothing applies",
    ]


LABELED = ["box", "span", "segment", "polygon", "polyline", "mask", "keypoints", "cuboid"]
LABELS = {name: ["a", "b"] for name in [*LABELED, "relation"]}
EVERY = release_of(**LABELS, rating=[], number=[], other_text=[], ranking=["a", "b"]).schema
PLACES: dict[str, list[dict[str, Any]]] = {
    "box": [{"x": 1.5, "y": 2, "width": 3, "height": 4.25}],
    "span": [{"start": 0, "end": 3}],
    "segment": [{"start": 0.5, "end": 3}],
    "polygon": [
        {"points": [[1, 2], [3.5, 4], [5, 9]]},
        {"rings": [[[1, 2], [3, 4], [5, 9]]], "holes": [[[1, 1], [2, 2], [1, 2]]]},
    ],
    "polyline": [{"points": [[1, 2], [3, 4]]}],
    "mask": [
        {"size": [2, 3], "counts": [1, 5]},
        {"size": [2, 3], "counts": "15", "x": 4, "y": 0},
    ],
    "keypoints": [{"points": {"nose": [1, 2, 2], "tail": [0, 0, 0]}, "area": 9.5}],
    "cuboid": [{"center": [1, 2, 3], "size": [4, 2, 1], "rotation": [0.5]}],
    "relation": [{"from": "1", "to": "2"}],
}
REGIONS = st.sampled_from([(task, one) for task, found in PLACES.items() for one in found])
VALUES = st.sampled_from(
    [
        *(("rating", 3), ("number", 2.5), ("number", -7), ("other-text", " ä, [x]\n")),
        *(("other-text", "3"), ("ranking", ["b", "a"]), ("ranking", [["a", "b"], "c"])),
    ]
)


@given(
    regions=st.lists(st.tuples(REGIONS, st.sampled_from("ab"), st.sampled_from([None, "1", "2"]))),
    values=st.lists(VALUES, unique_by=lambda one: one[0]),
    none=st.sets(st.sampled_from(sorted(PLACES))),
)
def test_places_and_values_come_back(
    tmp_path_factory: pytest.TempPathFactory, regions: Any, values: Any, none: set[str]
) -> None:
    path = tmp_path_factory.mktemp("hf") / "set"
    own = [
        Annotation("1", task, label, one, annotation=name) for (task, one), label, name in regions
    ]
    own += [Annotation("1", task, value=value) for task, value in values]
    own += [Annotation("1", task) for task in sorted(none - {one.task for one in own})]
    content = Content(text="x")
    assert list(hf.write(path, [Document("1", content, tuple(own))], EVERY)) == []
    reader = DataReader(EVERY, DataOptions())
    found = [placed for _, each in reader.read(path) for placed in each]
    assert not [placed.problems for placed in found if placed.problems]
    stamped = [one._replace(schema="test@1.0.0") for one in own]
    # Within a column the order stays.
    by_task = attrgetter("task")
    assert sorted((placed.annotation for placed in found), key=by_task) == sorted(
        stamped, key=by_task
    )


def test_attributes_and_sizes_have_columns(tmp_path: Path) -> None:
    schema = ReleasedSchema.model_validate(
        {
            **{"schemactl": 1, "name": "test", "version": "1.0.0"},
            "inputs": {"clip": {"type": "video"}},
            "tasks": [
                {"id": "cars", "type": "box", "over": "video", "inputs": ["clip"],
                 "attributes": [{"id": "hidden", "type": "yes-no"}, {"id": "n", "type": "number"}],
                 "labels": [{"id": "car", "index": 0, "attributes": [
                     {"id": "of", "type": "choices", "values": [{"id": "x"}, {"id": "y"}]}]}]},
            ],
        }
    )  # fmt: skip
    box = {"x": 1, "y": 2, "width": 3, "height": 4, "frame": 7}
    car = Annotation("1", "cars", "car", box, attributes={"hidden": False, "n": 2.5, "of": ["y"]})
    # The only input is meant where none is named.
    named = car._replace(region={**box, "input": "clip"}, attributes={"hidden": "maybe"})
    content = Content(file="a.mp4", width=9.0, height=8.0, duration=1.5, frames=30)
    losses = list(hf.write(tmp_path / "set", [Document("1", content, (car, named))], schema))
    assert [loss.kind for loss in losses] == ["attributes"]
    _, record = read(tmp_path / "set")
    stamped = car._replace(schema="test@1.0.0")
    cars = [use.annotation for use in record.uses if use.annotation.task == "cars"]
    assert cars == [stamped, stamped._replace(attributes=None)]
    assert record.uses[0].content == content


def test_items_may_be_known_by_their_images(tmp_path: Path) -> None:
    features = {"image_id": {"dtype": "int64", "_type": "Value"}, "topic": classes("a")}
    write_arrow(tmp_path / "a.arrow", table([{"image_id": 7, "topic": 0}], features))
    _, record = read(tmp_path / "a.arrow")
    assert [use.annotation.item for use in record.uses] == ["7"]
