"""Lookup: one entry of a ledger in a SQLite file, without what a whole store is opened with.

To import what databases are used through takes longer than most checks of data do.
"""

import sqlite3
from contextlib import closing

from schemactl.registry.stores.address import Address, FileAddress

NEWEST_REVISION = "0002"
_VERSION = "SELECT version_num FROM alembic_version"
_FIND = "SELECT entry, hash FROM ledger WHERE ref = ?"


def look_up(address: Address, ref: str) -> tuple[bytes, str] | None:
    """Return the bytes and the hash of the entry that records a ref.

    None does not mean that there is none: the file may lack it as yet, or be such that only a
    store tells what is wrong.
    """
    if not isinstance(address, FileAddress) or not address.path.is_file():
        return None
    try:
        # `rw` does not create the file, and leaves none behind as `ro` may.
        uri = f"{address.path.absolute().as_uri()}?mode=rw"
        with closing(sqlite3.connect(uri, uri=True)) as connection:
            if connection.execute(_VERSION).fetchone() != (NEWEST_REVISION,):
                return None
            found = connection.execute(_FIND, (ref,)).fetchone()
    except sqlite3.Error:
        return None
    match found:
        case (bytes(content), str(hashed)):
            return content, hashed
    return None
