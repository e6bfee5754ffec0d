"""The ledger and its lineage; triggers make the ledger append-only."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

FILE_TRIGGERS = {
    "ledger_refuses_update": "BEFORE UPDATE ON ledger BEGIN "
    "SELECT RAISE(ABORT, 'the ledger is append-only'); END",
    "ledger_refuses_delete": "BEFORE DELETE ON ledger BEGIN "
    "SELECT RAISE(ABORT, 'the ledger is append-only'); END",
    # Also keeps INSERT OR REPLACE out, which fires no trigger for what it deletes.
    "ledger_refuses_gaps": "BEFORE INSERT ON ledger "
    "WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM ledger) BEGIN "
    "SELECT RAISE(ABORT, 'the ledger has no gaps'); END",
}
SERVER_FUNCTIONS = {
    "ledger_is_append_only": "BEGIN RAISE EXCEPTION 'the ledger is append-only' "
    "USING ERRCODE = 'integrity_constraint_violation'; END",
    "ledger_has_no_gaps": "BEGIN "
    "IF NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM ledger) THEN "
    "RAISE EXCEPTION 'the ledger has no gaps' USING ERRCODE = 'integrity_constraint_violation'; "
    "END IF; RETURN NEW; END",
}
# Written as PostgreSQL itself writes them, so that they can be compared.
SERVER_TRIGGERS = {
    "ledger_refuses_change": "BEFORE DELETE OR UPDATE ON ledger "
    "FOR EACH ROW EXECUTE FUNCTION ledger_is_append_only()",
    "ledger_refuses_truncate": "BEFORE TRUNCATE ON ledger "
    "FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only()",
    "ledger_refuses_gaps": "BEFORE INSERT ON ledger "
    "FOR EACH ROW EXECUTE FUNCTION ledger_has_no_gaps()",
}
# An INTEGER primary key is the row number in SQLite.
_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "ledger",
        sa.Column("seq", _NUMBER, primary_key=True, autoincrement=False),
        sa.Column("entry", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("previous", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
    )
    op.create_index("ix_ledger_ref", "ledger", ["ref"], unique=True)
    op.create_index("ledger_by_subject", "ledger", ["subject", "seq"])
    op.create_index("ledger_by_kind", "ledger", ["kind"])
    op.create_table(
        "edge",
        sa.Column("source", sa.String(), primary_key=True),
        sa.Column("target", sa.String(), primary_key=True),
        sa.Column("relation", sa.String(), primary_key=True),
        sa.Column("seq", _NUMBER, nullable=False),
    )
    op.create_index("edge_by_target", "edge", ["target", "source"])
    op.create_index("edge_by_seq", "edge", ["seq"])
    _make_append_only()


def _make_append_only() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for name, body in FILE_TRIGGERS.items():
            op.execute(f"CREATE TRIGGER {name} {body}")
        return
    for name, body in SERVER_FUNCTIONS.items():
        op.execute(f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$")
    for name, body in SERVER_TRIGGERS.items():
        op.execute(f"CREATE TRIGGER {name} {body}")
        # Also for sessions that declare themselves to be replicas.
        op.execute(f"ALTER TABLE ledger ENABLE ALWAYS TRIGGER {name}")
