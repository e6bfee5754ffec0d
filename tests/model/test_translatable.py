"""Every text that people read has an address and a field, and nothing else has."""

from schemactl.files.schema_file import build_schema
from schemactl.model.reference import LabelIndex
from schemactl.model.taxonomy import taxonomies
from schemactl.model.translatable import digest_of_text, retold, texts_at, translatable
from tests.builders import a_document, a_label, a_schema, a_task

RICH = """
schemactl: 1
name: tickets
version: 1.0.0
title: Tickets
owners: [someone]
inputs: {ticket: {type: text}}
tasks:
  - id: intent
    type: classification
    inputs: [ticket]
    question: What is wanted?
    residual: other
    unsure: {use: other, say: Flag it.}
    tie_breaks: [{id: T1, text: Money wins., use: refund, over: [other]}]
    confusable: [{labels: [refund, other], ask: Is it money?, pick: {refund: "Yes."}}]
    decide: [{id: Q1, ask: Money?, yes: refund, no: other}]
    attributes: [{id: tone, question: How?, type: choice, values: [{id: kind, definition: Soft.}]}]
    labels:
      - id: refund
        name: Refund
        definition: Money back.
        include: [Vouchers, {id: R1, text: Credit}]
        synonyms: [money back]
        aliases: [REFUND]
        labels:
          - id: part
            definition: A part of it.
            examples: [{id: e-1, content: Half of it., because: Half.}, {content: A third.}]
      - id: other
  - id: urgency
    type: rating
    scale: {min: 1, max: 2, anchors: {1: Later}}
constraints: [{id: c-1, if: {intent: other}, then: {urgency: 1}, because: No harm.}]
"""


def test_every_text_has_an_address_and_a_field() -> None:
    schema = build_schema(a_document(RICH))
    assert schema is not None
    assert translatable(schema) == {
        "tickets": {"title": "Tickets"},
        "intent": {"question": "What is wanted?", "unsure/say": "Flag it."},
        "T1": {"text": "Money wins."},
        "intent/refund--other": {"ask": "Is it money?", "pick/refund": "Yes."},
        "intent/Q1": {"ask": "Money?"},
        "intent/tone": {"question": "How?"},
        "intent/tone/kind": {"definition": "Soft."},
        "intent/refund": {
            "name": "Refund",
            "definition": "Money back.",
            "include/0/text": "Vouchers",
            "synonyms/0": "money back",
        },
        "R1": {"text": "Credit"},
        "intent/part": {"definition": "A part of it.", "examples/1/content": "A third."},
        "e-1": {"content": "Half of it.", "because": "Half."},
        "urgency": {"scale/anchors/1": "Later"},
        "c-1": {"because": "No harm."},
    }


def test_a_text_has_a_digest() -> None:
    assert digest_of_text("") == (
        "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    )


def test_the_id_is_enough_where_one_task_has_the_label() -> None:
    other = a_task(a_label("spam", definition="Junk."), id="other")
    schema = a_schema(a_task("ham", a_label("spam", definition="Ads.")), other)
    texts, labels = translatable(schema), LabelIndex(taxonomies(schema))
    assert texts_at(texts, labels, "ham") == {"definition": "What ham means."}
    assert texts_at(texts, labels, "other/spam") == {"definition": "Junk."}
    assert texts_at(texts, labels, "spam") == {}


def test_a_point_and_a_label_of_one_id_have_two_addresses() -> None:
    point = {"id": "wing", "definition": "Its tip."}
    texts = translatable(a_schema(a_task(a_label("wing", definition="A wing."), points=[point])))
    assert texts["topic/wing"] == {"definition": "A wing."}
    assert texts["topic/points/wing"] == {"definition": "Its tip."}


def test_every_text_can_be_told_anew_at_its_address() -> None:
    schema = build_schema(a_document(RICH))
    assert schema is not None
    texts = translatable(schema)
    upper = retold(schema, lambda address, field, text: f"{address}|{field}|{text}")
    assert translatable(upper) == {
        address: {field: f"{address}|{field}|{text}" for field, text in fields.items()}
        for address, fields in texts.items()
    }
    assert retold(schema, lambda _address, _field, text: text) == schema
