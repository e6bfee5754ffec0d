"""Spelling after: what is written is read back as the same label under the last version."""

import pytest

from schemactl.data.options import DataOptions, parse_columns
from schemactl.errors import SchemactlError
from schemactl.migrate.spelling_after import (
    SpellingAfter,
    form_after,
    in_kind_of,
    options_after,
    partner_tasks,
)
from tests.builders import a_label, a_schema, a_task
from tests.migrate.hops import compiled

OLD = a_schema(a_task("a", id="topic"), a_task("p", id="tone"))


def test_numbers_stay_numbers_and_all_else_becomes_ids() -> None:
    forms = [form_after(DataOptions(label_as=form)) for form in ("id", "name", "index", "position")]
    assert forms == ["id", "id", "index", "position"]
    assert form_after(DataOptions(label_as="position", out_label_as="name")) == "name"


def test_a_label_without_a_number_is_refused() -> None:
    schema = a_schema(a_task(a_label("g", selectable=False), a_label("a")))
    after = SpellingAfter(compiled(schema, schema), DataOptions(out_label_as="index"))
    assert after.write(("topic", "a")) == "0"
    with pytest.raises(SchemactlError, match="topic/g has no index"):
        after.write(("topic", "g"))


def test_spellings_are_those_of_the_form() -> None:
    schema = a_schema(a_label("a", name="Anger", aliases=("A",)))
    named = SpellingAfter(compiled(schema, schema), DataOptions(out_label_as="name"))
    assert named.write(("topic", "a")) == "Anger"
    assert [named.means(text, ("topic", "a")) for text in ("a", "A", "Anger", "anger")] == [
        True,
        True,
        True,
        False,
    ]


def test_a_label_of_several_tasks_is_named_with_its_task() -> None:
    schema = a_schema(a_task("a", "b"), a_task("b", id="tone"))
    after = SpellingAfter(compiled(schema, schema), DataOptions())
    assert after.write_alone(("topic", "a")) == "a"
    assert after.write_alone(("tone", "b")) == "tone/b"
    assert after.means_alone("tone/b", ("tone", "b"))
    assert not after.means_alone("b", ("tone", "b"))


def test_a_number_takes_the_place_of_a_number() -> None:
    assert in_kind_of("3", 1) == 3
    assert in_kind_of("3", "1") == "3"
    assert in_kind_of("3", True) == "3"
    assert in_kind_of("x", 1) == "x"


def test_the_output_is_read_under_the_tasks_of_the_last_version() -> None:
    step = {"change": "task", "task": "tone", "was": "removed", "otherwise": "drop"}
    migration = compiled(OLD, a_schema(a_task("a", id="topic")), step)
    options = DataOptions(task="topic", columns=parse_columns(["label:tone=c"]), label_as="index")
    after = options_after(migration, options)
    assert (after.task, after.label_as, after.out_label_as) == ("topic", "index", None)
    assert after.columns[0].task is None
    assert partner_tasks(migration) == {"topic": "topic", "tone": None}
