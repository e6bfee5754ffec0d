"""Objects of a PostgreSQL database: which tables, triggers and functions are not as made.

Only our own tables are looked at, and nothing is written, so that an auditor who may only read
can verify a database that others share.
"""

from collections.abc import Iterator, Mapping

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, bindparam, text

from schemactl.registry.stores.sql.revisions import scripts
from schemactl.registry.stores.sql.tables import METADATA

_TRIGGERS = text(
    "SELECT tgname, pg_get_triggerdef(pg_trigger.oid), tgenabled = 'A' "
    "FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
    "WHERE relnamespace = current_schema()::regnamespace AND relname IN :tables "
    "AND NOT tgisinternal"
).bindparams(bindparam("tables", expanding=True))
_FUNCTIONS = text(
    "SELECT proname, prosrc FROM pg_proc "
    "WHERE pronamespace = current_schema()::regnamespace AND proname IN :names"
).bindparams(bindparam("names", expanding=True))
_RULES = text(
    "SELECT rulename, tablename FROM pg_rules "
    "WHERE schemaname = current_schema() AND tablename IN :tables"
).bindparams(bindparam("tables", expanding=True))
_TABLES = sorted(METADATA.tables)


def differences(connection: Connection) -> Iterator[str]:
    """Yield what was dropped from, added to or altered in our tables and their triggers."""
    if connection.exec_driver_sql("SELECT pg_is_in_recovery()").scalar():
        yield "this is a copy that may lag behind: verify the server that is written to"
    yield from _tables(connection)
    schema = connection.exec_driver_sql("SELECT quote_ident(current_schema())").scalar()
    triggers, functions = _as_made()
    found = {
        name: definition.replace(f" ON {schema}.", " ON ").replace(
            f"FUNCTION {schema}.", "FUNCTION "
        )
        if is_always
        else ""
        for name, definition, is_always in connection.execute(_TRIGGERS, {"tables": _TABLES})
    }
    yield from _compared("trigger", found, triggers)
    sources = connection.execute(_FUNCTIONS, {"names": sorted(functions)})
    yield from _compared("function", {row.proname: row.prosrc for row in sources}, functions)
    for rule, table in connection.execute(_RULES, {"tables": _TABLES}):
        yield f"the rule {rule} on {table} does not belong there"


def _as_made() -> tuple[dict[str, str], dict[str, str]]:
    """Return the triggers and functions that all revisions together make."""
    triggers, functions = {}, {}
    for revision in scripts().walk_revisions():
        for name, body in revision.module.SERVER_TRIGGERS.items():
            triggers[name] = f"CREATE TRIGGER {name} {body}"
        functions.update(revision.module.SERVER_FUNCTIONS)
    return triggers, functions


def _compared(kind: str, found: Mapping[str, str], made: Mapping[str, str]) -> Iterator[str]:
    for name in sorted(found.keys() | made.keys()):
        if name not in found:
            yield f"the {kind} {name} is missing"
        elif name not in made:
            yield f"the {kind} {name} does not belong there"
        elif found[name] != made[name]:
            yield f"the {kind} {name} was altered"


def _tables(connection: Connection) -> Iterator[str]:
    def is_ours(name: str | None, kind: str, _parents: Mapping[str, str | None]) -> bool:
        return kind != "table" or name in METADATA.tables

    options = {"include_name": is_ours}
    context = MigrationContext.configure(connection, opts=options)
    for found in compare_metadata(context, METADATA):
        # Changes of one column come as a list of them.
        first = found[0] if isinstance(found, list) else found
        named = [getattr(part, "name", part) for part in first[1:] if part is not None]
        yield f"the tables were altered: {first[0]} {' '.join(map(str, named))}"
