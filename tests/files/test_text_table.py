"""Text table: known texts are found at their places, and nothing is taken for another text."""

from collections.abc import Sequence

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from schemactl.files.even_rows import Numbers, Span
from schemactl.files.text_table import LONGEST, TextTable

TEXTS = st.binary(min_size=1, max_size=LONGEST).map(lambda one: one.replace(b"\0", b"0"))


def found_in(table: TextTable, rows: Sequence[tuple[bytes, ...]], tail: int = LONGEST) -> list[int]:
    """Return the numbers that a table tells of rows, which stand one behind the other."""
    columns: list[list[int]] = [[] for _ in range(2 * len(rows[0]))]
    text = b""
    for row in rows:
        for at, one in enumerate(row):
            columns[2 * at].append(len(text))
            text += one
            columns[2 * at + 1].append(len(text))
    arrays: list[Numbers] = [np.array(column) for column in columns]
    spans = [Span(*arrays[at : at + 2]) for at in range(0, len(arrays), 2)]
    found: list[int] = table.find(text + b"x" * tail, spans).tolist()
    return found


@settings(deadline=None)
@given(st.sets(st.tuples(TEXTS, TEXTS), min_size=1), st.sets(st.tuples(TEXTS, TEXTS)))
def test_known_texts_are_told_from_others(
    known: set[tuple[bytes, bytes]], others: set[tuple[bytes, bytes]]
) -> None:
    table = TextTable(2)
    numbers = {texts: table.add(texts) for texts in known}
    rows = [*known, *others]
    assert found_in(table, rows) == [numbers.get(row, -1) for row in rows]


def test_many_texts_are_found() -> None:
    table = TextTable(1)
    rows = [(f'"label-{number}"'.encode(),) for number in range(3000)]
    assert [table.add(row) for row in rows] == list(range(3000))
    assert found_in(table, rows) == list(range(3000))


def test_texts_near_the_end_are_not_told() -> None:
    table = TextTable(1)
    table.add((b"a" * 20,))
    table.add((b"bbbb",))
    assert found_in(table, [(b"bbbb",), (b"a" * 20,), (b"bbbb",)], tail=4) == [1, 0, -1]
