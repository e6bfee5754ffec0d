"""A record as conditions see it: roles, fields by name, fields within fields, labels."""

from schemactl.migrate.record import NO_RECORD, FieldRecord


def test_a_field_is_found_by_its_role() -> None:
    record = FieldRecord({"body": "Hello", "text": "not this"}, columns={"text": "body"})
    assert record.field("text") == "Hello"
    assert record.field("body") == "Hello"


def test_dots_lead_into_a_field() -> None:
    record = FieldRecord({"meta": {"source": {"name": "web"}}})
    assert record.field("meta.source.name") == "web"
    assert record.field("meta.source") == {"name": "web"}
    assert record.field("meta.missing.name") is None
    assert record.field("meta.source.name.first") is None


def test_a_field_whose_name_has_a_dot_comes_first() -> None:
    record = FieldRecord({"meta.source": "file", "meta": {"source": "web"}})
    assert record.field("meta.source") == "file"


def test_labels_are_those_of_the_task() -> None:
    record = FieldRecord({}, {"topic": ["a", "b"], "tone": []})
    assert record.labels("topic") == ["a", "b"]
    assert record.labels("tone") == []
    assert record.labels("urgency") is None


def test_where_nothing_is_known_everything_is_missing() -> None:
    assert NO_RECORD.field("text") is None
    assert NO_RECORD.labels("topic") is None
