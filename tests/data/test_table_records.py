"""Tests of the records of tables; what their columns mean is tested with reading."""

from schemactl.data.options import DataOptions, parse_columns
from schemactl.data.spelling import task_readings
from schemactl.data.table_records import TableRecords
from schemactl.files.dataset import Record, Shape
from schemactl.model.annotation import Content
from schemactl.model.release import SchemaRelease


def test_columns_tell_of_the_item_itself(release: SchemaRelease) -> None:
    values = {"item": "1", "label": "refund", "body": "Money back", "width": "640", "height": ""}
    record = Record(2, 0, b"", values)
    options = DataOptions(task="intent", columns=parse_columns(["text=body"]))
    tasks = task_readings(release.schema, "id", None)
    table = TableRecords(tasks, options, Shape(is_text=True), [record])
    assert table.placed(record)[0].content == Content(text="Money back", width=640.0)
    bare = Record(3, 0, b"", {"item": "1", "label": "refund"})
    assert table.placed(bare)[0].content is None
