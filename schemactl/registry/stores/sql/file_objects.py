"""Objects of a SQLite file: which tables, indexes and triggers are not as they were made."""

from collections.abc import Iterator

from sqlalchemy import Connection, create_engine, text

from schemactl.registry.stores.sql.revisions import upgrade

# Tables, indexes and triggers as they were made; `rootpage` and the like are of no interest.
_OBJECTS = text("SELECT type, name, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL")


def differences(connection: Connection) -> Iterator[str]:
    """Yield what was dropped from, or added to, the tables, indexes and triggers."""
    fresh = create_engine("sqlite://")
    try:
        with fresh.begin() as pristine:
            upgrade(pristine)
            expected = _objects(pristine)
    finally:
        fresh.dispose()
    found = _objects(connection)
    for kind, name in sorted(expected.keys() | found.keys()):
        if found.get((kind, name)) is None:
            yield f"the {kind} {name} is missing"
        elif expected.get((kind, name)) is None:
            yield f"the {kind} {name} does not belong there"
        elif found[kind, name] != expected[kind, name]:
            yield f"the {kind} {name} was altered"


def _objects(connection: Connection) -> dict[tuple[str, str], tuple[str, str]]:
    return {
        (row.type, row.name): (row.tbl_name, " ".join(row.sql.split()))
        for row in connection.execute(_OBJECTS)
        if not row.name.startswith("sqlite_")
    }
