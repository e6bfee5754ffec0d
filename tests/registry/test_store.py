"""What stores share: the columns that follow from an entry, and who is a store."""

from collections.abc import Callable

from schemactl.errors import SchemactlError
from schemactl.model.lineage import Fact
from schemactl.registry.ledger import next_entry, seal
from schemactl.registry.store import NotWritable, Row, row_of


def test_every_column_follows_from_the_bytes(a_fact: Callable[..., Fact]) -> None:
    sealed = seal(next_entry(None, a_fact("dataset:reviews@1")))
    assert row_of(sealed) == Row(
        seq=1,
        entry=sealed.content,
        hash=sealed.hash,
        previous=None,
        kind="dataset",
        subject="dataset:reviews",
        ref="dataset:reviews@1",
    )


def test_a_store_that_cannot_be_written_is_a_failure_with_a_hint() -> None:
    assert issubclass(NotWritable, SchemactlError)
