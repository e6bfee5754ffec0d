"""Waiting: an entry says all that a person needs to decide."""

from schemactl.files.dataset import Record
from schemactl.migrate.outcome import Unchanged
from schemactl.migrate.queue_file import Choice, Settled
from schemactl.migrate.verdicts import Judged, Verdict
from schemactl.migrate.waiting import Links, Spot, entry_of, placed_at
from schemactl.model.annotation import Content
from tests.migrate.test_verdicts import judged, placed

RECORD = Record(7, 0, b"raw", {}, section="rows", part="one")
LINKS: Links = {("topic", "y"): "s/labels/y.html"}


def test_nobody_is_asked_about_what_is_settled() -> None:
    assert entry_of(RECORD, b"raw", judged("a", "d", None), LINKS) is None


def test_what_is_open_comes_with_its_choices_and_what_is_settled() -> None:
    entry = entry_of(RECORD, b"raw", judged("a", "q", "d"), LINKS)
    assert entry is not None
    (waiting,) = entry.open
    assert (waiting.position, waiting.task, waiting.label, waiting.asks) == (
        1,
        "topic",
        "q",
        "topic",
    )
    assert waiting.choices == (
        Choice("topic", "y", "It is y.", "s/labels/y.html"),
        Choice("topic", "z", "It is z.", None),
    )
    assert entry.settled == (Settled(0, "mapped", ("topic", "x")), Settled(2, "dropped", None))
    assert (entry.line, entry.item, entry.original) == (7, "1", b"raw")
    assert (entry.section, entry.part) == ("rows", "one")


def test_a_review_keeps_its_label_until_it_is_answered() -> None:
    shown = placed("k")
    told = shown._replace(
        annotation=shown.annotation._replace(annotator="p1"), content=Content(text="Hello")
    )
    verdict = Verdict((Judged(told, Unchanged(reviews=(2,)), "k"),), "unchanged")
    entry = entry_of(RECORD, b"raw", verdict, LINKS)
    assert entry is not None
    (waiting,) = entry.open
    assert waiting.is_review
    assert (waiting.now, waiting.steps) == (("topic", "k"), (2,))
    assert waiting.fields == {"annotator": "p1"}
    assert entry.content == {"text": "Hello"}


def test_an_entry_takes_its_spot() -> None:
    entry = entry_of(RECORD, b"raw", judged("q"), {})
    assert entry is not None
    assert placed_at(entry, Spot(3, 40, 5))[:4] == (3, 7, 40, 5)
