"""Rewriting: how labels in a data file are changed while all other bytes stay."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from enum import Enum
from typing import Any, BinaryIO, NamedTuple, Protocol, runtime_checkable

from schemactl.files.dataset import Record


class Splice(NamedTuple):
    """Bytes of a record that give way to others; `begin` and `end` count in `Record.raw`.

    `begin` is below 0 where bytes since the record before leave too, such as a comma in a list.
    """

    begin: int
    end: int
    new: bytes


class Gone(Enum):
    """The new value of a cell that says nothing any more: it was not asked."""

    GONE = "gone"


GONE = Gone.GONE


class Elements(NamedTuple):
    """The new value of a cell that holds a list: new elements by position; the others stay.

    Elements that are `GONE` leave the list, which keeps one at least.
    """

    changes: Mapping[int, Any]


class Relabel(NamedTuple):
    """What a use says from now on: a task and a label of the new release, or no label.

    `is_moved` tells that the task is another one than before, so that what the file calls the
    question changes too.
    """

    task: str
    label: str | None
    is_moved: bool = True


class Rewriting(Protocol):
    """What a document format returns for one file that is to be rewritten."""

    def splices(self, record: Record, changes: Mapping[int, Relabel | None]) -> list[Splice]:
        """Return what changes in a record, in the order of its bytes.

        `changes` leads from the position of a use to what it says from now on; None takes it
        out, and what it does not name stays. Every record of the file is asked for, in order,
        also those without uses: tables of names become those of the new release.
        """
        ...


@runtime_checkable
class RunRewriting(Rewriting, Protocol):
    """What a format returns of whose lists many records go by at once."""

    def is_owed(self, section: str) -> bool:
        """Tell whether the next record of a section is to be asked for by itself."""
        ...

    def pass_by(self, section: str, end: int) -> None:
        """Take note of records up to an offset that stay, with labels that others gave way to."""
        ...

    def aside(self) -> AbstractContextManager[None]:
        """Let records be asked for out of their turn, without taking note of them."""
        ...


@runtime_checkable
class WholeRewriting(Rewriting, Protocol):
    """What a format returns whose records have no bytes of their own.

    `splices` takes note of each record and returns nothing.
    """

    def edits(self, content: bytes) -> list[Splice]:
        """Return what changes in the plain bytes of the file, once every record was asked for."""
        ...


@runtime_checkable
class TableRewriting(Rewriting, Protocol):
    """What a format of tables returns; `splices` takes note of each record and returns nothing."""

    def write(self, out: BinaryIO, undo: BinaryIO) -> None:
        """Write the plain bytes of the data after, and what `hf_undo` needs to go back.

        Every record was asked for. Raises SchemactlError for what cannot be written.
        """
        ...


def spliced(raw: bytes, splices: Sequence[Splice]) -> bytes:
    """Return the bytes of a record with its splices, which follow each other."""
    parts, at = [], 0
    for splice in splices:
        parts += [raw[at : splice.begin], splice.new]
        at = splice.end
    return b"".join([*parts, raw[at:]])
