"""Wide columns: what the cells of a wide table say, under one task."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from schemactl.data.spelling import TaskReading, spelled
from schemactl.data.wide_layout import WideLayout
from schemactl.errors import SchemactlError

# The most votes that one class of one item may have; beyond it, a cell is no count of people.
MOST_VOTES = 10_000

_SET = frozenset({"1", "true", "True", "1.0"})
_UNSET = frozenset({"0", "false", "False", "0.0"})


class Answer(NamedTuple):
    """What a cell says: a label as it is spelled, or none; whose it is; what is wrong with it.

    `column` is that of a cell which holds the label itself.
    """

    spelling: str | None
    annotator: str | None = None
    wrong: str | None = None
    column: str | None = None


class WideColumns:
    """The columns of one layout, ready to be read."""

    def __init__(self, layout: WideLayout, task: TaskReading) -> None:
        """Check the labels that columns stand for. Raises SchemactlError for an unknown one."""
        self.layout = layout
        self.task = task
        if layout.kind != "annotators":
            for name, _ in layout.columns:
                if task.spellings.resolve(name) is None:
                    hint = "write LABEL@COL where a column is not named like its label"
                    raise SchemactlError(f"--layout: {task.spellings.explain(name)}", hint)

    def stand_in(self, values: Mapping[str, Any]) -> bool:
        """Tell whether the record has one of the columns."""
        return any(column in values for _, column in self.layout.columns)

    def answers(self, values: Mapping[str, Any]) -> Iterator[Answer]:
        """Yield what the cells of a record say; an empty cell was not asked."""
        cells = [
            (name, column, values[column])
            for name, column in self.layout.columns
            if values.get(column) not in (None, "")
        ]
        match self.layout.kind:
            case "annotators":
                return (Answer(spelled(cell), name, None, column) for name, column, cell in cells)
            case "votes":
                return _votes(cells)
            case "flags":
                return _flags(cells)


def _votes(cells: list[tuple[str, str, Any]]) -> Iterator[Answer]:
    """Yield one answer per vote; `vote-N` numbers the votes of an item and is nobody's name."""
    number = 0
    for name, column, cell in cells:
        count = int(cell) if str(cell).isdecimal() else -1
        if not 0 <= count <= MOST_VOTES:
            yield Answer(name, wrong=f"`{column}`: {cell!r} is no number of votes")
            continue
        for _ in range(count):
            number += 1
            yield Answer(name, f"vote-{number}")


def _flags(cells: list[tuple[str, str, Any]]) -> Iterator[Answer]:
    """Yield the labels whose flag is set; none of them says that nothing applies."""
    was_said = False
    for name, column, cell in cells:
        is_set, is_unset = str(cell) in _SET, str(cell) in _UNSET
        if not is_set and not is_unset:
            yield Answer(name, wrong=f"`{column}`: {cell!r} is neither 0 nor 1")
        elif is_set:
            yield Answer(name)
        was_said = was_said or not is_unset
    if cells and not was_said:
        yield Answer(None)
