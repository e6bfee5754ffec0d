"""Point: one question of an auditor, where it comes from, and the evidence that answers it."""

from collections.abc import Callable
from typing import Literal, NamedTuple

from schemactl.audit.dossier import Dossier

Verdict = Literal["shown", "partly", "unknown"]


class Table(NamedTuple):
    """Evidence in rows; every cell is text as it was recorded."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Answer(NamedTuple):
    """What is recorded, and what is not: nothing is guessed."""

    said: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """Whether the question is answered in full, in part, or not at all."""
        if not self.said and not any(table.rows for table in self.tables):
            return "unknown"
        return "partly" if self.unknown else "shown"


class Point(NamedTuple):
    """A question with its number, the texts that ask it, and the function that answers it."""

    number: int
    question: str
    sources: tuple[str, ...]
    answer: Callable[[Dossier], Answer]
