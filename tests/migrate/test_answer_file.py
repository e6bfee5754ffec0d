"""Answer files: tables and exports say to which question an answer belongs."""

from pathlib import Path

import orjson
import pytest

from schemactl.errors import AnswerIsBad, SchemactlError
from schemactl.migrate.answer_file import Given, key_of, read_answers

RUN = "0123456789abcdef"
KEY = key_of(RUN, 4, 1)


def found(path: Path, content: bytes) -> list[Given]:
    """Read answers from a file of these bytes."""
    path.write_bytes(content)
    return list(read_answers(path))


def test_rows_name_a_question(tmp_path: Path) -> None:
    rows = [
        {"question": KEY, "label": "y", "annotator": "anna", "at": "2026-01-01T00:00:00Z"},
        {"ordinal": 4, "position": 1, "run": RUN, "answer": "z"},
        {"item": "i1", "task": "topic", "label": 7},
    ]
    content = b"".join(orjson.dumps(row) + b"\n" for row in rows)
    assert found(tmp_path / "a.jsonl", content) == [
        Given(1, "y", RUN, 4, 1, annotator="anna", at="2026-01-01T00:00:00Z"),
        Given(2, "z", RUN, 4, 1),
        Given(3, "7", item="i1", task="topic"),
    ]


def test_rows_of_separated_values_with_empty_cells_are_no_answers(tmp_path: Path) -> None:
    content = f"question,label,annotator,status\n{KEY},y,,\n{KEY},,ben,\n{KEY},z,cleo,unsure\n"
    assert found(tmp_path / "a.csv", content.encode()) == [Given(2, "y", RUN, 4, 1)]


def test_a_table_without_answers_is_refused_but_an_empty_column_is_not(tmp_path: Path) -> None:
    with pytest.raises(SchemactlError, match=r"a\.csv: no row has a column `label` or `answer`"):
        found(tmp_path / "a.csv", b"question,choice\n1,y\n")
    assert found(tmp_path / "b.csv", b"question,label\n1,\n") == []


def test_exports_name_it_by_the_item(tmp_path: Path) -> None:
    def result(label: str) -> list[dict[str, object]]:
        return [{"type": "choices", "from_name": "topic", "value": {"choices": [label]}}]

    task = {
        "data": {"item": KEY, "text": "Hello."},
        "annotations": [
            {"completed_by": 7, "result": result("y")},
            {"completed_by": 8, "was_cancelled": True, "result": result("z")},
        ],
        "predictions": [{"model_version": "schema:s@1.0.0", "result": result("old")}],
    }
    [given] = found(tmp_path / "a.json", orjson.dumps([task]))
    assert given == Given(1, "y", RUN, 4, 1, task="topic", annotator="7")


def test_a_shape_names_it_by_an_attribute(tmp_path: Path) -> None:
    def box(label: str) -> str:
        place = 'xtl="1" ytl="1" xbr="3" ybr="3"'
        named = f'<attribute name="question">{KEY}</attribute>'
        return f'<box label="{label}" {place}>{named}</box>'

    image = f'<image id="0" name="a.png" width="9" height="9">{box("y")}{box("?")}</image>'
    content = f"<annotations><version>1.1</version>{image}</annotations>".encode()
    [given] = found(tmp_path / "a.xml", content)
    assert given == Given(1, "y", RUN, 4, 1)


def test_a_row_without_a_question_is_a_bad_answer(tmp_path: Path) -> None:
    with pytest.raises(AnswerIsBad, match=r"a\.jsonl:1: the answer names no question"):
        found(tmp_path / "a.jsonl", b'{"label": "y"}\n')
    with pytest.raises(SchemactlError, match=r"a\.jsonl:1"):
        found(tmp_path / "a.jsonl", b'{"label": "y"\n')
