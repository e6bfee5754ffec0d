"""Statements: made once, looked up by the engine from then on, and few for one registration."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import ClauseElement, Engine, Executable, event, make_url

from schemactl.model.address import Ref
from schemactl.model.lineage import Fact
from schemactl.registry.blank import URL_VARIABLE
from schemactl.registry.ledger import append
from schemactl.registry.opening import writing
from schemactl.registry.register import ModelRequest, register_model
from schemactl.registry.stamp import Stamp
from schemactl.registry.stores.sql import statements
from schemactl.workspace import Workspace

# The revision, the lock, the head, the journal, releases, the dataset, an alias, the ref itself,
# and what is added: an entry and its edges. PostgreSQL asks two things more under its lock.
_ENOUGH = {"sqlite": 11, "postgresql": 13}


@contextmanager
def listening() -> Iterator[list[tuple[str, bool]]]:
    """Collect each statement that an engine runs, and whether its SQL had to be made first."""
    seen: list[tuple[str, bool]] = []

    def note(*said: Any) -> None:
        context = said[4]
        was_made = context.compiled is not None and context.cache_hit.name == "CACHE_MISS"
        seen.append((said[2], was_made))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def test_a_second_model_asks_little_and_has_no_sql_made(
    released: Workspace, a_fact: Callable[..., Fact], url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(URL_VARIABLE, url)
    dataset = a_fact()
    with writing(released) as store:
        append(store, [dataset])
    for version in ("1", "2"):
        with listening() as seen:
            register_model(
                released, ModelRequest(Ref("model", "router", version), (dataset.ref,)), Stamp()
            )
    assert [statement for statement, was_made in seen if was_made] == []
    assert len(seen) <= _ENOUGH[url.partition("+")[0].partition(":")[0]]
    asked = [statement for statement, _ in seen if statement.startswith("SELECT ledger")]
    assert len(asked) == len(set(asked)), "nothing is asked for twice"


@pytest.mark.parametrize("database", ["sqlite://", "postgresql+psycopg://"])
def test_every_statement_is_sql_of_both_databases(database: str) -> None:
    dialect = make_url(database).get_dialect()()
    made = [
        one
        for one in vars(statements).values()
        if isinstance(one, ClauseElement) and isinstance(one, Executable)
    ]
    assert len(made) > 15
    for statement in made:
        assert str(statement.compile(dialect=dialect)).split()[0] in {"SELECT", "INSERT", "WITH"}
