"""Row lines: lines of JSON as canonical rows, without looking at rows one by one.

A decoder knows the columns and their types that rows had so far. What it reads without complaint
has no others, and is written again in canonical form; all else is to be read with more care.
"""

from collections.abc import Mapping, Sequence
from functools import reduce
from operator import attrgetter, or_
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from schemactl.data.canonical_row import TYPE_NAMES, canonical_row, is_plain

_MOST_COLUMNS = 2**8
_TYPES: dict[str, Any] = {name: kind for kind, name in TYPE_NAMES.items()}
_NESTED = frozenset({"list", "object"})
_DOUBTFUL = _NESTED | {"float"}
_QUOTE, _OPEN, _CLOSE, _LINE_END = b'"{}\n'


class RowLines:
    """Reads the lines of files whose rows have the columns and types in `columns`."""

    def __init__(self, columns: Mapping[str, set[str]]) -> None:
        """Watch names of types by column, to which others add what they find."""
        self.columns = columns
        self.known = 0
        self.decoder: _Decoder | None = None

    def canonical(self, lines: bytes) -> bytes | None:
        """Return whole lines as canonical rows, each with a line end, in some order.

        None where they have to be read with more care.
        """
        known = sum(1 + len(types) for types in self.columns.values())
        if known != self.known:
            self.known = known
            self.decoder = _decoder(self.columns)
        if self.decoder is None:
            return None
        return self.decoder.written(lines if lines.endswith(b"\n") else lines + b"\n")


def _decoder(columns: Mapping[str, set[str]]) -> "_Decoder | None":
    if not 0 < len(columns) <= _MOST_COLUMNS:
        return None
    try:
        return _Decoder(columns)
    except ValueError:
        # The name of a column is written with an escape.
        return None


class _Decoder:
    """Reads rows that have some of the columns, and in these no types but the known ones."""

    def __init__(self, columns: Mapping[str, set[str]]) -> None:
        """Learn what rows may be. Raises ValueError for names that are written with escapes."""
        self.names = sorted(columns)
        fields = []
        # The columns that are looked at, with whether whole numbers may stand there.
        self.looked_at: list[tuple[attrgetter[Any], bool]] = []
        has_nested = False
        for position, name in enumerate(self.names):
            field, types = f"c{position}", columns[name]
            if types & _DOUBTFUL:
                has_nested = has_nested or not types.isdisjoint(_NESTED)
                self.looked_at.append((attrgetter(field), "int" in types))
            # Of floats alone, msgspec would make floats of whole numbers.
            wanted = types | {"int"} if "float" in types else types
            union = reduce(or_, map(_TYPES.__getitem__, sorted(wanted)), msgspec.UnsetType)
            fields.append((field, union, msgspec.field(name=name, default=msgspec.UNSET)))
        row = msgspec.defstruct("Row", fields, gc=False, forbid_unknown_fields=True)
        self.read = msgspec.json.Decoder(row).decode_lines
        self.write = msgspec.json.Encoder(order="sorted" if has_nested else None).encode_lines

    def written(self, lines: bytes) -> bytes | None:
        """Return whole lines as canonical rows; None where these are no such rows.

        Nothing is said of lines that repeat a key, of which fewer quotes are written than read.
        """
        if b"\r" in lines:
            lines = lines.replace(b"\r\n", b"\n")
        codes = np.frombuffer(lines, dtype=np.uint8)
        ends = np.flatnonzero(codes == _LINE_END)
        if not _are_objects(codes, ends) or (b"\\" in lines and b"\\u0022" in lines):
            return None
        try:
            rows = self.read(lines)
            odd = self._odd(rows)
            if odd is None or len(rows) != len(ends):
                return None
            written = self.write(
                [row for at, row in enumerate(rows) if at not in odd] if odd else rows
            )
            written += b"".join(canonical_row(self._values(rows[at])) + b"\n" for at in odd)
        except (ValueError, RecursionError):
            return None
        quotes = np.frombuffer(written, dtype=np.uint8) == _QUOTE
        return written if np.count_nonzero(quotes) == np.count_nonzero(codes == _QUOTE) else None

    def _odd(self, rows: Sequence[Any]) -> set[int] | None:
        """Tell which rows have numbers that not everyone writes alike.

        None where a column has whole numbers that had none before.
        """
        odd: set[int] = set()
        for cells_of, may_be_whole in self.looked_at:
            cells = [None if cell is msgspec.UNSET else cell for cell in map(cells_of, rows)]
            if not may_be_whole and int in set(map(type, cells)):
                return None
            if not is_plain(cells):
                odd.update(at for at, cell in enumerate(cells) if not is_plain([cell]))
        return odd

    def _values(self, row: Any) -> dict[str, Any]:
        cells = zip(self.names, msgspec.structs.astuple(row), strict=True)
        return {name: cell for name, cell in cells if cell is not msgspec.UNSET}


def _are_objects(codes: NDArray[np.uint8], ends: NDArray[np.intp]) -> bool:
    """Tell whether each line, if it can be read, is one object, with none of it on another line.

    No text holds a line end. Where it stands between the parts of an object, the next line does
    not begin with a brace, or what is before the line end is none that closes.
    """
    begins = np.concatenate(([0], ends[:-1] + 1))
    return bool((codes[begins] == _OPEN).all() and (codes[ends - 1] == _CLOSE).all())
