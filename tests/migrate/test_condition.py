"""Conditions: each test of the closed set on values of every kind."""

import json
import re
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemactl.migrate.condition import compile_condition, compile_test
from schemactl.migrate.record import FieldRecord
from schemactl.model.migration import Target, Test
from schemactl.releases.canonical import canonical_bytes, plain_data
from tests.diff.versions import a_migration

SPLIT = {"change": "split", "from": "a", "to": []}


def passes(test: dict[str, Any], value: Any) -> bool:
    """Run a test as a person wrote it; the released form of it must say the same."""
    noun = Test.model_validate(test)
    frozen = Test.model_validate(orjson.loads(canonical_bytes(plain_data(noun))))
    found = compile_test(noun)(value)
    assert compile_test(frozen)(value) is found
    return found


@pytest.mark.parametrize(
    ("test", "holds_for", "not_for"),
    [
        ({"const": "en"}, ["en"], ["EN", "en ", "", 1, None, True]),
        ({"const": "en", "ignore_case": True}, ["en", "EN"], ["fr"]),
        ({"const": 5}, [5, 5.0, "5", "5.0"], [6, "five", True, None]),
        ({"const": 0.5}, [0.5, "0.5"], [0.25, "half", 1]),
        ({"const": True}, [True, "true"], [False, 1, "yes", "True"]),
        ({"const": {"a": [1, 0.5]}}, [{"a": [1, 0.5]}], [{"a": [1]}, {"b": [1, 0.5]}, "a"]),
        ({"const": ["a", "b"]}, [["a", "b"]], [["b", "a"], "a", ["a"]]),
        ({"enum": ["en", "fr", 3]}, ["en", "fr", 3, "3", ["xx", "fr"]], ["de", 4, [], ["de"]]),
        ({"enum": ["EN"], "ignore_case": True}, ["en"], ["fr"]),
        ({"pattern": "lock.d"}, ["I am locked out", ["no", "locked"]], ["Locked", "", None, 5]),
        ({"pattern": "^lock", "ignore_case": True}, ["Locked"], ["I lock"]),
        ({"pattern": "^1"}, [10, 1.5, "100"], [2, True]),
        ({"pattern": "rue"}, [True], [False]),
        ({"minimum": 0.5}, [0.5, 1, "0.5", ".5", "1e3", 2**70], ["0.49", 0, "", "x", True, None]),
        ({"maximum": 3}, [3, -1, "3.0", "-7"], [3.01, "4", "three", False]),
        ({"minimum": 1, "maximum": 2}, [1, 2, [9, 1.5]], [0.5, 2.5, [0, 3]]),
        ({"exists": True}, ["", 0, [], False], [None]),
        ({"exists": False}, [None], ["", 0, [], False]),
        ({"not": {"const": "en"}}, ["fr", 5, ["fr"]], ["en", ["fr", "en"], None]),
        ({"not": {"exists": True}}, [None], ["x"]),
        ({"not": {"exists": False}}, ["x"], [None]),
        ({"not": {"not": {"const": "en"}}}, ["en"], ["fr", None]),
        ({"exists": False, "not": {"const": "en"}}, [], ["en", "fr"]),
        ({"pattern": "a", "not": {"pattern": "b"}}, ["a"], ["ab", "b", "c"]),
        ({"not": {"const": "EN"}, "ignore_case": True}, ["fr"], ["en", "EN"]),
        ({}, ["x", 0], [None]),
    ],
    ids=str,
)
def test_what_a_test_holds_for(
    test: dict[str, Any], holds_for: list[Any], not_for: list[Any]
) -> None:
    assert [value for value in holds_for if not passes(test, value)] == []
    assert [value for value in not_for if passes(test, value)] == []


@pytest.mark.parametrize(
    ("words", "holds_for", "not_for"),
    [
        (["password"], ["My PASSWORD!", "password", "(password)"], ["passwords", "mypassword"]),
        (
            ["log in"],
            ["I cannot log in.", "log\n  in", "Log In"],
            ["log into", "log-in", "blog in"],
        ),
        (["c++"], ["I like C++.", "c++"], ["c", "c++x", "xc++"]),
        (["straße"], ["in der STRASSE"], ["strassenbahn"]),
        (["caf\u00e9"], ["cafe\u0301 au lait", "CAFÉ"], ["cafe", "cafés"]),
        (["कर"], ["वह कर रहा है"], ["करी"]),
        (["a", "a b c"], ["x a b c y", "a"], ["ab"]),
        (["7"], [7, "7 days", [1, 7]], [17, 0.5, None]),
        (["", "  "], [], ["", "x"]),
        ([], [], ["x"]),
    ],
    ids=str,
)
def test_words_are_whole_and_their_case_says_nothing(
    words: list[str], holds_for: list[Any], not_for: list[Any]
) -> None:
    assert [value for value in holds_for if not passes({"words": words}, value)] == []
    assert [value for value in not_for if passes({"words": words}, value)] == []


def condition(when: dict[str, Any], record: FieldRecord) -> bool:
    """Tell whether a condition holds of a record."""
    target = Target.model_validate({"label": "b", "when": when})
    assert target.when is not None
    return compile_condition(target.when).holds(record)


def test_all_tests_must_hold() -> None:
    when = {"text": {"words": ["late"]}, "score": {"minimum": 0.5}, "task:tone": {"const": "angry"}}
    holds = FieldRecord({"text": "Too late", "score": "0.9"}, {"tone": ["angry"]})
    assert condition(when, holds)
    for changed in (
        holds._replace(values={"text": "Too late", "score": "0.4"}),
        holds._replace(values={"score": "0.9"}),
        holds._replace(answers={"tone": ["calm"]}),
        holds._replace(answers={}),
    ):
        assert not condition(when, changed)


def test_a_condition_without_tests_always_holds() -> None:
    assert condition({}, FieldRecord({}))


def test_a_task_passes_where_one_of_its_labels_does() -> None:
    when = {"task:tone": {"enum": ["angry", "rude"]}}
    assert condition(when, FieldRecord({}, {"tone": ["calm", "rude"]}))
    assert not condition(when, FieldRecord({}, {"tone": ["calm"]}))
    assert not condition(when, FieldRecord({"tone": "angry"}))


def test_nothing_applies_is_an_answer_and_no_answer_is_none() -> None:
    nothing, not_asked = FieldRecord({}, {"tone": []}), FieldRecord({})
    assert condition({"task:tone": {"exists": True}}, nothing)
    assert condition({"task:tone": {"not": {"const": "angry"}}}, nothing)
    assert not condition({"task:tone": {"exists": True}}, not_asked)
    assert not condition({"task:tone": {"not": {"const": "angry"}}}, not_asked)


def test_a_condition_names_what_it_asks() -> None:
    test = Test.model_validate({"const": "x"})
    both = compile_condition({"task:tone": test, "text": test, "meta.source": test})
    assert (both.fields, both.tasks) == (("text", "meta.source"), ("tone",))
    one = compile_condition({"text": test})
    assert (one.fields, one.tasks) == (("text",), ())


def test_a_pattern_that_cannot_run_is_no_condition() -> None:
    with pytest.raises(ValueError, match="invalid perl operator"):
        compile_condition({"text": Test.model_validate({"pattern": "(?=x)"})})


def test_what_yaml_writes_and_what_a_release_stores_say_the_same() -> None:
    split = {**SPLIT, "to": [{"label": "b", "when": {"score": {"const": 0.5, "maximum": 0.75}}}]}
    migration = a_migration(split)
    stored = json.loads(canonical_bytes(migration))
    test = stored["steps"][0]["to"][0]["when"]["score"]
    assert test == {"const": "0.5", "maximum": "0.75"}
    assert passes(test, 0.5)
    assert passes(test, "0.5")
    assert not passes(test, 0.75)


def test_the_page_on_conditions_names_every_test() -> None:
    page = Path(__file__).parents[2] / "docs/reference/conditions.md"
    named = set(re.findall(r"`([a-z_]+): ", page.read_text(encoding="utf-8")))
    assert {field.alias or name for name, field in Test.model_fields.items()} <= named


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@given(json_values, json_values)
def test_no_value_breaks_a_test_and_not_turns_each_answer_around(asked: Any, value: Any) -> None:
    tests = [{"pattern": "a|1"}, {"words": ["a", "1"]}, {"minimum": 0}, {"maximum": 0}]
    tests += [] if asked is None else [{"const": asked}, {"enum": [asked, 1]}]
    for test in tests:
        found = compile_test(Test.model_validate(test))(value)
        turned = compile_test(Test.model_validate({"not": test}))(value)
        assert isinstance(found, bool)
        assert turned is (value is not None and not found)
