"""RecordView: what a condition may ask of a record, whatever file it stands in."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple, Protocol


class RecordView(Protocol):
    """A record as the reader of a format shows it to a migration."""

    def field(self, name: str) -> Any:
        """Return the value of a role or of a raw field (dotted); None where it is missing."""
        ...

    def labels(self, task: str) -> Sequence[str] | None:
        """Return the ids of the record's labels of a task, in the version it was labeled under.

        Empty where nothing applies; None where the task was not asked.
        """
        ...


class FieldRecord(NamedTuple):
    """A record of plain data; `columns` leads from roles to the fields that have them."""

    values: Mapping[str, Any]
    answers: Mapping[str, Sequence[str]] = MappingProxyType({})
    columns: Mapping[str, str] = MappingProxyType({})

    def field(self, name: str) -> Any:
        """Return a field by role, by its whole name, or by the names that dots separate."""
        column = self.columns.get(name, name)
        found = self.values.get(column)
        if found is not None or "." not in column:
            return found
        found = self.values
        for part in column.split("."):
            if not isinstance(found, Mapping):
                return None
            found = found.get(part)
        return found

    def labels(self, task: str) -> Sequence[str] | None:
        """Return the labels of a task."""
        return self.answers.get(task)


NO_RECORD = FieldRecord(MappingProxyType({}))
