"""Lane: any format that can be rewritten is migrated in the same way."""

import sys
from collections import Counter
from typing import Any

import pytest

from schemactl.errors import SchemactlError
from schemactl.files.datasets.catalog import DATASET_FORMATS
from schemactl.migrate.lane import Change
from schemactl.migrate.tally import Share
from tests.builders import a_label, a_schema
from tests.migrate import words_format
from tests.migrate.hops import compiled
from tests.migrate.runs import Run, migrated


@pytest.fixture(autouse=True)
def _words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(DATASET_FORMATS, "words", words_format.recognise)
    monkeypatch.setitem(sys.modules, "schemactl.files.datasets.words", words_format)


def words(content: bytes, **options: Any) -> Run:
    """Migrate a file of words."""
    return migrated(content, name="data.words", **options)


def test_uses_change_and_leave_and_their_items_stay() -> None:
    content = b"one: topic=a topic=k\ntwo: topic=q topic=d\nthree: topic=d\n"
    run = words(content)
    assert run.out == b"one: topic=x topic=k\ntwo: -=- -=-\nthree: -=-\n"
    assert run.back == content
    records = run.told["records"]
    assert (records["in"], records["out"]) == (3, 3)
    assert (records["mapped"], records["queued"], records["dropped"]) == (1, 1, 1)


def test_an_entry_says_where_its_document_stands() -> None:
    run = words(b"one: topic=a topic=k\ntwo: topic=q\n")
    (entry,) = run.entries
    assert run.out[entry.at : entry.at + entry.length] == b"two: -=-\n"
    assert entry.original == b"two: topic=q\n"
    assert (entry.ordinal, entry.line, entry.open[0].position) == (2, 2, 0)


def test_uses_that_became_equal_fold() -> None:
    run = words(b"one: topic=b topic=k topic=c\n")
    assert run.out == b"one: topic=m topic=k -=-\n"
    assert run.told["folded"] == 1


def test_what_was_equal_before_stays() -> None:
    assert words(b"one: topic=b topic=b\n").out == b"one: topic=m topic=m\n"


def test_conditions_see_the_fields_of_a_document() -> None:
    assert words(b": topic=s\none: topic=s\n").out == b": topic=lo\none: topic=hi\n"


def test_an_alias_that_is_gone_is_written_as_the_id() -> None:
    migration = compiled(a_schema(a_label("a", aliases=("A",))), a_schema("a"))
    assert words(b"one: topic=A topic=a\n", migration=migration).out == b"one: topic=a topic=a\n"


def test_documents_say_themselves_how_labels_are_written() -> None:
    with pytest.raises(SchemactlError, match="say themselves"):
        words(b"one: topic=a\n", out_label_as="name")


def test_a_record_counts_as_what_is_its_own_and_what_it_shares() -> None:
    share = Share([("in", "records"), ("left",)])
    change = Change([], None, Counter({("left",): 1}), False, [share, share])
    assert change.counts == {("in", "records"): 2, ("left",): 3}
    assert change.own == {("left",): 1}
