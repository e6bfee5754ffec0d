"""Tests of choosing."""

from schemactl.handbook.pages.choosing import advice, attributes, confusable, path, unsure, ways
from schemactl.handbook.pages.frame import NONE_YET
from schemactl.model.schema import Task
from tests.handbook.editions import PAGES, an_atlas, an_entry, rich, short, text_of


def test_confusable_labels_stand_in_a_table_seen_from_this_label() -> None:
    atlas = an_atlas()
    shown = text_of(confusable(atlas, an_entry(atlas, "refund")))
    assert shown == (
        "Other label Choose Refund when Choose the other when Test question "
        "Billing dispute 1 Was right. Should not exist. Would the customer pay?"
    )
    assert confusable(atlas, an_entry(atlas, "other")) == NONE_YET


def test_the_way_leads_through_the_questions() -> None:
    atlas = an_atlas()
    shown = path(atlas, an_entry(atlas))
    assert text_of(shown) == "1 Is a charge mentioned? Yes 2 Is it wrong? Yes"
    assert 'href="../decide.html#Q2"' in shown
    assert path(atlas, an_entry(atlas, "money")) == NONE_YET


def test_a_label_may_be_reached_in_several_ways_and_loops_end() -> None:
    questions = [
        {"id": "Q1", "ask": "A?", "yes": "Q2", "no": "a"},
        {"id": "Q2", "ask": "B?", "yes": "Q1", "no": "a"},
    ]
    atlas = an_atlas(short("a", "b", decide=questions))
    entry = an_entry(atlas, "a")
    assert [len(way) for way in ways(entry.taxonomy.task, "a")] == [1, 2]
    assert "Also reached by Q2 No ." in text_of(path(atlas, entry))


def test_attributes_are_asked_of_the_labels_that_have_them() -> None:
    asked = [
        {"id": "hidden", "question": "Hidden?", "type": "yes-no", "required": True},
        {"id": "count", "question": "How many?", "type": "number", "minimum": 1},
    ]
    own = [{"id": "kind", "type": "choice", "values": [{"id": "x", "definition": "An x."}]}]
    label = {"id": "a", "except": ["count"], "attributes": own}
    atlas = an_atlas(short(label, "b", attributes=asked))
    entry = an_entry(atlas, "a")
    shown = text_of(path(atlas, entry))
    assert "hidden Hidden? yes or no yes" in shown
    assert "x An x." in shown
    assert "count" not in shown
    assert "a number from 1" in text_of(attributes(entry.taxonomy.task))
    assert attributes(Task(id="t", type="text")) == ""


def test_advice_names_the_label_and_whom_to_ask() -> None:
    atlas = an_atlas(pages=PAGES)
    assert text_of(unsure(atlas, an_entry(atlas))) == (
        "Flag it. Label for what cannot be decided: Other Ask: Routing lead. Write a note. "
        "You get an answer within a day. Link to paste: billing-dispute.html "
        "Ask about this label The item, or its id The rule or example in doubt "
        "Copy the question Download it"
    )


def test_without_advice_there_is_none_yet() -> None:
    data = rich()
    del data["tasks"][0]["unsure"]
    atlas = an_atlas(data)
    entry = an_entry(atlas)
    assert unsure(atlas, entry) == NONE_YET
    assert advice(atlas, "tickets/index", entry.taxonomy.task) == NONE_YET
