"""Rows of answers by their table, for tests."""

from schemactl.audit.point import Answer


def rows(answer: Answer, title: str) -> list[tuple[str, ...]]:
    """Return the rows of the table of that title."""
    [found] = [table.rows for table in answer.tables if table.title == title]
    return list(found)
