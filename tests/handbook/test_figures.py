"""Tests of figures."""

from schemactl.handbook.figures import as_json


def test_a_release_and_a_working_copy_show_the_same_numbers() -> None:
    written = {"a": 0.5, "b": [1.0, 1e-07, 2**70], "c": "49.90", "d": "7", "e": True}
    stored = {"a": "0.5", "b": [1, "0.0000001", str(2**70)], "c": "49.90", "d": "7", "e": True}
    assert as_json(written) == as_json(stored)
    assert as_json(written) == (
        '{"a": 0.5, "b": [1, 1e-07, 1180591620717411303424], "c": "49.90", "d": "7", "e": true}'
    )


def test_it_is_indented_where_there_is_room() -> None:
    assert as_json({"ä": "1.5"}, indent=2) == '{\n  "ä": 1.5\n}'
