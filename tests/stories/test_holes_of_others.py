"""What validators of other libraries were seen to let pass is refused, each hole by its name."""

import json
from pathlib import Path
from typing import Any

import pytest

from schemactl.cli.main import run
from tests.files.classes_sample import STRING, classes, table, write_arrow

SCHEMA = """\
schemactl: 1
name: s
version: 1.0.0
inputs:
  text: {type: text}
  image: {type: image}
tasks:
  - id: topic
    type: classification
    choose: one
    labels:
      - id: top
        name: A
        selectable: false
        definition: Things of the first kind.
        labels:
          - {id: one, name: Other, aliases: [ONE], definition: What fits nowhere there.}
      - id: rest
        name: B
        selectable: false
        definition: Things of the second kind.
        labels:
          - {id: two, name: Other, definition: What fits nowhere here.}
  - id: stars
    type: rating
    scale: {min: 1, max: 5}
  - id: names
    type: span
    inputs: [text]
    labels:
      - {id: person, definition: Somebody with a name.}
  - id: cars
    type: box
    inputs: [image]
    attributes:
      - id: hidden
        question: How much of it is hidden?
        type: choice
        required: true
        values: [{id: no}, {id: yes}]
    labels:
      - {id: car, definition: Four wheels and a motor.}
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a repository with one released schema."""
    folder = tmp_path_factory.mktemp("holes")
    (folder / "schemas" / "s").mkdir(parents=True)
    (folder / "schemas" / "s" / "schema.yaml").write_text(SCHEMA, encoding="utf-8")
    assert run(["release", "--root", str(folder)]) == 0
    return folder


def kinds(root: Path, path: Path, capsys: pytest.CaptureFixture[str], *more: str) -> dict[str, int]:
    """Return the kinds of problems that `data check` counts."""
    capsys.readouterr()
    given = [*more, "--schema", "s@1.0.0", "--format", "json", "--root", str(root)]
    code = run(["data", "check", str(path), *given])
    found: dict[str, int] = json.loads(capsys.readouterr().out)["summary"]
    assert code == (1 if found else 0)
    return found


def choice(**value: Any) -> dict[str, Any]:
    return {"from_name": "topic", "to_name": "text", "type": "choices", "value": value}


def stars(number: int) -> dict[str, Any]:
    told = {"from_name": "stars", "to_name": "text", "type": "rating"}
    return {**told, "value": {"rating": number}}


def span(end: int, **told: Any) -> dict[str, Any]:
    value = {"start": 0, "end": end, "labels": ["person"]}
    return {"from_name": "names", "to_name": "text", "type": "labels", "value": value, **told}


def tree(*path: str) -> dict[str, Any]:
    value = {"taxonomy": [list(path)]}
    return {"from_name": "topic", "to_name": "text", "type": "taxonomy", "value": value}


LABEL_STUDIO = {
    "a task with annotations cannot be checked": (choice(choices=["one"]), {}),
    "an unknown choice is passed on by the converter": (
        choice(choices=["x"]),
        {"unknown-label": 1},
    ),
    "two values of a single choice": (choice(choices=["one", "two"]), {"too-many-choices": 1}),
    "a rating beyond its scale": (stars(6), {"malformed-value": 1}),
    "the end of a span beyond the text": (span(99), {"region-outside": 1}),
    "beside an alias the raw value is rejected": (choice(choices=["ONE"]), {}),
}


@pytest.mark.parametrize("hole", LABEL_STUDIO)
@pytest.mark.parametrize("key", ["annotations", "predictions"])
def test_label_studio_sdk(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], hole: str, key: str
) -> None:
    result, expected = LABEL_STUDIO[hole]
    said = {"completed_by": 1, "model_version": "m", "result": [result]}
    task = {"id": 1, "data": {"text": "Ada met Bo"}, "annotations": [], key: [said]}
    path = tmp_path / "tasks.json"
    path.write_text(json.dumps([task]), encoding="utf-8")
    assert kinds(root, path, capsys) == expected


PATHS = {
    ("A", "Other"): {},
    ("B", "Other"): {},
    ("Other", "A"): {"wrong-parent": 1},
    ("A", "B"): {"wrong-parent": 1},
    ("A",): {"not-selectable": 1},
    ("Other",): {"unknown-label": 1},
}


@pytest.mark.parametrize("path", PATHS, ids=" > ".join)
def test_label_studio_sdk_takes_a_taxonomy_for_a_bag_of_words(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], path: tuple[str, ...]
) -> None:
    task = {"id": 1, "data": {"text": "x"}, "annotations": [{"result": [tree(*path)]}]}
    file = tmp_path / "tasks.json"
    file.write_text(json.dumps([task]), encoding="utf-8")
    assert kinds(root, file, capsys, "--label-as", "name") == PATHS[path]


XML = """\
<?xml version="1.0" encoding="utf-8"?>
<annotations><version>1.1</version>
<image id="0" name="not-there.png" width="9" height="9">
<box label="{label}" xtl="1" ytl="1" xbr="3" ybr="4"><attribute name="hidden">{hidden}</attribute>\
</box></image></annotations>
"""
DATUMARO = {
    "images must be there": ("car", "no", {}),
    "an unknown label is dropped with a warning": ("tram", "no", {"unknown-label": 1}),
    "a value that the attribute does not have": ("car", "maybe", {"malformed-attribute": 1}),
}


@pytest.mark.parametrize("hole", DATUMARO)
def test_datumaro(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], hole: str
) -> None:
    label, hidden, expected = DATUMARO[hole]
    path = tmp_path / "a.xml"
    path.write_text(XML.format(label=label, hidden=hidden), encoding="utf-8")
    assert kinds(root, path, capsys) == expected


def test_datumaro_writes_what_is_left_of_unknown_labels(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.xml"
    path.write_text(XML.format(label="tram", hidden="no"), encoding="utf-8")
    arguments = ["data", "convert", str(path), "--schema", "s@1.0.0", "--root", str(root)]
    assert run([*arguments, "--to", "coco", "--out", str(tmp_path / "out.json")]) == 1
    assert "lacks: 'tram' 1; nothing is written" in capsys.readouterr().err
    assert not (tmp_path / "out.json").exists()


def test_labelbox_never_compares_labels_with_the_ontology(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    box = {"left": 1, "top": 1, "width": 2, "height": 2}
    objects = [{"name": name, "value": name, "bounding_box": box} for name in ("car", "tram")]
    labels = [{"annotations": {"objects": objects}}]
    row = {"data_row": {"id": "1", "row_data": "https://x/a.png"}, "projects": {}}
    path = tmp_path / "a.ndjson"
    path.write_text(json.dumps({**row, "projects": {"p": {"labels": labels}}}), encoding="utf-8")
    found = kinds(root, path, capsys)
    assert found == {"missing-attribute": 2, "unknown-label": 1}


DATASETS = {
    "names in another order mean other labels": (["two", "one"], {"class-clash": 1}),
    "a shorter list leaves numbers without a name": (
        ["one"],
        {"class-clash": 1, "unknown-label": 1},
    ),
    "the names that the data has": (["one", "two"], {}),
}


@pytest.mark.parametrize("hole", DATASETS)
def test_datasets(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], hole: str
) -> None:
    names, expected = DATASETS[hole]
    features = {"id": STRING, "topic": classes("one", "two")}
    write_arrow(tmp_path / "data.arrow", table([{"id": "1", "topic": 1}], features))
    told = {"features": {"id": STRING, "topic": classes(*names)}}
    (tmp_path / "dataset_info.json").write_text(json.dumps(told), encoding="utf-8")
    assert kinds(root, tmp_path, capsys) == expected


@pytest.mark.parametrize(
    ("label", "expected"), [(-1, {"unknown-label": 1}), (None, {"too-few-choices": 1})]
)
def test_datasets_lets_minus_one_and_none_pass(
    root: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    label: Any,
    expected: dict[str, int],
) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"item": "1", "task": "topic", "label": label}), encoding="utf-8")
    assert kinds(root, path, capsys, "--label-as", "index") == expected


CAR = {"id": 1, "name": "car"}
PYCOCOTOOLS: dict[str, tuple[dict[str, Any], list[dict[str, Any]], str]] = {
    "a category twice": ({}, [CAR, CAR], "duplicate-category-id"),
    "an unknown category": ({"category_id": 9}, [CAR], "unknown-category"),
    "an unknown image": ({"image_id": 9}, [CAR], "unknown-image"),
    "a box of less than nothing": ({"bbox": [1, 1, -2, 3]}, [CAR], "malformed-region"),
}


@pytest.mark.parametrize("hole", PYCOCOTOOLS)
def test_pycocotools(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], hole: str
) -> None:
    change, categories, expected = PYCOCOTOOLS[hole]
    box = {"id": 1, "image_id": 4, "category_id": 1, "bbox": [1, 1, 2, 2]}
    data = {
        "images": [{"id": 4, "file_name": "a.png", "width": 9, "height": 9}],
        "annotations": [{**box, "attributes": {"hidden": "no"}, **change}],
        "categories": categories,
    }
    path = tmp_path / "a.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    assert expected in kinds(root, path, capsys)


# What other libraries take for a sound schema: the words that change, and the rule that refuses.
SCHEMAS = {
    "label-studio-sdk: unknown keys": ("choose: one", "colour: one", "unknown-key"),
    "label-studio-sdk: two labels of one name": ("id: two", "id: one", "duplicate-label-id"),
    "label-studio-sdk: two labels of one key": (
        "id: two, ", "id: two, hotkey: x}\n          - {id: three, hotkey: x, ", "hotkey-clash",
    ),
    "labelbox: any text is a colour": ("id: two, ", "id: two, color: reddish, ", "invalid-value"),
    "labelbox: one option twice": ("{id: no}, {id: yes}", "{id: no}, {id: no}", "attribute-values"),
    "argilla: a question with one label": (
        "type: rating\n    scale: {min: 1, max: 5}",
        "type: classification\n    labels:\n      - {id: only, definition: The only one.}",
        "one-label-task",
    ),
    "argilla: a name that servers reject": ("id: cars", "id: Cars", "invalid-value"),
    "argilla: a span on a field that is not there": ("[text]", "[txet]", "unknown-reference"),
    "argilla: a scale upside down": ("max: 5", "max: -5", "task-type-incomplete"),
    "cvat-sdk: a type of label that does not exist": ("box", "boxes", "invalid-value"),
    "cvat-sdk: unknown keywords": ("required: true", "obligatory: true", "unknown-key"),
    "cvat-sdk: one attribute twice": (
        "      - id: hidden",
        "      - {id: hidden, question: Why?, type: text}\n      - id: hidden",
        "duplicate-id",
    ),
}  # fmt: skip


@pytest.mark.parametrize("hole", SCHEMAS)
def test_schemas(tmp_path: Path, capsys: pytest.CaptureFixture[str], hole: str) -> None:
    old, new, rule = SCHEMAS[hole]
    assert old in SCHEMA
    (tmp_path / "schemas" / "s").mkdir(parents=True)
    path = tmp_path / "schemas" / "s" / "schema.yaml"
    path.write_text(SCHEMA.replace(old, new), encoding="utf-8")
    run(["validate", "--format", "json", "--root", str(tmp_path)])
    found = json.loads(capsys.readouterr().out)["diagnostics"]
    assert rule in [one["rule"] for one in found]
