"""Tests of the log of annotations by item."""

import sqlite3
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemactl.data import item_log
from schemactl.data.item_log import ItemLog
from schemactl.errors import SchemactlError
from schemactl.files.dataset import Document
from schemactl.model.annotation import Annotation, Content

FIRST = Annotation("a", "t", "x", cites=("T1",), value=2**70)
THIRD = Annotation("a", "t", "z", {"start": 0}, attributes={"k": [1.5, None]})
TEXT = Content(text="Ada")


@pytest.fixture(params=[1, 2**20])
def most(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(item_log, "_MOST_IN_MEMORY", request.param)


@pytest.mark.usefixtures("most")
def test_annotations_come_back_by_item_in_the_order_of_items() -> None:
    log = ItemLog()
    assert list(log.documents()) == []
    log.add(Annotation("b\udc80"), None)
    log.add(FIRST, None)
    log.add(Annotation("B"), Content(width=9.0))
    log.add(THIRD, TEXT)
    log.add(FIRST, Content(text="later"))
    assert list(log.documents()) == [
        Document("b\udc80", Content(), (Annotation("b\udc80"),)),
        Document("a", TEXT, (FIRST, THIRD, FIRST)),
        Document("B", Content(width=9.0), (Annotation("B"),)),
    ]
    assert list(log.documents()) == list(log.documents())


@given(items=st.lists(st.text(max_size=2)), most=st.integers(1, 400))
def test_what_waits_in_files_is_what_would_have_been_in_memory(items: list[str], most: int) -> None:
    expected: dict[str, list[Annotation]] = {}
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(item_log, "_MOST_IN_MEMORY", most)
        log = ItemLog()
        for position, item in enumerate(items):
            annotation = Annotation(item, value=position)
            expected.setdefault(item, []).append(annotation)
            log.add(annotation, None)
        found = {one.item: list(one.annotations) for one in log.documents()}
    assert list(found.items()) == list(expected.items())


def test_memory_does_not_grow_with_the_annotations(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(item_log, "_MOST_IN_MEMORY", 2**16)
    log = ItemLog()
    tracemalloc.start()
    try:
        for position in range(20_000):
            log.add(Annotation(f"i{position % 7_000}", note="n" * 100), None)
        assert sum(len(one.annotations) for one in log.documents()) == 20_000
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    # They are 4 MB in all.
    assert peak < 2**20


def test_no_room_for_temporary_data_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(item_log, "_MOST_IN_MEMORY", 1)

    def full(_: str, **__: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(sqlite3, "connect", full)
    with pytest.raises(SchemactlError, match="disk is full") as raised:
        ItemLog().add(FIRST, None)
    assert "TMPDIR" in raised.value.hint
