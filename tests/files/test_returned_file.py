"""Files that the handbook hands out: read whole, and refused with the place of what is wrong."""

import json
from pathlib import Path
from typing import Any

import pytest

from schemactl.errors import SchemactlError
from schemactl.files.returned_file import LARGEST, read_practice, read_questions
from tests.model.test_returned import QUESTION, RESULT


def a_file(folder: Path, data: Any) -> Path:
    """Write the data as the handbook's script does."""
    path = folder / "question.json"
    path.write_text(json.dumps(data, indent=2), encoding="utf-8")
    return path


def test_one_question_or_a_list_of_them(tmp_path: Path) -> None:
    assert len(read_questions(a_file(tmp_path, QUESTION))) == 1
    assert len(read_questions(a_file(tmp_path, [QUESTION, QUESTION]))) == 2


def test_a_result_comes_with_its_bytes(tmp_path: Path) -> None:
    path = a_file(tmp_path, RESULT)
    result, content = read_practice(path)
    assert (result.of, content) == (1, path.read_bytes())


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({**QUESTION, "date": "soon"}, r":8:11: date: 'soon' is not a date"),
        ([QUESTION, {**QUESTION, "item": ""}], r":13:13: 1\.?item|:13:13: item: "),
        ([], "the list of questions is empty"),
        ("text", ":1:1: the file: "),
        ({**QUESTION, "surprise": 1}, ":9:15: surprise: Extra inputs"),
    ],
)
def test_what_is_wrong_is_shown_with_its_place(tmp_path: Path, data: Any, told: str) -> None:
    with pytest.raises(SchemactlError, match=told):
        read_questions(a_file(tmp_path, data))


def test_broken_and_endless_files_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text('{"format": \n nonsense', encoding="utf-8")
    with pytest.raises(SchemactlError, match=":2:2: this is no JSON"):
        read_questions(path)
    path.write_bytes(b" " * (LARGEST + 1))
    with pytest.raises(SchemactlError, match="larger than 1 MB"):
        read_questions(path)
