"""Even columns: cells of lines that are alike in their keys, told by their bytes.

Texts that come again and again are read once; of the others, no more is made than what is asked.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from io import BytesIO
from typing import Any

import numpy as np
import orjson
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from schemactl.data.check_pace import usual_clocks
from schemactl.data.coded import Coded, compact
from schemactl.data.columns import CellColumns
from schemactl.data.fast_rows import DECIDING, objects
from schemactl.data.key_bag import Keys
from schemactl.files.even_rows import EvenReader, EvenRows, Span
from schemactl.files.text_table import LONGEST, TextTable

_QUOTE, _NULL, _BLANK = b'"n '
_TIME = len("2026-01-31T09:30:00Z")
_WANTED = (*DECIDING, "annotator", "batch", "at", "text", "confidence")
# More different texts than this are no labels and no people.
_MOST_TEXTS = 2**16


class EvenSource:
    """Reads lines of one file, and keeps the texts that come again and again."""

    def __init__(self, roles: Mapping[str, str]) -> None:
        """Take the columns of the roles."""
        self.roles = roles
        others = dict.fromkeys(roles[role] for role in _WANTED if role in roles)
        item = roles.get("item", "")
        self.reader = EvenReader(item, [column for column in others if column != item])
        self.known: dict[tuple[str, ...], _Known] = {}
        self.is_left = False

    def read(self, text: bytes) -> "EvenColumns | None":
        """Return the columns of whole lines; None where they have to be read otherwise."""
        rows = None if self.is_left else self.reader.read(text)
        if rows is None:
            return None
        columns = EvenColumns(text, self.reader.deciding, rows)
        names = columns.names
        if not all(columns.is_usual(role, self.roles[role]) for role in self._roles_of(names)):
            return None
        alone = [[self.roles[role]] for role in ("annotator", "batch") if role in self.roles]
        for wanted in ([self.roles[role] for role in DECIDING if role in self.roles], *alone):
            some = tuple(column for column in wanted if column in names)
            if some and not columns.learn(some, self._known_of(some)):
                self.is_left = True
                return None
        return columns

    def _roles_of(self, names: Sequence[str]) -> list[str]:
        return [role for role in (*_WANTED, "item") if self.roles.get(role) in names]

    def _known_of(self, columns: tuple[str, ...]) -> "_Known":
        if columns not in self.known:
            self.known[columns] = _Known(len(columns))
        return self.known[columns]


class _Known:
    """The texts of some columns that were seen before, together, and what they say."""

    def __init__(self, columns: int) -> None:
        self.table = TextTable(columns)
        self.values: list[tuple[Any, ...]] = []
        self.numbers: dict[tuple[Any, ...], int] = {}
        # What each combination in the table says: the same may be written in several ways.
        self.codes: list[int] = []

    def find(self, text: bytes, spans: Sequence[Span]) -> Coded | None:
        """Return the cells at places; None where there are too many, or they are too long."""
        found = self.table.find(text, spans)
        for row in np.flatnonzero(found < 0).tolist():
            texts = tuple(text[span.begins[row] : span.ends[row]] for span in spans)
            number = self.table.numbers.get(texts)
            if number is None:
                if len(self.codes) >= _MOST_TEXTS or max(map(len, texts)) > LONGEST:
                    return None
                number = self._add(texts)
            found[row] = number
        different, codes = compact(np.array(self.codes)[found], len(self.values))
        return Coded([self.values[code] for code in different], codes)

    def _add(self, texts: tuple[bytes, ...]) -> int:
        values = tuple(map(orjson.loads, texts))
        code = self.numbers.setdefault(values, len(self.values))
        if code == len(self.values):
            self.values.append(values)
        self.codes.append(code)
        return self.table.add(texts)


class EvenColumns:
    """The columns of even rows that have a role: texts and nulls, and numbers in one of them."""

    def __init__(self, text: bytes, names: Sequence[str], rows: EvenRows) -> None:
        """Take lines, and where the values of columns stand in them."""
        self.text = text
        self.bytes: NDArray[np.uint8] = np.frombuffer(text, dtype=np.uint8)
        self.names = tuple(names)
        self.count = len(rows.starts) - 1
        spans = (_trimmed(self.bytes, span) for span in rows.spans)
        self.spans = dict(zip(names, spans, strict=True))
        self.found: dict[tuple[str, ...], Coded] = {}
        self.told: dict[str, set[type]] = {}
        self.at: Keys | None = None
        # Where each character is a byte that stands for itself.
        self.is_simple = text.isascii() and b"\\" not in text

    def is_usual(self, role: str, column: str) -> bool:
        """Tell whether the cells of a column are such that rows may be fast."""
        kinds = self.kinds(column)
        if role == "confidence":
            return kinds <= {float, type(None)}
        if role == "item":
            begins, ends = self.spans[column]
            return kinds == {str} and int((ends - begins).min()) > len('""')
        if role == "at" and kinds == {str}:
            return self.times(column) is not None
        return kinds <= {str, type(None)} and (role != "at" or str not in kinds)

    def kinds(self, column: str) -> set[type]:
        """Return the types of the cells in a column; numbers, true and false are one."""
        if column not in self.told:
            firsts = self.bytes[self.spans[column].begins]
            texts, nulls = (int(np.count_nonzero(firsts == mark)) for mark in (_QUOTE, _NULL))
            numbers = self.count - texts - nulls
            counts = ((str, texts), (type(None), nulls), (float, numbers))
            self.told[column] = {kind for kind, count in counts if count}
        return self.told[column]

    def learn(self, columns: tuple[str, ...], known: _Known) -> bool:
        """Find what columns say together; tell whether it is known now."""
        found = known.find(self.text, [self.spans[column] for column in columns])
        if found is not None:
            self.found[columns] = found
        return found is not None

    def coded(self, column: str) -> Coded:
        """Return the cells of a column that was learned."""
        values, codes = self.found[(column,)]
        return Coded([value for (value,) in values], codes)

    def together(self, columns: Sequence[str]) -> Coded:
        """Return columns that were learned as one, in which each cell is a tuple."""
        return self.found[tuple(columns)]

    def items(self, column: str) -> Sequence[Any]:
        """Return the cell of each row."""
        begins, ends = (places.tolist() for places in self.spans[column])
        if self.is_simple:
            plain = self.text.decode("ascii")
            return [plain[begin + 1 : end - 1] for begin, end in zip(begins, ends, strict=True)]
        text = self.text
        return [orjson.loads(text[begin:end]) for begin, end in zip(begins, ends, strict=True)]

    def times(self, column: str) -> Keys | None:
        """Return a column of texts as times, as `usual_times` does."""
        if self.at is None:
            begins, ends = self.spans[column]
            if (ends - begins != _TIME + len('""')).any():
                return None
            texts = sliding_window_view(self.bytes, _TIME)[begins + 1]
            self.at = usual_clocks(texts.reshape(-1))
        return self.at

    def lengths(self, column: str) -> Keys:
        """Return the lengths of texts in characters; of nothing it is 0."""
        begins, ends = self.spans[column]
        if self.is_simple:
            return np.where(self.bytes[begins] == _QUOTE, ends - begins - 2, 0)
        found = [len(text or "") for text in self.items(column)]
        return np.array(found, dtype=np.int64)

    def cells(self) -> CellColumns:
        """Return all columns, cell by cell."""
        return self._cells

    @cached_property
    def _cells(self) -> CellColumns:
        rows = objects(self.text)
        return CellColumns(list(map(orjson.loads, BytesIO(self.text))) if rows is None else rows)


def _trimmed(codes: NDArray[np.uint8], span: Span) -> Span:
    """Return places of values without the blanks behind them."""
    begins, ends = span
    while np.count_nonzero(are_blank := codes[ends - 1] == _BLANK):
        ends = ends - are_blank
    return Span(begins, ends)
