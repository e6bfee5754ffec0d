"""The ledger and its lineage; triggers make the ledger append-only."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TRIGGERS = {
    "ledger_refuses_update": "BEFORE UPDATE ON ledger BEGIN "
    "SELECT RAISE(ABORT, 'the ledger is append-only'); END",
    "ledger_refuses_delete": "BEFORE DELETE ON ledger BEGIN "
    "SELECT RAISE(ABORT, 'the ledger is append-only'); END",
    # Also keeps INSERT OR REPLACE out, which fires no trigger for what it deletes.
    "ledger_refuses_gaps": "BEFORE INSERT ON ledger "
    "WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM ledger) BEGIN "
    "SELECT RAISE(ABORT, 'the ledger has no gaps'); END",
}


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "ledger",
        sa.Column("seq", sa.Integer(), primary_key=True, autoincrement=False),
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
        sa.Column("seq", sa.Integer(), nullable=False),
    )
    op.create_index("edge_by_target", "edge", ["target", "source"])
    op.create_index("edge_by_seq", "edge", ["seq"])
    for name, body in TRIGGERS.items():
        op.execute(f"CREATE TRIGGER {name} {body}")
