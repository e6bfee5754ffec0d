"""Past: the ledger as it was at one of its entries."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice

from schemactl.errors import SchemactlError
from schemactl.model.lineage import Head
from schemactl.registry.ledger import extend, follow
from schemactl.registry.opening import reading
from schemactl.registry.store import Store
from schemactl.registry.stores.memory import MemoryStore
from schemactl.workspace import Workspace


@contextmanager
def ledger_at(workspace: Workspace, seq: int | None = None) -> Iterator[tuple[Store, Head]]:
    """Open the ledger with its entries up to a number, or with all that are there now.

    What others append meanwhile is not seen. Raises SchemactlError where there is no such entry.
    """
    with reading(workspace) as store:
        head = store.head()
        if head is None:
            raise SchemactlError("nothing is recorded here", "run `schemactl release`")
        if seq is not None and not 0 < seq <= head.seq:
            raise SchemactlError(
                f"the ledger has no entry {seq}", f"name a number from 1 to {head.seq}"
            )
        past = MemoryStore()
        extend(past, follow(None, islice(store.entries(), seq or head.seq)))
        last = past.head()
        if last is None:
            raise SchemactlError("the ledger is empty", "see `schemactl registry verify`")
        yield past, last
