"""Exporter: what a format must define so that a schema release can be written in it."""

from typing import NamedTuple, Protocol

from schemactl.model.release import SchemaRelease


class Limits(NamedTuple):
    """What a format can hold, None where there is no limit.

    `name` is the longest name of a label in characters, `depth` the levels of a hierarchy, and
    `labels` how many a task may have.
    """

    name: int | None = None
    depth: int | None = None
    labels: int | None = None


class Loss(NamedTuple):
    """What the format cannot say: where in the schema, and what."""

    address: str
    message: str


class Exported(NamedTuple):
    """A file in the format, and what of the schema is not in it."""

    content: bytes
    losses: tuple[Loss, ...] = ()


class Exporter(Protocol):
    """A module that writes one format; it stands in `exporters/catalog.py`.

    TITLE is what it makes, in one line.
    """

    TITLE: str
    LIMITS: Limits

    def render(self, release: SchemaRelease) -> Exported:
        """Write the release. Raises SchemactlError where it does not fit the limits."""
        ...
