"""Statements over the ledger: made once, so that their SQL is looked up and not made again."""

from typing import Final

from sqlalchemy import String, bindparam, insert, select, text

from schemactl.registry.stores.sql.tables import EDGE, LEDGER, SUBTREE_TABLE

# UNION, not UNION ALL: where branches meet again, each thing is walked through once.
ANCESTRY: Final = text(
    "WITH RECURSIVE reached(ref) AS ("
    "SELECT CAST(:ref AS VARCHAR) UNION "
    "SELECT edge.target FROM reached JOIN edge ON edge.source = reached.ref"
    ") SELECT reached.ref, ledger.entry, ledger.hash "
    "FROM reached LEFT JOIN ledger ON ledger.ref = reached.ref"
)
DESCENT: Final = text(
    "WITH RECURSIVE reached(ref) AS ("
    "SELECT CAST(:ref AS VARCHAR) UNION "
    "SELECT edge.source FROM reached JOIN edge ON edge.target = reached.ref "
    "WHERE edge.relation IN :relations"
    ") SELECT reached.ref, ledger.entry, ledger.hash "
    "FROM reached LEFT JOIN ledger ON ledger.ref = reached.ref"
).bindparams(bindparam("relations", expanding=True, type_=String()))

HEAD: Final = select(LEDGER.c.seq, LEDGER.c.hash).order_by(LEDGER.c.seq.desc()).limit(1)
HASH_AT: Final = select(LEDGER.c.hash).where(LEDGER.c.seq == bindparam("seq"))
HASHES_AT: Final = select(LEDGER.c.seq, LEDGER.c.hash).where(
    LEDGER.c.seq.in_(bindparam("numbers", expanding=True))
)
FIND: Final = select(LEDGER.c.entry, LEDGER.c.hash).where(LEDGER.c.ref == bindparam("ref"))
CONTENTS: Final = select(LEDGER.c.entry, LEDGER.c.hash).where(
    LEDGER.c.ref.in_(bindparam("refs", expanding=True))
)
LATEST: Final = (
    select(LEDGER.c.ref)
    .where(LEDGER.c.subject == bindparam("subject"))
    .order_by(LEDGER.c.seq.desc())
    .limit(1)
)
REFS: Final = select(LEDGER.c.ref).where(LEDGER.c.kind == bindparam("kind"))
ENTRIES: Final = select(LEDGER.c.seq, LEDGER.c.entry)
BETWEEN: Final = (
    select(LEDGER.c.entry)
    .where(LEDGER.c.seq.between(bindparam("first"), bindparam("last")))
    .order_by(LEDGER.c.seq)
)
ROWS: Final = select(LEDGER)
EFFECTS: Final = select(EDGE).where(EDGE.c.target.in_(bindparam("causes", expanding=True)))
EDGES: Final = select(EDGE).order_by(EDGE.c.seq)
SUBTREES: Final = select(SUBTREE_TABLE).order_by(SUBTREE_TABLE.c.seq)

ADD_ENTRIES: Final = insert(LEDGER)
ADD_EDGES: Final = insert(EDGE)
ADD_SUBTREES: Final = insert(SUBTREE_TABLE)
