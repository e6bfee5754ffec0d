"""Tables: the ledger's bytes with columns derived from them, its lineage, kept roots."""

from sqlalchemy import BigInteger, Index, Integer, MetaData, Table
from sqlmodel import Field, SQLModel

# An INTEGER primary key is the row number in SQLite.
_NUMBER = BigInteger().with_variant(Integer(), "sqlite")


class LedgerRow(SQLModel, table=True):
    """One entry: its canonical bytes, and what finding it needs, derived from them."""

    __tablename__ = "ledger"
    __table_args__ = (
        # @latest of a name; the refs of a kind.
        Index("ledger_by_subject", "subject", "seq"),
        Index("ledger_by_kind", "kind"),
    )

    seq: int = Field(primary_key=True, sa_type=_NUMBER, sa_column_kwargs={"autoincrement": False})
    entry: bytes
    hash: str
    previous: str | None = None
    kind: str
    subject: str
    ref: str = Field(index=True, unique=True)


class EdgeRow(SQLModel, table=True):
    """One step of lineage from an effect to its cause, as the entry of that number states it."""

    __tablename__ = "edge"
    __table_args__ = (
        # From a cause to everything downstream of it.
        Index("edge_by_target", "target", "source"),
        Index("edge_by_seq", "seq"),
    )

    source: str = Field(primary_key=True)
    target: str = Field(primary_key=True)
    relation: str = Field(primary_key=True)
    seq: int = Field(sa_type=_NUMBER)


class SubtreeRow(SQLModel, table=True):
    """The Merkle root over as many entries as a kept subtree has, by the last one's number."""

    __tablename__ = "subtree"

    seq: int = Field(primary_key=True, sa_type=_NUMBER, sa_column_kwargs={"autoincrement": False})
    root: str


METADATA: MetaData = SQLModel.metadata
LEDGER: Table = METADATA.tables["ledger"]
EDGE: Table = METADATA.tables["edge"]
SUBTREE_TABLE: Table = METADATA.tables["subtree"]
