"""What names, ids, versions, digests and dates may look like, and what they may not."""

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from schemactl.model.identifiers import (
    ClauseId,
    Color,
    Date,
    Digest,
    LabelId,
    LooseVersion,
    Name,
    QuestionId,
    Version,
    is_name,
    is_reserved_label_id,
)

ACCEPTED: dict[str, tuple[Any, list[str]]] = {
    "name": (Name, ["a", "a-b", "a1", "a" * 63]),
    "label": (LabelId, ["a", "A.b:c/d", "0111", "yes", "null", "~", "é", "日本", "😀", "x" * 128]),
    "version": (Version, ["0.0.0", "1.10.0", "1.0.0-rc.1", "1.0.0+b.7", "1.0.0--"]),
    "loose": (LooseVersion, ["1", "2026-11-20", "v_1.A", "x" * 64]),
    "digest": (Digest, ["sha256:" + "0a" * 32]),
    "question": (QuestionId, ["Q1", "Q012"]),
    "clause": (ClauseId, ["R2", "bd-001", "1.a_b", "x" * 64]),
    "color": (Color, ["#b23b3b"]),
    "date": (Date, ["2026-11-20", "2024-02-29"]),
}
REFUSED: dict[str, tuple[Any, list[str]]] = {
    "name": (Name, ["", "A", "1a", "-a", "a_b", "a b", "a" * 64, "a\n", "é"]),
    "label": (
        LabelId,
        ["", "a b", "a\tb", "a\u00a0b", "a\u2028b", "a\x00", "\x7f", "\x85", "x" * 129],
    ),
    "label signs": (LabelId, [f"a{sign}b" for sign in "[]{}|#?%\"'<>\\,@"]),
    "label words": (LabelId, ["nothing", "Q1", "Q0", "Q99", "\ud800"]),
    "version": (
        Version,
        ["1", "1.0", "01.0.0", "1.0.0-01", "1.0.0-", "v1.0.0", "1.0.0\n", " 1.0.0"],
    ),
    "long version": (Version, ["1.0.0-" + "1" * 5000, "9999999999.0.0"]),
    "loose": (LooseVersion, ["", "a b", "a/b", "x" * 65, "1\n"]),
    "digest": (Digest, ["", "0a" * 32, "sha256:" + "0A" * 32, "md5:" + "0" * 32]),
    "question": (QuestionId, ["Q", "q1", "Q1a", "1"]),
    "clause": (ClauseId, ["", "nothing", "-a", "a b", "x" * 65, "é"]),
    "color": (Color, ["red", "#fff", "b23b3b", "#b23b3g"]),
    "date": (Date, ["2026-02-30", "2026-13-01", "2026-1-1", "20261120", "0000-01-01", "today"]),
}


def cases(table: dict[str, tuple[Any, list[str]]]) -> list[Any]:
    """Return kind and text of every case, named by its kind."""
    return [
        pytest.param(kind, text, id=f"{name} {number}")
        for name, (kind, texts) in table.items()
        for number, text in enumerate(texts)
    ]


@pytest.mark.parametrize(("kind", "text"), cases(ACCEPTED))
def test_what_is_right_is_taken_literally(kind: Any, text: str) -> None:
    assert TypeAdapter(kind).validate_python(text) == text


@pytest.mark.parametrize(("kind", "text"), cases(REFUSED))
def test_what_is_wrong_is_refused(kind: Any, text: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(kind).validate_python(text)


def test_a_message_names_the_character_that_is_in_the_way() -> None:
    with pytest.raises(ValidationError, match="contains ',', which no label id may"):
        TypeAdapter(LabelId).validate_python("a,b")


def test_colours_are_written_in_small_letters() -> None:
    assert TypeAdapter(Color).validate_python("#B23B3B") == "#b23b3b"


def test_nothing_and_question_ids_are_reserved() -> None:
    assert is_reserved_label_id("nothing")
    assert is_reserved_label_id("Q7")
    assert not is_reserved_label_id("Q7x")


def test_a_name_is_a_text() -> None:
    assert is_name("a-1")
    assert not any(is_name(value) for value in ("A", "", None, 1, ["a"]))
