"""Distances against published values, in the folder `quality-reference` beside the sets; and LVIS.

LVIS states an area for each of its polygons, which its own tools have measured.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from schemactl.model.annotation import Annotation
from schemactl.model.geometry import Area
from schemactl.model.points import read_points
from schemactl.model.schema import Choose, Task
from schemactl.model.tasks import box, classification, cuboid, mask, polygon, span, text
from schemactl.model.taxonomy import Taxonomy

pytestmark = pytest.mark.real

Drawn = list[int]


def published_values(published: Path, name: str) -> dict[str, Any]:
    path = published.parent / "quality-reference" / f"{name}.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def as_box(drawn: Drawn) -> dict[str, Any]:
    return dict(zip(("x", "y", "width", "height"), drawn, strict=True))


def as_polygon(drawn: Drawn) -> dict[str, Any]:
    x, y, width, height = drawn
    return {"points": [[x, y], [x + width, y], [x + width, y + height], [x, y + height]]}


def as_mask(drawn: Drawn) -> dict[str, Any]:
    x, y, width, height = drawn
    return {"size": [height, width], "counts": [0, width * height], "x": x, "y": y}


def as_cuboid(drawn: Drawn) -> dict[str, Any]:
    x, y, width, height = drawn
    center = [x + width / 2, y + height / 2, 0]
    return {"center": center, "size": [width, height, 1], "rotation": [0]}


@pytest.mark.parametrize(
    ("kind", "drawn_as"),
    [(box, as_box), (polygon, as_polygon), (mask, as_mask), (cuboid, as_cuboid)],
)
def test_rectangles_overlap_as_published_however_drawn(
    published: Path, kind: Any, drawn_as: Any
) -> None:
    values = published_values(published, "iou_boxes")
    given, expected, within = values["input"], values["expected"], values["tolerance"]
    task = Task(id="t", type=kind.NAME, instances=True)
    one, other = (
        [Annotation("i", label="a", region=drawn_as(drawn)) for drawn in given[who]]
        for who in ("annotator_1", "annotator_2")
    )
    for mine, row in zip(one, expected["iou_matrix"], strict=True):
        found = [1 - kind.distance([mine], [yours], task) for yours in other]
        assert found == pytest.approx(row, abs=within)
    whole = 1 - expected["max_total_iou"] / len(one)
    assert kind.distance(one, other, task) == pytest.approx(whole, abs=within)


def test_edits_are_those_of_the_word_error_rate(published: Path) -> None:
    task = Task(id="t", type="text")
    for name in ("wer_sentences", "wer_micro_vs_macro"):
        values = published_values(published, name)
        pooled, edits, spoken = values["expected"]["corpus_wer"], [], 0
        for pair in values["input"]["pairs"]:
            reference, hypothesis = (pair[key].split() for key in ("reference", "hypothesis"))
            one, other = ([Annotation("i", value=" ".join(w))] for w in (reference, hypothesis))
            longer = max(len(reference), len(hypothesis))
            edits.append(text.distance(one, other, task) * longer)
            spoken += len(reference)
        stated = values["expected"].get("edit_distance_words", edits)
        assert edits == pytest.approx(stated)
        assert sum(edits) / spoken == pytest.approx(pooled, abs=values["tolerance"])


def test_sets_of_labels_have_the_published_distances(published: Path) -> None:
    values = published_values(published, "masi_distances")
    task = Task(id="t", type="classification", choose=Choose())
    found = []
    for pair in values["input"]["pairs"]:
        one, other = ([Annotation("i", label=label) for label in side] for side in pair)
        found.append(classification.distance(one, other, task))
    assert found == pytest.approx(values["expected"]["masi_distance"], abs=values["tolerance"])


def test_spans_have_the_published_f1(published: Path) -> None:
    values = published_values(published, "span_f1_basic")
    one, other = (
        [found for number, tags in enumerate(values["input"][who]) for found in spans(number, tags)]
        for who in ("annotator_1", "annotator_2")
    )
    found = 1 - span.distance(one, other, Task(id="t", type="span"))
    assert found == pytest.approx(values["expected"]["exact_f1"], abs=values["tolerance"])


def spans(sentence: int, tags: list[str]) -> Iterator[Annotation]:
    """Yield the spans that tags of beginning and inside say, each sentence at its own hundred."""
    start = 0
    for position, tag in enumerate([*tags, "O"]):
        if not tag.startswith("I-"):
            before = tags[position - 1] if position else "O"
            if before != "O":
                region = {"start": 100 * sentence + start, "end": 100 * sentence + position}
                yield Annotation("i", label=before[2:], region=region)
            start = position


def test_polygons_of_lvis_have_the_areas_that_it_states(published: Path) -> None:
    folder = published / "lvis-v05-sample"
    content = json.loads((folder / "lvis_val_100.json").read_text(encoding="utf-8"))
    task = Task(id="things", type="polygon")
    differences = []
    for one in content["annotations"]:
        rings = [list(zip(r[::2], r[1::2], strict=True)) for r in one["segmentation"]]
        drawn = Annotation("i", label="thing", region={"rings": rings})
        assert list(polygon.check(drawn, task, Taxonomy(task))) == []
        size = Area([read_points(ring) or () for ring in rings]).size
        differences.append(abs(size - one["area"]) / one["area"])
    assert len(differences) == 977
    assert median(differences) < 0.0001
    assert max(differences) < 0.03
