"""A schema's files: both forms of schema.yaml, its migrations and translations."""

from pathlib import Path

import pytest

from schemactl.files.schema_file import (
    build_schema,
    read_migration_files,
    read_schema_file,
    read_translations_files,
)
from schemactl.model.finding import Pointer, Region
from tests.builders import SHORT_FORM, a_document, a_repository, places

RICH_FORM = """\
schemactl: 1
name: sentiment
version: 1.0.0
inputs:
  text: {type: text}
tasks:
  - id: sentiment
    type: classification
    inputs: [text]
    choose: one
    labels:
      - id: positive
        definition: The writer is pleased.
      - id: negative
        definition: The writer is displeased.
"""


def test_the_short_form_is_the_rich_form(tmp_path: Path) -> None:
    workspace = a_repository(tmp_path, {"short.yaml": SHORT_FORM, "rich.yaml": RICH_FORM})
    short = read_schema_file(workspace, tmp_path / "short.yaml")
    rich = read_schema_file(workspace, tmp_path / "rich.yaml")
    assert short.document.problems == rich.document.problems == []
    assert short.schema == rich.schema is not None


@pytest.mark.parametrize(
    ("pointer", "expected"),
    [
        (("tasks", 0, "id"), (2, 7, 2, 16)),
        (("tasks", 0, "type"), (4, 7, 4, 21)),
        (("tasks", 0, "labels", 1, "definition"), (9, 17, 9, 42)),
        (("tasks", 0), (1, 1, 1, 10)),
        (("tasks",), (1, 1, 1, 10)),
        (("version",), (3, 10, 3, 15)),
    ],
)
def test_pointers_into_the_short_form_find_what_was_written(
    pointer: Pointer, expected: tuple[int, int, int, int]
) -> None:
    document = a_document(SHORT_FORM)
    build_schema(document)
    assert document.locate(pointer) == Region(*expected)


def test_literal_scalars_are_texts_where_texts_are_wanted() -> None:
    text = (
        "schemactl: 1\nname: s\nversion: 1.10.0\ntitle: 1.10\nsummary: yes\ntype: classification\n"
    )
    ids = ["yes", "no", "0111", "1.10", "12:30", "null", "~", "true", "1e3", "007"]
    text += "labels:\n" + "".join(f"  - id: {i}\n    name: {i}\n" for i in ids)
    schema = build_schema(a_document(text))
    assert schema is not None
    assert (schema.version, schema.title, schema.summary) == ("1.10.0", "1.10", "yes")
    assert [label.id for label in schema.tasks[0].labels] == ids
    assert all(type(label.name) is str for label in schema.tasks[0].labels)


def test_prose_is_trimmed_and_otherwise_kept() -> None:
    text = SHORT_FORM + "question: |\n\n    Is it \n    \n      so?  \n\n\n"
    schema = build_schema(a_document(text))
    assert schema is not None
    assert schema.tasks[0].question == "Is it\n\n  so?"


def test_comments_order_and_style_do_not_matter() -> None:
    other = (
        "# a comment\nlabels: [{definition: 'The writer is pleased.', id: positive},\n"
        '  {"id": negative, definition: The writer is displeased.}]   # another\n'
        "type: classification\nversion: '1.0.0'\nname: >-\n  sentiment\nschemactl: '1'\n"
    )
    assert build_schema(a_document(other)) == build_schema(a_document(SHORT_FORM))


@pytest.mark.parametrize(
    ("text", "message"),
    [("", "the file is empty"), ("- a\n", "no mapping"), ("hi\n", "no mapping")],
)
def test_a_file_without_keys_says_what_a_schema_starts_with(text: str, message: str) -> None:
    document = a_document(text)
    assert build_schema(document) is None
    assert places(document.problems) == [("invalid-value", 1, 1)]
    assert message in document.problems[0].message
    assert "schemactl: 1" in document.problems[0].message


def test_a_broken_file_is_one_problem_not_two() -> None:
    document = a_document("a: [")
    assert build_schema(document) is None
    assert len(document.problems) == 1


def test_migrations_and_translations_are_read_in_the_order_of_their_names(tmp_path: Path) -> None:
    head = "schemactl: 1\nfrom: {schema: s, version: 1.0.0}\nto: {schema: s, version: 2.0.0}\n"
    workspace = a_repository(
        tmp_path,
        {
            "schemas/s/schema.yaml": SHORT_FORM,
            "schemas/s/migrations/2.0.0.yaml": head,
            "schemas/s/migrations/1.1.0.yaml": "steps: x\n",
            "schemas/s/migrations/notes.md": "",
            "schemas/s/translations/fr.yaml": "schemactl: 1\nlanguage: fr\n",
            "schemas/s/translations/de.yaml": "",
        },
    )
    migrations = read_migration_files(workspace, "s")
    assert [(m.name, m.migration is None) for m in migrations] == [
        ("1.1.0", True),
        ("2.0.0", False),
    ]
    translations = read_translations_files(workspace, "s")
    assert [(t.language, t.translations is None) for t in translations] == [
        ("de", True),
        ("fr", False),
    ]
    assert translations[0].document.problems[0].message.startswith("the file is empty")


def test_a_schema_without_migrations_has_none(tmp_path: Path) -> None:
    workspace = a_repository(tmp_path, {"schemas/s/schema.yaml": SHORT_FORM})
    assert read_migration_files(workspace, "s") == []
    assert read_translations_files(workspace, "s") == []
