"""Tests of conversion between formats."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemactl.data.convert import Conversion, convert
from schemactl.data.options import DataOptions, parse_columns
from schemactl.data.placed import Placed
from schemactl.data.reading import DataReader
from schemactl.errors import AnswerIsBad, SchemactlError
from schemactl.model.annotation import Annotation, Content
from schemactl.model.release import SchemaRelease

Write = Callable[..., Path]
ROWS: tuple[dict[str, Any], ...] = (
    {"item": "1", "task": "intent", "label": "REFUND", "annotator": "x", "text": "Money"},
    {"item": "1", "task": "urgency", "value": 3, "at": "2026-01-01T00:00:00Z"},
    {"item": "2", "task": "names", "label": "person", "region": {"start": 0, "end": 2}},
    {"item": "3", "task": "intent", "status": "skipped", "cites": ["T1"], "confidence": 0.5},
)
TABLES = ("annotations", "jsonl", "csv", "tsv", "parquet")


def converted(
    release: SchemaRelease, path: Path, to: str, out: Path, **given: Any
) -> tuple[Conversion, list[Placed]]:
    given["columns"] = parse_columns(given.get("columns", ()))
    done = convert([path], release.schema, DataOptions(**given), to, out)
    reader = DataReader(release.schema, DataOptions(format=to))
    return done, [one for _, found in reader.read(out) for one in found]


@pytest.mark.parametrize("to", TABLES)
def test_tables_keep_annotations_and_what_is_known_of_items(
    release: SchemaRelease, write: Write, tmp_path: Path, to: str
) -> None:
    done, found = converted(release, write(*ROWS), to, tmp_path / f"out.{to}")
    stamp = "tickets@2.0.0" if to == "annotations" else None
    assert [one.annotation for one in found] == [
        Annotation("1", "intent", "refund", annotator="x", schema=stamp),
        Annotation("1", "urgency", None, None, 3, at="2026-01-01T00:00:00Z", schema=stamp),
        Annotation("2", "names", "person", {"start": 0, "end": 2}, schema=stamp),
        Annotation("3", "intent", status="skipped", cites=("T1",), confidence=0.5, schema=stamp),
    ]
    assert found[0].content == Content(text="Money")
    assert (done.items, done.annotations, done.summary) == (3, 4, {})


@pytest.mark.parametrize("to", ["annotations", "jsonl"])
def test_sizes_of_images_stay_whole_numbers(
    release: SchemaRelease, write: Write, tmp_path: Path, to: str
) -> None:
    sized = {"item": "1", "task": "intent", "label": "refund", "width": 640, "height": 48.5}
    converted(release, write(sized), to, tmp_path / "out")
    assert b'"width":640,"height":48.5' in (tmp_path / "out").read_bytes()


def test_annotations_may_be_parquet(release: SchemaRelease, write: Write, tmp_path: Path) -> None:
    _, found = converted(release, write(*ROWS), "annotations", tmp_path / "out.parquet")
    assert found[2].annotation.region == {"start": 0, "end": 2}
    assert (tmp_path / "out.parquet").read_bytes().startswith(b"PAR1")


@given(text=st.text(st.characters(codec="utf-8"), min_size=1), value=st.integers(-9, 9))
def test_any_text_comes_back(
    release: SchemaRelease, tmp_path_factory: pytest.TempPathFactory, text: str, value: int
) -> None:
    folder = tmp_path_factory.mktemp("data")
    row = {"item": f"i{text}", "task": "urgency", "label": None, "value": value, "note": f"n{text}"}
    path = folder / "first.jsonl"
    path.write_bytes(orjson.dumps(row) + b"\n")
    for to in ("parquet", "csv", "jsonl"):
        out = folder / f"out.{to}"
        converted(release, path, to, out)
        path = out
    assert path.read_bytes() == (folder / "first.jsonl").read_bytes()


def test_what_a_cell_cannot_say_is_told(
    release: SchemaRelease, write: Write, tmp_path: Path
) -> None:
    path = write(
        {"item": "=1+1", "task": "topics", "label": []},
        {"item": "2", "task": "topics", "label": "a", "note": "x\ty\nz", "mood": "good"},
    )
    done, found = converted(release, path, "tsv", tmp_path / "out.tsv")
    assert done.summary == {"nothing-applies": 1, "formula": 1, "line-break": 1, "column": 1}
    assert [loss.item for loss in done.losses] == ["=1+1", "=1+1", "2", None]
    assert done.losses[-1].message == "column `mood` has no place in an annotation"
    assert [one.annotation.item for one in found] == ["2"]
    assert found[0].annotation.note == "x y z"
    assert "'=1+1" in (tmp_path / "out.tsv").read_text("utf-8")


def test_labels_are_written_in_the_form_that_is_asked_for(
    release: SchemaRelease, write: Write, tmp_path: Path
) -> None:
    out = tmp_path / "out.jsonl"
    converted(release, write(*ROWS[:1]), "jsonl", out, out_label_as="name")
    assert '"label":"Refund"' in out.read_text("utf-8")
    converted(release, write(*ROWS[:1]), "jsonl", out, out_label_as="index")
    assert '"label":"2"' in out.read_text("utf-8")


def test_nothing_is_written_where_labels_are_unknown(
    release: SchemaRelease, write: Write, tmp_path: Path
) -> None:
    out = tmp_path / "new" / "out.csv"
    path = write({"item": "1", "task": "intent", "label": "refunt"})
    out.parent.mkdir()
    with pytest.raises(AnswerIsBad, match=r"tickets@2\.0\.0 lacks: 'refunt' 1") as raised:
        convert([path], release.schema, DataOptions(), "csv", out)
    assert "refund" in raised.value.hint
    with pytest.raises(AnswerIsBad, match=r"data.jsonl:1: .*; nothing is written"):
        convert(
            [write({"item": "", "task": "intent", "label": "refund"})],
            release.schema,
            DataOptions(),
            "csv",
            out,
        )
    assert not list(out.parent.iterdir())


def test_the_target_is_one_that_can_be_written(
    release: SchemaRelease, write: Write, tmp_path: Path
) -> None:
    path = write(*ROWS)
    with pytest.raises(SchemactlError, match="no format 'cvs'"):
        convert([path], release.schema, DataOptions(), "cvs", tmp_path / "out")
    with pytest.raises(SchemactlError, match="is no folder"):
        convert([path], release.schema, DataOptions(), "csv", tmp_path / "no" / "out")


def test_what_cannot_be_read_is_a_loss(
    release: SchemaRelease, write: Write, tmp_path: Path
) -> None:
    path = write({"id": "1", "text": "Ada", "label": [[0, 3, "person"], [0, 3]]})
    options = DataOptions(format="doccano", task="names")
    done = convert([path], release.schema, options, "jsonl", tmp_path / "out.jsonl")
    assert done.summary == {"malformed-annotation": 1}
    assert done.losses[0].item == "1"


@pytest.mark.parametrize("to", [*TABLES, "coco", "label-studio", "labelbox", "scale", "doccano"])
def test_numbers_of_any_length_are_written(
    release: SchemaRelease, write: Write, tmp_path: Path, to: str
) -> None:
    row = {"item": "1", "task": "urgency", "value": 2**70, "note": "x"}
    done, _ = converted(release, write(row), to, tmp_path / f"out.{to}")
    assert done.annotations == 1
    region = {"start": 0, "end": 2**70}
    row = {"item": "1", "task": "names", "label": "person", "region": region, "text": "Ada"}
    _, found = converted(release, write(row), to, tmp_path / f"out.{to}")
    assert [one.annotation.region for one in found] in ([region], [])


@pytest.mark.parametrize("to", ["spacy", "labelbox", "scale", "mturk", "hf", "conll", "yolo"])
def test_a_question_that_was_skipped_did_not_find_nothing(
    release: SchemaRelease, write: Write, tmp_path: Path, to: str
) -> None:
    path = write(
        {"item": "1", "task": "topics", "status": "skipped", "text": "x"},
        {"item": "1", "task": "names", "status": "unsure", "label": None, "text": "x"},
    )
    out = tmp_path / f"out.{to}"
    done = convert([path], release.schema, DataOptions(), to, out)
    assert done.summary["annotation"] == 2
    message = "no label of task `topics`: there is no place for an answer that is skipped"
    assert done.losses[0].message == message
    assert done.items == 1


def test_label_studio_says_who_skipped(
    release: SchemaRelease, write: Write, tmp_path: Path
) -> None:
    path = write({"item": "1", "task": "topics", "status": "skipped", "annotator": "x"})
    out = tmp_path / "out.json"
    done = convert([path], release.schema, DataOptions(), "label-studio", out)
    assert done.summary == {"task": 1}
    assert b'"was_cancelled":true' in out.read_bytes()
