"""ItemLog: annotations collected by item, in the order of the items, at bounded memory."""

import marshal
import sqlite3
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from schemactl.errors import SchemactlError
from schemactl.files.dataset import Document
from schemactl.model.annotation import Annotation, Content

# So many bytes wait in memory before they are written.
_MOST_IN_MEMORY = 2**24
# Pages that the database keeps, and by which it sorts, in KiB.
_CACHE = 2**14
_TABLES = "CREATE TABLE part (number INTEGER PRIMARY KEY, item BLOB NOT NULL, said BLOB NOT NULL)"
_PUT = "INSERT INTO part (item, said) VALUES (?, ?)"
_ALL = """
SELECT item, said
FROM (SELECT number, item, said, min(number) OVER (PARTITION BY item) AS first FROM part)
ORDER BY first, number
"""


class ItemLog:
    """Collects annotations; where they are many, they wait in a temporary database.

    It has no name, nobody else sees it, and it is gone with the log. Only the annotations of one
    item are together in memory.
    """

    def __init__(self) -> None:
        self._parts: dict[str, bytearray] = {}
        self._size = 0
        self._database: sqlite3.Connection | None = None

    def add(self, annotation: Annotation, content: Content | None) -> None:
        """Add an annotation, with what its file tells of the item."""
        # Values are what JSON may say, which marshal writes exactly; nobody else reads it.
        said = marshal.dumps((annotation[1:], None if content is None else content[:]))
        part = self._parts.get(annotation.item)
        if part is None:
            part = self._parts[annotation.item] = bytearray()
        part += said
        self._size += len(said)
        if self._size > _MOST_IN_MEMORY:
            self._spill()

    def _spill(self) -> None:
        with _told():
            if self._database is None:
                self._database = _temporary()
                weakref.finalize(self, self._database.close)
            self._database.execute("BEGIN")
            self._database.executemany(_PUT, ((_key(k), v) for k, v in self._parts.items()))
            self._database.execute("COMMIT")
        self._parts = {}
        self._size = 0

    def documents(self) -> Iterator[Document]:
        """Yield a document per item.

        What is told of an item is what was told first. Raises SchemactlError where there is no
        room for temporary data.
        """
        if self._database is None:
            for item, said in self._parts.items():
                yield _document(item, bytes(said))
            return
        self._spill()
        with _told():
            before, parts = b"", bytearray()
            for key, said in self._database.execute(_ALL):
                if key != before and parts:
                    yield _document(_item(before), bytes(parts))
                    parts.clear()
                before = key
                parts += said
            yield _document(_item(before), bytes(parts))


def _temporary() -> sqlite3.Connection:
    """Return a database in a temporary file that has no name."""
    database = sqlite3.connect("", isolation_level=None)
    for setting in ("journal_mode = OFF", "synchronous = OFF", f"cache_size = -{_CACHE}"):
        database.execute(f"PRAGMA {setting}")
    database.execute(_TABLES)
    return database


@contextmanager
def _told() -> Iterator[None]:
    """Turn what the database cannot do into a failure with a hint."""
    try:
        yield
    except sqlite3.Error as error:
        what = f"annotations cannot be collected by their items: {error}"
        raise SchemactlError(what, "make room in the temporary folder, or set TMPDIR") from None


def _key(item: str) -> bytes:
    return item.encode("utf-8", "surrogatepass")


def _item(key: bytes) -> str:
    return key.decode("utf-8", "surrogatepass")


def _document(item: str, said: bytes) -> Document:
    annotations = []
    known: Content | None = None
    reader = BytesIO(said)
    while reader.tell() < len(said):
        fields, content = marshal.load(reader)
        annotations.append(Annotation(item, *fields))
        if known is None and content is not None:
            known = Content(*content)
    return Document(item, (known or Content()).in_pixels(), tuple(annotations))
