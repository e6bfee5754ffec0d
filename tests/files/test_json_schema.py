"""The editors' JSON Schemas: copies are fresh, and model and JSON Schema agree on documents.

The copies are written anew by `python -m tests.files.test_json_schema`.
"""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from schemactl.errors import SchemactlError
from schemactl.files import json_schema
from schemactl.files.guideline_file import build_ruling
from schemactl.files.json_schema import NOUNS, editor_schema, objections
from schemactl.files.schema_file import build_schema
from schemactl.files.structure import build
from tests.builders import GUIDELINE, SHORT_FORM, a_document

COPIES = Path(json_schema.__file__).with_name("json_schemas")
ROOT = Path(json_schema.__file__).parents[2]
HEAD = "schemactl: 1\nname: s\nversion: 1.0.0\n"
TASK = f"{HEAD}tasks:\n  - id: t\n    type: classification\n"
STEPS = (
    "schemactl: 1\nfrom: {schema: s, version: 1.0.0}\nto: {schema: s, version: 2.0.0}\nsteps:\n  - "
)
OPEN = "id: r\nitem: x\ndate: 2026-11-20\n"
RULING = f"{OPEN}use: a\n"

ACCEPTED = [
    ("schema", SHORT_FORM),
    ("schema", SHORT_FORM + "choose: {min: 1, max: '3'}\nresidual: no\ntitle: 1.10\n"),
    ("schema", HEAD),
    ("schema", TASK + "    labels: [{id: yes}, {id: 0111, name: 12:30}, {id: null}, {id: ~}]\n"),
    ("schema", TASK + "    labels: {same_as: other}\n    choose: any\n"),
    ("schema", TASK + "    labels: [{id: a, index: 3, selectable: 'false', labels: [{id: b}]}]\n"),
    ("schema", TASK + "    labels: [{id: a, include: [x, {text: y, use: b}, 5]}]\n"),
    ("schema", TASK + "    labels: [{id: a, definition: , examples: [{data: {a: [1, x]}}]}]\n"),
    ("schema", TASK + "    confusable: [{labels: [a, b], pick: {a: x}}]\n"),
    ("schema", TASK + "    scale: {min: 1, max: '5', anchors: {1: low}}\n    unsure: \n"),
    ("schema", TASK + "    decide: [{id: Q1, ask: x, yes: Q2, no: other}]\n"),
    ("guideline", GUIDELINE),
    ("guideline", GUIDELINE + "unsure: Ask.\nowners: a@example.com\n"),
    ("guideline", GUIDELINE + "unsure: {say: Ask.}\ngates: [{task: t, gold: {minimum: 0.9}}]\n"),
    ("migration", STEPS + "{change: recode, from: a, to: b}\n"),
    ("migration", STEPS + "{change: merge, from: a, to: b, because: yes}\n"),
    ("migration", STEPS + "{change: split, from: a, to: [b, {label: c}], otherwise: {use: d}}\n"),
    ("migration", STEPS + "{change: split, from: a, to: b}\n"),
    ("migration", STEPS + "{change: redefine, label: a, effect: widen, review: [b]}\n"),
    ("migration", STEPS + "{change: redefine, label: a, effect: widen, review: true}\n"),
    ("migration", STEPS + "{change: rule, rule: {confusable: a--b}, effect: clarify}\n"),
    ("ruling", RULING),
    ("ruling", RULING + "because: x\nbecause_of: T1\nby: y\nfolded_into: R1\n"),
    ("ruling", OPEN),
    ("ruling", OPEN + "by: ann-3\n"),
    ("settings", "profile: strict\nseverity: {missing-definition: off}\nprofiles: {s: minimal}\n"),
    ("settings", "registry: {url: 'sqlite://'}\nsuppressions: [{rule: r, because: x}]\n"),
    ("translations", "schemactl: 1\nlanguage: no\ntexts: {}\n"),
]
REFUSED = [
    ("schema", ""),
    ("schema", "name: s\nversion: 1.0.0\n"),
    ("schema", SHORT_FORM + "lables: []\n"),
    ("schema", SHORT_FORM + "tasks: []\n"),
    ("schema", SHORT_FORM + "id: x\n"),
    ("schema", HEAD + "labels: []\n"),
    ("schema", HEAD + "question: x\n"),
    ("schema", HEAD + "type: clasification\n"),
    ("schema", HEAD.replace("name: s", "name: Bad") + "tasks: []\n"),
    ("schema", HEAD + "inputs: {Bad: {type: text}}\ntasks: []\n"),
    ("schema", TASK + "    labels: a\n"),
    ("schema", TASK + "    labels: [a]\n"),
    ("schema", TASK + "    labels: {a: b}\n"),
    ("schema", TASK + "    labels:\n"),
    ("schema", TASK + "    labels: [{name: a}]\n"),
    ("schema", TASK + "    labels: [{id: a, definiton: x}]\n"),
    ("schema", TASK + "    labels: [{id: [a]}]\n"),
    ("schema", TASK + "    labels: [{id: a, index: -1}]\n"),
    ("schema", TASK + "    labels: [{id: a, index: x}]\n"),
    ("schema", TASK + "    labels: [{id: a, selectable: maybe}]\n"),
    ("schema", TASK + "    labels: [{id: a, labels: [{id: b, x: y}]}]\n"),
    ("schema", TASK + "    choose: two\n"),
    ("schema", TASK + "    confusable: [{labels: [a]}]\n"),
    ("schema", TASK + "    decide: [{id: R1, ask: x, yes: a, no: b}]\n"),
    ("guideline", GUIDELINE + "pagse: []\n"),
    ("guideline", "schemactl: 1\nname: g\nversion: 1.0.0\n"),
    ("migration", STEPS + "{change: remap, from: a}\n"),
    ("migration", STEPS + "{change: recode, from: [a], to: b}\n"),
    ("migration", STEPS + "{change: retire, from: a}\n"),
    ("migration", STEPS + "{change: retire, from: a, otherwise: guess}\n"),
    ("ruling", "id: r\n"),
    ("ruling", RULING + "label: x\n"),
    ("ruling", OPEN + "because: x\n"),
    ("ruling", OPEN + "because_of: T1\n"),
    ("ruling", OPEN + "folded_into: R1\n"),
    ("ruling", OPEN + "usee: a\n"),
    ("settings", "profil: strict\n"),
    ("settings", "severity: {missing-definition: fatal}\n"),
    ("settings", "profiles: {Bad: strict}\n"),
    ("translations", "schemactl: 1\n"),
]


def model_accepts(noun: str, text: str) -> bool:
    """Tell whether our own reading has nothing to object to."""
    document = a_document(text)
    if noun == "schema":
        build_schema(document)
    elif noun == "ruling":
        return build_ruling(document) is not None and not document.problems
    elif isinstance(document.data, dict):
        build(NOUNS[noun], document.data, document)
    else:
        return False
    return not document.problems


def as_an_editor_sees_it(text: str) -> Any:
    """Read the text as editors do, with the types of YAML 1.1, as JSON."""
    return json.loads(json.dumps(yaml.safe_load(text), default=str))


@pytest.mark.parametrize("noun", NOUNS)
def test_the_shipped_copy_is_fresh(noun: str) -> None:
    shipped = (COPIES / f"{noun}.json").read_text(encoding="utf-8")
    assert shipped == written(noun), "run `python -m tests.files.test_json_schema`"


def test_there_is_a_copy_of_each_and_no_other() -> None:
    assert {path.stem for path in COPIES.iterdir()} == set(NOUNS)


@pytest.mark.parametrize("noun", NOUNS)
def test_a_schema_is_one_and_refuses_unknown_keys_everywhere(noun: str) -> None:
    schema = editor_schema(noun)
    Draft202012Validator.check_schema(schema)
    objects = [s for s in [schema, *schema.get("$defs", {}).values()] if "properties" in s]
    assert objects
    assert all(s["additionalProperties"] is False and s["description"] for s in objects)


@pytest.mark.parametrize(("noun", "text"), ACCEPTED)
def test_what_the_model_accepts_the_schema_accepts(noun: str, text: str) -> None:
    assert model_accepts(noun, text)
    assert objections(editor_schema(noun), as_an_editor_sees_it(text)) == []


@pytest.mark.parametrize(("noun", "text"), REFUSED)
def test_what_the_model_refuses_the_schema_refuses(noun: str, text: str) -> None:
    assert not model_accepts(noun, text)
    assert objections(editor_schema(noun), as_an_editor_sees_it(text)) != []


@given(
    st.sampled_from(["yes", "no", "1.10", "0111", "null", "~", "true", "12:30", "1e3", "x", "''"])
)
def test_a_text_may_be_any_scalar(written: str) -> None:
    label = f"{{id: a, name: {written}, hotkey: {written}}}"
    text = f"{TASK}    question: {written}\n    labels: [{label}]\n"
    assert model_accepts("schema", text)
    assert objections(editor_schema("schema"), as_an_editor_sees_it(text)) == []


@pytest.mark.parametrize("path", sorted((ROOT / "schemas").glob("*/schema.yaml")))
def test_our_own_schemas_agree_with_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert objections(editor_schema("schema"), as_an_editor_sees_it(text)) == []


@pytest.mark.parametrize("path", sorted((ROOT / "guidelines").glob("*/guideline.yaml")))
def test_our_own_guidelines_agree_with_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert objections(editor_schema("guideline"), as_an_editor_sees_it(text)) == []


def test_an_objection_names_its_place() -> None:
    (objection,) = objections(
        editor_schema("ruling"), {**yaml.safe_load(RULING), "id": [], "date": "x"}
    )[:1]
    assert objection.startswith("$.")


def test_of_other_things_there_is_none() -> None:
    with pytest.raises(SchemactlError, match="no JSON Schema of 'label'"):
        editor_schema("label")


def written(noun: str) -> str:
    """Return the text of a copy."""
    return json.dumps(editor_schema(noun), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    for noun in NOUNS:
        (COPIES / f"{noun}.json").write_text(written(noun), encoding="utf-8", newline="\n")
