"""Arrow rows: many lines of JSON as columns of Arrow, where that can be shown to be safe.

Each line is one flat object, and all have the same keys. Where the bytes do not show it, and
where Arrow would read a number as something else, the lines are to be read otherwise.
"""

from collections.abc import Mapping
from typing import Any

import orjson

from schemactl.files.arrays import numpy
from schemactl.files.arrow import arrow, compute, json_reader

# So many batches in a row that cannot be read, and no more are tried.
_PATIENCE = 8
_LONGEST = 2**26
_FEWEST = 2
_OPEN, _CLOSE, _LINE_END = b"{}\n"


class ArrowRows:
    """Reads lines whose objects have the keys and types of those before."""

    def __init__(self) -> None:
        """Begin without knowing what rows look like."""
        self.types: dict[str, type] | None = None
        self.failures = 0

    def read(self, text: bytes) -> Any:
        """Return the table of whole lines, a column per key; None where it is no such table."""
        if self.failures > _PATIENCE or not _is_object_per_line(text):
            return None
        found = None if self.types is None else _table(text, self.types)
        if found is None:
            self.types = _types_of(text)
            found = None if self.types is None else _table(text, self.types)
        self.failures = self.failures + 1 if found is None else 0
        return found


def _is_object_per_line(text: bytes) -> bool:
    """Tell whether each line begins and ends with a brace, and all is UTF-8.

    Nothing but the end of one object and the beginning of the next can be around such a line
    end where no objects are inside objects: as many objects as lines are one in each.
    """
    if len(text) > _LONGEST or not text.startswith(b"{"):
        return False
    np = numpy()
    found = np.frombuffer(text, dtype=np.uint8)
    ends = np.flatnonzero(found == _LINE_END)
    if not len(ends) or ends[-1] != len(found) - 1:
        return False
    if (found[ends - 1] != _CLOSE).any() or (found[ends[:-1] + 1] != _OPEN).any():
        return False
    try:
        # Arrow takes bytes as they are.
        return text.isascii() or bool(text.decode())
    except UnicodeDecodeError:
        return False


def _types_of(text: bytes) -> dict[str, type] | None:
    """Learn from the first line what rows look like; a null may be a text elsewhere."""
    try:
        first = orjson.loads(text[: text.find(b"\n")])
    except orjson.JSONDecodeError:
        return None
    if type(first) is not dict or len(first) < _FEWEST:
        return None
    types = {key: str if value is None else type(value) for key, value in first.items()}
    return types if {str, int, float, bool}.issuperset(types.values()) else None


def _table(text: bytes, types: Mapping[str, type]) -> Any:
    pa, reader = arrow(), json_reader()
    kinds = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
    schema = pa.schema([(key, kinds[kind]) for key, kind in types.items()])
    try:
        # A key that stands twice is an error of Arrow's own.
        found = reader.read_json(
            pa.BufferReader(text),
            read_options=reader.ReadOptions(use_threads=False, block_size=len(text) + 1),
            parse_options=reader.ParseOptions(schema, unexpected_field_behavior="error"),
        )
    except pa.ArrowException:
        return None
    if len(found) != text.count(b"\n") or not _has_all_keys(text, found):
        return None
    floats = [column for column in found.columns if column.type == kinds[float]]
    # JSON has no NaN and no infinity; Arrow reads both.
    is_finite = all(compute().all(compute().is_finite(one)).as_py() is not False for one in floats)
    return found if is_finite else None


def _has_all_keys(text: bytes, found: Any) -> bool:
    """Tell whether every null is written: a key that is missing gives one, too.

    Where no quote is escaped, each quote begins or ends a text; so a key stands before the colon.
    """
    nulls = sum(column.null_count for column in found.columns)
    if nulls == 0:
        return True
    return b'\\"' not in text and text.count(b'":null') + text.count(b'": null') == nulls
