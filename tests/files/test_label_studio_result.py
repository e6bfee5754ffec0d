"""Tests of results of Label Studio."""

from schemactl.files.dataset import Use
from schemactl.files.label_studio_result import Item, uses_of
from schemactl.model.annotation import Annotation, Content

BARE = Annotation("1", annotator="me")


def test_no_result_says_that_nothing_applies() -> None:
    content = Content(text="x")
    item = Item("1", {}, content)
    assert list(uses_of(item, [], BARE, ())) == [Use(BARE, (), content)]
    assert list(uses_of(item, None, BARE, ())) == [Use(BARE, (), content)]


def test_what_a_result_tells_of_the_item_is_its_content() -> None:
    result = {
        **{"from_name": "a", "to_name": "note", "type": "labels", "original_length": 9.5},
        "value": {"start": 0, "end": 1, "labels": ["x"]},
    }
    [use] = uses_of(Item("1", {"note": "text"}, Content()), [result], BARE, ())
    assert isinstance(use, Use)
    assert use.content == Content(text="text", duration=9.5)


def test_notes_of_a_region_are_kept() -> None:
    result = {"type": "choices", "value": {"choices": ["a"]}, "meta": {"text": ["why", "not"]}}
    [use] = uses_of(Item("1", {}, Content()), [result], BARE, ())
    assert isinstance(use, Use)
    assert use.annotation.note == "why\nnot"


def test_what_is_heard_is_no_text() -> None:
    told = {"from_name": "a", "to_name": "audio", "type": "labels"}
    result = {**told, "value": {"start": 0.5, "end": 2.5, "labels": ["x"]}}
    [use] = uses_of(Item("1", {"audio": "a.wav"}, Content(file="a.wav")), [result], BARE, ())
    assert isinstance(use, Use)
    assert use.content == Content(file="a.wav")
