"""Links from questions of a migration into the handbook: where it explains each label."""

from collections.abc import Iterator, Mapping
from functools import cached_property

from schemactl.handbook.layout import lay_out
from schemactl.migrate.outcome import Place
from schemactl.model.schema import Schema


class HandbookLinks(Mapping[Place, str]):
    """The address of each label of a schema; its pages are laid out when one is asked for.

    Few runs ask for one, and those that ask nobody hold none of them.
    """

    def __init__(self, schema: Schema, handbook: str) -> None:
        """Take the address at which the handbook stands; without one, links are relative."""
        self.schema = schema
        self.above = f"{handbook.rstrip('/')}/" if handbook else ""

    @cached_property
    def _where(self) -> Mapping[tuple[str, str], tuple[str, str]]:
        return lay_out(self.schema).where

    def __getitem__(self, place: Place) -> str:
        """Return the address of a label. Raises KeyError where the schema has none such."""
        task, label = place
        if label is None:
            raise KeyError(place)
        page, anchor = self._where[task, label]
        return f"{self.above}{page}.html{'#' if anchor else ''}{anchor}"

    def __iter__(self) -> Iterator[Place]:
        """Yield every label that has a page."""
        return iter(self._where)

    def __len__(self) -> int:
        """Return how many labels have a page."""
        return len(self._where)
