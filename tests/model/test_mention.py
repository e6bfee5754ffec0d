"""Every place of a task that names a label is looked at."""

from schemactl.files.schema_file import build_schema
from schemactl.files.yaml_tree import Document
from schemactl.model.mention import leading_to, strangers
from schemactl.model.taxonomy import taxonomies

EVERYWHERE = """
schemactl: 1
name: s
version: 1.0.0
type: box
residual: x-residual
unsure: {use: x-unsure}
draw: {crowd: x-crowd}
tie_breaks: [{id: T1, text: t, use: x-use, over: [a, x-over]}]
confusable: [{labels: [a, x-pair], pick: {x-pick: t}}]
decide: [{id: Q1, ask: q, yes: Q2, no: x-no}, {id: Q2, ask: q, yes: nothing, no: Q9}]
labels:
  - id: a
    also_under: [x-under]
    deprecated: {since: "1", reason: r, replaced_by: x-successor}
    include: [{text: t, use: x-include}, plain]
    exclude: [{text: t, use: nothing}, {text: t, use: x-exclude}]
    examples: [{image: i, regions: [{box: [0, 0, 1, 1], use: x-region}]}]
    counterexamples: [{content: c, use: x-counter}, {content: c, use: nothing}]
    edge_cases: [{content: c, use: a}, {content: c, use: x-edge}]
"""


def test_every_stranger_is_found_where_it_stands() -> None:
    document = Document("schema.yaml", EVERYWHERE.encode())
    schema = build_schema(document)
    assert schema is not None
    assert not document.problems
    (taxonomy,) = taxonomies(schema)
    found = list(strangers(taxonomy, taxonomy.by_id))
    assert {mention.name for mention in found} == {
        *("x-residual", "x-unsure", "x-crowd", "x-use", "x-over", "x-pair", "x-pick", "x-no"),
        *("Q9", "x-under", "x-successor", "x-include", "x-exclude", "x-region", "x-counter"),
        "x-edge",
    }
    lines = EVERYWHERE.splitlines()
    for mention in found:
        region = document.locate(mention.pointer)
        if mention.name != "x-pick":
            assert region.line is not None
            assert region.column is not None
            assert lines[region.line - 1][region.column - 1 :].startswith(mention.name)


def test_only_criteria_and_examples_may_name_other_tasks() -> None:
    schema = build_schema(Document("schema.yaml", EVERYWHERE.encode()))
    assert schema is not None
    free = {m.name for m in strangers(taxonomies(schema)[0], {"a"}) if m.free}
    assert free == {"x-include", "x-exclude", "x-region", "x-counter", "x-edge"}


def test_annotators_are_led_to_a_label_by_what_wins_and_what_is_right() -> None:
    schema = build_schema(Document("schema.yaml", EVERYWHERE.encode()))
    assert schema is not None
    found = taxonomies(schema)
    assert {mention.name for mention in strangers(found[0], {"a"}) if not mention.leads} == {
        *("x-over", "x-pair", "x-pick", "x-under", "x-successor"),
    }
    assert list(leading_to(found, set())) == []
    (edge,) = leading_to(found, {"s/a"})
    assert edge.pointer == ("tasks", 0, "labels", 0, "edge_cases", 0, "use")
