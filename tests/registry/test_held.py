"""What is read of an entry, and how many of its records a scope reaches."""

from collections.abc import Callable

import pytest

from schemactl.diff.impact import Scope
from schemactl.model.address import parse_ref
from schemactl.model.lineage import Fact, ModelVersion, Pin, ReleaseRecord
from schemactl.registry.held import Holding, Training, read_counted, records_in
from schemactl.registry.ledger import LedgerAltered, next_entry, seal

HOLDING = Holding(
    "dataset:d@1",
    "schema:s@1.0.0",
    "",
    {"topic": {"a": 6, "b": 5, "x/y": 1}, "tone": {"a": 2}},
    {"tone": 3},
    10,
    (),
    (),
)


def written(fact: Fact) -> bytes:
    return seal(next_entry(None, fact)).content


def test_a_dataset_is_read(a_fact: Callable[..., Fact]) -> None:
    found = read_counted(written(a_fact("dataset:b@1", "dataset:a@1")))
    assert isinstance(found, Holding)
    assert (found.schema, found.guideline) == ("schema:sentiment@1.0.0", "")
    assert (found.labels, found.nones, found.records) == ({"sentiment": {"positive": 1}}, {}, 1)
    assert (found.parents, found.wholes) == (("dataset:a@1",), ())


def test_a_model_is_read_and_a_release_is_not() -> None:
    model = ModelVersion(trained_on=(Pin(ref="dataset:d@1"),))
    found = read_counted(written(Fact(parse_ref("model:m@1"), model)))
    assert found == Training("model:m@1", ("dataset:d@1",))
    release = ReleaseRecord(digest=f"sha256:{'0' * 64}")
    assert read_counted(written(Fact(parse_ref("schema:s@1.0.0"), release))) is None


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"kind":"dataset","content":{}}'])
def test_what_is_no_entry_is_refused(content: bytes) -> None:
    with pytest.raises(LedgerAltered, match="cannot be read"):
        read_counted(content)


@pytest.mark.parametrize(
    ("scope", "records"),
    [
        (Scope(), 10),
        (Scope("topic"), 10),
        (Scope("tone"), 5),
        (Scope("gone"), None),
        (Scope("topic", ("a",)), 6),
        (Scope("topic", ("a", "b")), 10),
        (Scope("topic", ("x/y",)), 1),
        (Scope("topic", ("c",)), None),
        (Scope(None, ("a",)), 8),
        (Scope(None, ("topic/b",)), 5),
    ],
)
def test_records_are_never_more_than_there_are(scope: Scope, records: int | None) -> None:
    assert records_in(HOLDING, scope) == records
