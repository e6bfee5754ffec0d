"""The roots over each 256 entries, so that a root over all need not read each of them.

The tree is that of RFC 6962. What is kept follows from the entries, and the index of lineage
becomes append-only as well.
"""

import hashlib
from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

FILE_TRIGGERS = {
    f"{table}_refuses_{verb.lower()}": f"BEFORE {verb} ON {table} BEGIN "
    "SELECT RAISE(ABORT, 'the ledger is append-only'); END"
    for table in ("edge", "subtree")
    for verb in ("UPDATE", "DELETE")
}
SERVER_FUNCTIONS: dict[str, str] = {}
_ROWS = "FOR EACH ROW EXECUTE FUNCTION ledger_is_append_only()"
_ALL = "FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only()"
SERVER_TRIGGERS = {
    "edge_refuses_change": f"BEFORE DELETE OR UPDATE ON edge {_ROWS}",
    "edge_refuses_truncate": f"BEFORE TRUNCATE ON edge {_ALL}",
    "subtree_refuses_change": f"BEFORE DELETE OR UPDATE ON subtree {_ROWS}",
    "subtree_refuses_truncate": f"BEFORE TRUNCATE ON subtree {_ALL}",
}
_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_SIZE = 256
_ENTRIES = sa.text("SELECT entry FROM ledger WHERE seq > :after ORDER BY seq LIMIT 256")


def upgrade() -> None:
    """Make the table and fill it from the entries."""
    subtree = op.create_table(
        "subtree",
        # The last entry of the subtree.
        sa.Column("seq", _NUMBER, primary_key=True, autoincrement=False),
        sa.Column("root", sa.String(), nullable=False),
    )
    rows = list(_rows(op.get_bind()))
    if rows:
        op.bulk_insert(subtree, rows)
    _make_append_only()


def _rows(connection: sa.Connection) -> Iterator[dict[str, object]]:
    last = connection.execute(sa.text("SELECT max(seq) FROM ledger")).scalar() or 0
    for after in range(0, last - last % _SIZE, _SIZE):
        entries = connection.execute(_ENTRIES, {"after": after}).scalars()
        hashes = [hashlib.sha256(b"\x00" + bytes(entry)).digest() for entry in entries]
        while len(hashes) > 1:
            pairs = zip(hashes[::2], hashes[1::2], strict=True)
            hashes = [hashlib.sha256(b"\x01" + left + right).digest() for left, right in pairs]
        yield {"seq": after + _SIZE, "root": f"sha256:{hashes[0].hex()}"}


def _make_append_only() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for name, body in FILE_TRIGGERS.items():
            op.execute(f"CREATE TRIGGER {name} {body}")
        return
    for name, body in SERVER_TRIGGERS.items():
        table = name.partition("_")[0]
        op.execute(f"CREATE TRIGGER {name} {body}")
        op.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}")
