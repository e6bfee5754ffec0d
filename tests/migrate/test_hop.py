"""The names that steps write, looked up on the side where they stand."""

import pytest

from schemactl.errors import SchemactlError
from schemactl.migrate.hop import Sides
from tests.builders import a_schema, a_task
from tests.migrate.hops import a_hop

OLD = a_schema(a_task("a", "b", id="topic"), a_task("b", "x", id="tone"))
NEW = a_schema(a_task("a", "c", "n/o", id="topic"), a_task("c", "x", id="mood"))
SIDES = Sides(a_hop(OLD, NEW))


def test_a_bare_name_is_a_label_of_every_task_that_has_it() -> None:
    assert list(SIDES.sources("b", None)) == [("topic", "b"), ("tone", "b")]
    assert list(SIDES.sources("a", None)) == [("topic", "a")]
    assert list(SIDES.sources("c", None)) == []


def test_the_task_of_a_step_tells_which() -> None:
    assert list(SIDES.sources("b", "tone")) == [("tone", "b")]
    assert list(SIDES.results("c", "mood")) == [("mood", "c")]


def test_an_address_tells_which() -> None:
    assert list(SIDES.sources("tone/b", None)) == [("tone", "b")]
    assert SIDES.target("mood/c", "topic") == ("mood", "c")


def test_a_target_is_a_label_of_the_same_task_first() -> None:
    assert SIDES.target("c", "topic") == ("topic", "c")
    assert SIDES.target("x", "topic") == ("mood", "x")
    assert SIDES.target("n/o", "tone") == ("topic", "n/o")


def test_a_target_that_is_not_there_is_refused() -> None:
    with pytest.raises(SchemactlError, match="'b', which is no label there"):
        SIDES.target("b", "topic")
    with pytest.raises(SchemactlError, match="'c', which is topic/c and mood/c"):
        SIDES.target("c", "tone")


def test_tasks_are_partners_by_id() -> None:
    assert SIDES.partners == {"topic": "topic"}


def test_the_only_tasks_of_two_schemas_are_partners_under_any_name() -> None:
    one = a_schema(a_task("a", id="emotions"), name="emotions")
    other = a_schema(a_task("b", id="ekman"), name="ekman")
    sides = Sides(a_hop(one, other))
    assert sides.partners == {"emotions": "ekman"}
    assert list(sides.sources("a", "ekman")) == [("emotions", "a")]
    assert list(sides.results("b", "emotions")) == [("ekman", "b")]
