"""Tests of the records of documents."""

from pathlib import Path
from typing import Any

import pytest

from schemactl.data.document_records import DocumentRecords, key_of
from schemactl.data.options import DataOptions, parse_columns
from schemactl.data.placed import Placed
from schemactl.data.spelling import task_readings
from schemactl.errors import SchemactlError
from schemactl.files.dataset import Record, Shape, Use
from schemactl.model.annotation import Annotation, Content
from schemactl.model.release import SchemaRelease


def placed(release: SchemaRelease, *uses: Use, **given: Any) -> list[Placed]:
    given["columns"] = parse_columns(given.get("columns", ()))
    options = DataOptions(**given)
    tasks = task_readings(release.schema, options.label_as, options.path_separator)
    return DocumentRecords(tasks, options).placed(Record(7, 0, b"", {}, uses))


def test_the_task_is_what_the_document_calls_it(release: SchemaRelease) -> None:
    content = Content(text="Money back")
    found = placed(release, Use(Annotation("1", "intent", "REFUND", annotator="x"), (), content))
    assert found[0].annotation == Annotation("1", "intent", "refund", annotator="x")
    assert (found[0].line, found[0].is_known, found[0].content) == (7, True, content)


def test_a_column_says_which_task_a_name_in_the_document_is(release: SchemaRelease) -> None:
    use = Use(Annotation("1", "choice-1", "refund"))
    found = placed(release, use, columns=["label:intent=choice-1"])
    assert found[0].annotation.task == "intent"


def test_the_given_task_is_that_of_uses_that_name_none(release: SchemaRelease) -> None:
    assert placed(release, Use(Annotation("1", None, "refund")), task="intent")[0].is_known


def test_a_place_that_cannot_be_read_may_be_of_any_task(release: SchemaRelease) -> None:
    [found] = placed(release, Use(Annotation("1", None, "person"), regions={"": None}))
    assert (found.annotation.task, found.annotation.region, found.problems) == ("names", None, ())


@pytest.mark.parametrize(
    ("annotation", "kind"),
    [
        (Annotation("1", None, "refunt"), "missing-task"),
        (Annotation("1", None, None), "missing-task"),
        (Annotation("1", "mood", "refund"), "unknown-task"),
        (Annotation("1", "intent", "refunt"), "unknown-label"),
        (Annotation("", "intent", "refund"), "missing-item"),
    ],
)
def test_what_cannot_be_read_is_said(
    release: SchemaRelease, annotation: Annotation, kind: str
) -> None:
    found = placed(release, Use(annotation))[0]
    assert [problem.kind for problem in found.problems] == [kind]
    assert found.problems[0].line == 7
    assert found.annotation.label == annotation.label or kind == "missing-item"


def test_no_label_means_that_nothing_applies(release: SchemaRelease) -> None:
    found = placed(release, Use(Annotation("1", "intent", None)))[0]
    assert found.is_known
    assert not found.problems


def test_a_path_leads_to_the_label_where_paths_are_asked_for(release: SchemaRelease) -> None:
    use = Use(Annotation("1", "intent", "refund"), ("money", "refund"))
    assert placed(release, use, path_separator=">")[0].is_known
    lost = Use(Annotation("1", "intent", "refund"), ("other", "refund"))
    assert not placed(release, lost, path_separator=">")[0].is_known


def test_of_columns_only_those_that_a_task_asks_are_read(release: SchemaRelease) -> None:
    tasks = task_readings(release.schema, "id", None)
    uses = (Use(Annotation("1", "intent", "refund")), Use(Annotation("1", "lemma", "be")))
    record = Record(7, 0, b"", {}, uses)
    found = DocumentRecords(tasks, DataOptions(), Shape(is_columnar=True))
    assert [placed.annotation.label for placed in found.placed(record)] == ["refund"]
    found.check(Path("a.conllu"), record)

    options = DataOptions(columns=parse_columns(["label:topics=lemma"]))
    renamed = DocumentRecords(tasks, options, Shape(is_columnar=True))
    assert [placed.annotation.task for placed in renamed.placed(record)] == ["intent", "topics"]


def test_a_file_without_a_column_that_is_asked_is_refused(release: SchemaRelease) -> None:
    tasks = task_readings(release.schema, "id", None)
    record = Record(7, 0, b"", {}, (Use(Annotation("1", "lemma", "be")),))
    found = DocumentRecords(tasks, DataOptions(), Shape(is_columnar=True))
    assert found.placed(record) == []
    with pytest.raises(SchemactlError, match="no column is named as a task") as raised:
        found.check(Path("a.conllu"), record)
    assert raised.value.hint == "give --column label:TASK=COL; columns found: lemma"


def test_the_type_of_the_task_decides_which_region_is_meant(release: SchemaRelease) -> None:
    regions = {"box": {"x": 1}, "span": {"start": 0, "end": 3}}
    use = Use(Annotation("1", "names", "person", {"x": 1}), regions=regions)
    assert placed(release, use)[0].annotation.region == {"start": 0, "end": 3}
    outline = Use(Annotation("1", "names", "person", {"x": 1}), regions={"box": {"x": 1}})
    assert placed(release, outline)[0].annotation.region is None
    alone = Use(Annotation("1", "names", "person", {"start": 0, "end": 3}))
    assert placed(release, alone)[0].annotation.region == {"start": 0, "end": 3}


def test_a_label_that_only_one_task_has_names_the_task(release: SchemaRelease) -> None:
    assert placed(release, Use(Annotation("1", None, "refund")))[0].annotation.task == "intent"
    assert placed(release, Use(Annotation("1", None, "b")))[0].annotation.task == "topics"


def test_a_region_leads_to_the_only_task_of_its_type(release: SchemaRelease) -> None:
    regions = {"box": {"x": 1}, "span": {"start": 0, "end": 3}}
    found = placed(release, Use(Annotation("1", None, "human"), regions=regions))[0]
    assert found.annotation.task == "names"
    assert [problem.kind for problem in found.problems] == ["unknown-label"]


def test_a_way_from_the_root_must_lead_to_the_label(release: SchemaRelease) -> None:
    use = Use(Annotation("1", "intent", "Refund"), ("Money", "Refund"))
    assert placed(release, use, label_as="name")[0].annotation.label == "refund"
    for path, message in [
        (("refund", "billing"), "no label stands at refund > billing"),
        (("old", "billing"), "no label stands at old > billing"),
        (("nowhere", "billing"), "no label stands at nowhere > billing"),
        (("money", "x"), "no label 'x'"),
    ]:
        lost = placed(release, Use(Annotation("1", "intent", path[-1]), path))[0]
        assert not lost.is_known
        assert message in lost.problems[0].message


def test_an_answer_to_a_task_without_labels_is_its_value(release: SchemaRelease) -> None:
    [found] = placed(release, Use(Annotation("1", "urgency", "4")))
    assert (found.annotation.label, found.annotation.value, found.is_known) == (None, 4, True)
    [given] = placed(release, Use(Annotation("1", "urgency", None, None, 3)))
    assert given.annotation.value == 3


def test_a_region_names_the_only_task_of_its_type(release: SchemaRelease) -> None:
    span = {"start": 0, "end": 1}
    [found] = placed(release, Use(Annotation("1", None, "persn", span)))
    assert (found.annotation.task, found.problems[0].kind) == ("names", "unknown-label")
    [nothing] = placed(release, Use(Annotation("1"), (), None, {"span": None}))
    assert (nothing.annotation.task, nothing.problems) == ("names", ())
    [other] = placed(release, Use(Annotation("1", None, "persn", {"points": []})))
    assert [problem.kind for problem in other.problems] == ["missing-task"]


def test_a_place_that_the_given_task_cannot_have_is_another_tasks(release: SchemaRelease) -> None:
    span = Use(Annotation("1", label="person", region={"start": 0, "end": 2}))
    found = placed(release, span, Use(Annotation("1", label="a")), task="topics")
    assert [one.annotation.task for one in found] == ["names", "topics"]


def test_uses_with_one_key_mean_the_same(release: SchemaRelease) -> None:
    first = Use(Annotation("1", "intent", "REFUND", annotator="x"), (), Content(text="a"))
    assert key_of(first) == key_of(Use(Annotation("2", "intent", "REFUND")))
    box = {"x": 1, "y": 2, "width": 3, "height": 4}
    assert key_of(Use(Annotation("1", None, "a", box))) == (None, "a", (), ("box",))
    assert key_of(Use(Annotation("1", "t", "a", box), ("b", "a"))) == ("t", "a", ("b", "a"), ())
    reader = DocumentRecords(task_readings(release.schema, "id", None), DataOptions())
    task, label, problem = reader.meaning(key_of(first))
    assert task is not None
    assert (task.id, label, problem) == ("intent", "refund", None)
