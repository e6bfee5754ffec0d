"""Every kind of answer in every format, and back: it is the same, or a loss was named."""

from contextlib import suppress
from copy import deepcopy
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemactl.data.checking import check_data
from schemactl.data.convert import convert
from schemactl.data.options import DataOptions
from schemactl.data.reading import DataReader
from schemactl.data.statistics.survey import statistics
from schemactl.errors import SchemactlError
from schemactl.files.datasets.catalog import DATASET_FORMATS
from schemactl.files.exact_json import write_exactly
from schemactl.files.pseudonym import VARIABLE
from schemactl.model.annotation import Annotation
from schemactl.model.release import ReleasedSchema, SchemaRelease

LABELED = ("names", "box", "polygon", "polyline", "mask", "keypoints", "cuboid", "segment")
SCHEMA = ReleasedSchema.model_validate(
    {
        **{"schemactl": 1, "name": "s", "version": "1.0.0"},
        "inputs": {name: {"type": name} for name in ("text", "image", "audio")},
        "tasks": [
            {"id": "mood", "type": "classification",
             "labels": [{"id": "a", "index": 0}, {"id": "b", "index": 1}]},
            {"id": "topics", "type": "classification", "choose": "any",
             "labels": [{"id": "c", "index": 0}, {"id": "d", "index": 1}]},
            *({"id": name, "type": "span" if name == "names" else name,
               "inputs": ["text" if name == "names" else "audio" if name == "segment" else "image"],
               "labels": [{"id": f"{name}-a", "index": 0}]} for name in LABELED),
            {"id": "knows", "type": "relation", "joins": {"from": ["names"], "to": ["names"]},
             "labels": [{"id": "of", "index": 0}]},
            {"id": "stars", "type": "rating", "scale": {"min": 1, "max": 5}},
            {"id": "order", "type": "ranking", "labels": [{"id": "x", "index": 0},
                                                         {"id": "y", "index": 1}]},
            {"id": "caption", "type": "text"},
            {"id": "count", "type": "number"},
        ],
    }
)  # fmt: skip
TEXT = {"text": "Ada met Bo in Ulm"}
# No format but tables says how large an image is that is nowhere to be found.
IMAGE = {"file": "1", "width": 100.0, "height": 80.0}
AUDIO = {"file": "1", "duration": 9.5}
ADA = {"task": "names", "label": "names-a", "region": {"start": 0, "end": 3}, "annotation": "n1"}
POINTS = [[1, 2], [9, 2], [9, 8]]
KINDS: dict[str, list[dict[str, Any]]] = {
    "one label": [{"task": "mood", "label": "b", **TEXT}],
    "several labels": [{"task": "topics", "label": one, **TEXT} for one in "cd"],
    "no label": [{"task": "topics", "label": None, **TEXT}],
    "skipped": [{"task": "mood", "label": None, "status": "skipped", **TEXT}],
    "unsure": [{"task": "topics", "label": None, "status": "unsure", **TEXT}],
    "span": [{**ADA, **TEXT}],
    "no span": [{"task": "names", "label": None, **TEXT}],
    "relation": [
        {**ADA, **TEXT},
        {**ADA, "region": {"start": 14, "end": 17}, "annotation": "n2", **TEXT},
        {"task": "knows", "label": "of", "region": {"from": "n1", "to": "n2"},
         "annotation": "r1", **TEXT},
    ],
    "box": [{"task": "box", "label": "box-a",
             "region": {"x": 1, "y": 2, "width": 30, "height": 40}, **IMAGE}],
    "no box": [{"task": "box", "label": None, **IMAGE}],
    "polygon": [{"task": "polygon", "label": "polygon-a", "region": {"points": POINTS}, **IMAGE}],
    "rings": [{"task": "polygon", "label": "polygon-a", "region": {"rings": [POINTS, POINTS]},
               **IMAGE}],
    "polyline": [{"task": "polyline", "label": "polyline-a", "region": {"points": POINTS},
                  **IMAGE}],
    "mask": [{"task": "mask", "label": "mask-a",
              "region": {"size": [80, 100], "counts": [10, 20, 7970]}, **IMAGE}],
    "keypoints": [{"task": "keypoints", "label": "keypoints-a",
                   "region": {"points": {"nose": [3, 4, 2], "tail": [9, 9, 1]}}, **IMAGE}],
    "cuboid": [{"task": "cuboid", "label": "cuboid-a",
                "region": {"center": [1, 2, 3], "size": [4, 2, 1], "rotation": [0.5]}, **IMAGE}],
    "segment": [{"task": "segment", "label": "segment-a", "region": {"start": 0.5, "end": 2.25},
                 **AUDIO}],
    "rating": [{"task": "stars", "label": None, "value": 3, **TEXT}],
    "ranking": [{"task": "order", "label": None, "value": ["y", "x"], **TEXT}],
    "tied": [{"task": "order", "label": None, "value": [["y", "x"]], **TEXT}],
    "text": [{"task": "caption", "label": None, "value": "Ada | [greets] \"Bo\"", **TEXT}],
    "number": [{"task": "count", "label": None, "value": 2.5, **TEXT}],
}  # fmt: skip
# What formats add by themselves: numbers, measures of places that they compute.
OWN = {"annotation", "batch", "schema", "confidence", "guideline"}


def there_and_back(folder: Path, rows: list[dict[str, Any]], to: str) -> tuple[Any, dict[str, int]]:
    """Return the annotations that come back, or the reason why none do, and the losses."""
    path, out = folder / "data.jsonl", folder / f"out.{to}"
    lines = (orjson.dumps({"item": "1", "schema": "s@1.0.0", **row}) for row in rows)
    path.write_bytes(b"\n".join(lines) + b"\n")
    losses = convert([path], SCHEMA, DataOptions(), to, out).summary
    options = DataOptions(format=to, task=rows[0]["task"])
    try:
        found = [one for _, each in DataReader(SCHEMA, options).read(out) for one in each]
    except SchemactlError as error:
        return str(error), losses
    return [comparable(one.annotation) for one in found if one.is_known], losses


def comparable(annotation: Annotation) -> dict[str, Any]:
    """Return what an annotation says, with the numbers of its region rounded."""
    said = {k: v for k, v in annotation._asdict().items() if k not in OWN}
    return {**said, "region": rounded(annotation.region)}


def rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: rounded(inner) for key, inner in value.items() if key != "area"}
    if isinstance(value, list | tuple):
        return [rounded(inner) for inner in value]
    return round(value, 6) if isinstance(value, float) else value


@pytest.fixture(autouse=True)
def _key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "a key of workers, long enough")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("to", DATASET_FORMATS)
def test_an_answer_comes_back_or_its_loss_is_named(tmp_path: Path, to: str, kind: str) -> None:
    rows = KINDS[kind]
    found, losses = there_and_back(tmp_path, rows, to)
    expected = [
        comparable(
            Annotation(item="1", **{k: v for k, v in row.items() if k in Annotation._fields})
        )
        for row in rows
    ]
    if found != expected:
        assert losses, found
    # Where whole annotations were lost, none stands in their place.
    if losses.get("annotation", 0) >= len(rows) and not isinstance(found, str):
        assert found == []


JUNK: list[Any] = [
    *(None, True, -1, 1.5, 2**70, 1e300, "", "~", [], {}, [None], [[0, 0], [1]], {"~": [1, 2]}),
]
RELEASE = SchemaRelease("schema:s@1.0.0", "sha256:0", None, Path(), SCHEMA)


@settings(deadline=None, max_examples=150)
@given(
    data=st.data(),
    kind=st.sampled_from(sorted(KINDS)),
    to=st.sampled_from(sorted(DATASET_FORMATS)),
)
def test_nonsense_breaks_nothing_down(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, kind: str, to: str
) -> None:
    folder = tmp_path_factory.mktemp("odd")
    rows: list[dict[str, Any]] = [
        {"item": "1", "schema": "s@1.0.0", "annotator": "x", "note": "n", **row}
        for row in deepcopy(KINDS[kind])
    ]
    inner: Any = data.draw(st.sampled_from(rows))
    key: Any = data.draw(st.sampled_from(sorted(inner)))
    while isinstance(inner[key], dict | list) and inner[key] and data.draw(st.booleans()):
        inner = inner[key]
        key = data.draw(st.sampled_from(sorted(inner) if isinstance(inner, dict) else [0]))
    inner[key] = data.draw(st.sampled_from(JUNK))
    path = folder / "data.jsonl"
    path.write_bytes(b"".join(write_exactly(row) + b"\n" for row in rows))
    with suppress(SchemactlError):
        check_data([path], RELEASE, DataOptions())
        statistics([path], SCHEMA, DataOptions())
    with suppress(SchemactlError):
        convert([path], SCHEMA, DataOptions(), to, folder / "out")
    left = {found.name for found in folder.iterdir()}
    assert left <= {"data.jsonl", "out"}
