"""Every structural problem of a file, in one run, at its exact place."""

import pytest
from pydantic import BaseModel

from schemactl.files.schema_file import build_schema
from schemactl.files.structure import build
from schemactl.model.finding import Diagnostic, Region
from schemactl.model.migration import Migration
from schemactl.model.schema import Schema
from schemactl.model.settings import Settings
from tests.builders import a_document, places

HEAD = "schemactl: 1\nname: s\nversion: 1.0.0\n"
MIGRATION = "schemactl: 1\nfrom: {schema: s, version: 1.0.0}\nto: {schema: s, version: 2.0.0}\n"


def problems(text: str, model: type[BaseModel] = Schema) -> list[Diagnostic]:
    """Return what is wrong with a text for a model."""
    document = a_document(text)
    if model is Schema:
        build_schema(document)
    else:
        build(model, document.data, document)
    return sorted(document.problems, key=lambda p: (p.region.line or 0, p.region.column or 0))


def test_all_problems_come_in_one_run_at_their_place() -> None:
    text = HEAD + (
        "type: clasification\n"
        "lables: []\n"
        "labels:\n"
        "  - id: a b\n"
        "    definiton: x\n"
        "  - id: b\n"
        "    hotkey: [x]\n"
        "    selectable: yes\n"
        "  - name: c\n"
        "  - {id: d, color: red}\n"
    )
    assert [(p.rule, *p.region) for p in problems(text)] == [
        ("invalid-value", 4, 7, 4, 20),
        ("unknown-key", 5, 1, 5, 7),
        ("invalid-value", 7, 9, 7, 12),
        ("unknown-key", 8, 5, 8, 14),
        ("invalid-value", 10, 13, 10, 16),
        ("invalid-value", 11, 17, 11, 20),
        ("missing-key", 12, 5, 12, 9),
        ("invalid-value", 13, 20, 13, 23),
    ]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("type: clasification\n", "did you mean `classification`?"),
        ("type: classification\nlables: []\n", "did you mean `labels`?"),
        ("tasks: [{id: t, type: classification, lables: []}]\n", "did you mean `labels`?"),
        ("type: classification\nlabels: [{id: a, definiton: x}]\n", "did you mean `definition`?"),
        ("type: classification\nlabels: [{id: a, exept: [x]}]\n", "did you mean `except`?"),
        ("type: classification\nchoose: {mx: 1}\n", "did you mean `max`?"),
        (
            "tasks: []\nconstraints: [{id: a, if: {}, then: {}, zzz: 1}]\n",
            "known keys: id, if, then",
        ),
    ],
)
def test_an_unknown_word_comes_with_the_nearest_known_one(text: str, hint: str) -> None:
    assert any(hint in problem.hint for problem in problems(HEAD + text))


def test_what_can_be_read_is_kept() -> None:
    document = a_document(
        HEAD + "type: classification\nlabels: [{id: a b}, {id: b, x: y}, {id: c}]\n"
    )
    schema = build_schema(document)
    assert schema is not None
    assert [label.id for label in schema.tasks[0].labels] == ["b", "c"]


def test_later_pointers_still_find_their_place() -> None:
    text = (
        HEAD + 'type: classification\nlabels:\n  - id: "a b"\n  - id: b\n  - id: "c,"\n  - id: d\n'
    )
    document = a_document(text)
    build_schema(document)
    found = [document.locate(("tasks", 0, "labels", i, "id")) for i in range(2)]
    assert found == [Region(7, 9, 7, 10), Region(9, 9, 9, 10)]


def test_without_what_it_cannot_do_without_there_is_no_noun() -> None:
    document = a_document("schemactl: 1\nname: s\n")
    assert build_schema(document) is None
    assert places(document.problems) == [("missing-key", 1, 1)]


@pytest.mark.parametrize("value", ["", "Bad", "[a]", "{a: b}", "é"])
def test_a_bad_name_is_one_problem_in_the_short_form(value: str) -> None:
    text = f"schemactl: 1\nname: {value}\nversion: 1.0.0\ntype: classification\nlabels: []\n"
    assert [p.region.line for p in problems(text)] == [2]


def test_a_bad_name_of_an_input_is_one_problem_at_its_key() -> None:
    text = (
        HEAD
        + "type: classification\ninputs:\n  Bad: {type: text}\n  ok: {type: text}\nlabels: []\n"
    )
    document = a_document(text)
    schema = build_schema(document)
    assert schema is not None
    assert list(schema.inputs) == ["ok"]
    assert [p.region for p in document.problems] == [Region(6, 3, 6, 6)]


@pytest.mark.parametrize(
    ("step", "column"),
    [
        ("change: task, task: urgency, was: bad", 40),
        ("change: attribute, attribute: a/b, was: bad", 46),
        ("change: rule, rule: T1, effect: bad", 38),
        ("change: remap, from: a", 14),
        ("change: retire, from: a, otherwise: bad", 42),
        ("change: redefine, label: a, effect: shift, review: bad", 57),
        ("change: split, from: a, to: [{label: x, wen: y}]", 46),
        ("change: split, from: a, to: [{label: x, when: {t: {mininum: 1}}}]", 57),
    ],
)
def test_a_value_with_several_forms_is_objected_to_once(step: str, column: int) -> None:
    (problem,) = problems(f"{MIGRATION}steps:\n  - {{{step}}}\n", Migration)
    assert (problem.region.line, problem.region.column) == (5, column)
    assert "literal[" not in problem.message


def test_a_form_that_was_chosen_is_examined_inside() -> None:
    text = f"{MIGRATION}steps:\n  - {{change: retire, from: a, otherwise: {{us: b}}}}\n"
    assert [p.rule for p in problems(text, Migration)] == ["missing-key", "unknown-key"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("labels: a", "`labels`: 'a' where a list is expected"),
        ("labels:", "`labels`: nothing stands here where a list is expected"),
        ("labels: [a]", "`labels`: 'a' where `key: value` is expected"),
        ("labels: {a: b}", "`labels`: write a list of labels, or {same_as: other-task}"),
        ("question: [a]", "`question`: a list stands here where a text is expected"),
        ("question: {a: b}", "`question`: keys and values stand here where a text is expected"),
        ("complete: yes", "`complete`: write true or false"),
        (
            "confusable: [{labels: [a]}]",
            "`labels`: a list of too few entries stands here",
        ),
        ("confusable: [{labels: [a, b, c]}]", "a list of more than 2 entries stands here"),
    ],
)
def test_messages_say_what_stands_there_and_what_is_expected(text: str, message: str) -> None:
    (problem,) = problems(f"{HEAD}tasks:\n  - id: t\n    type: classification\n    {text}\n")
    assert message in problem.message
    assert problem.region.line == 7


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("labels: [a]", "id"),
        ("labels: [{id: a, examples: [It is red.]}]", "content"),
        ("tie_breaks: [A wins over b.]", "text"),
    ],
)
def test_a_text_in_place_of_a_thing_is_told_its_key(text: str, key: str) -> None:
    (problem,) = problems(f"{HEAD}tasks:\n  - id: t\n    type: classification\n    {text}\n")
    assert problem.hint == f"write `{key}:` in front of it"


def test_keys_of_the_short_form_belong_into_a_task_where_there_are_tasks() -> None:
    (problem,) = problems(f"{HEAD}type: rating\ntasks:\n  - {{id: t, type: rating}}\n")
    assert (problem.rule, problem.message) == ("unknown-key", "unknown key `type`")
    assert problem.hint == "beside `tasks:` it has no place: write it in the task that it is about"


def test_a_message_stays_short() -> None:
    (problem,) = problems(f"schemactl: 1\nname: s\nversion: {'1' * 5000}\n")
    assert len(problem.message) < 300


def test_keys_that_are_words_are_checked_too() -> None:
    (problem,) = problems("approvals: {huge: [expert]}\n", Settings)
    assert (problem.rule, problem.region) == ("invalid-value", Region(1, 13, 1, 17))


def test_thousands_of_problems_are_all_said() -> None:
    text = HEAD + "type: classification\nlabels:\n"
    text += "".join(f"  - id: l{i}\n    definiton: x\n" for i in range(3000))
    assert len(problems(text)) == 3000
