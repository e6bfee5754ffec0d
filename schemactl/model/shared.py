"""Shared: what a split of data has in common with another."""

from schemactl.model.scalar import Noun


class Overlap(Noun):
    """What a split shares with another split of the same data, `other`.

    `items` are those in both, `texts` those of this split that the other has, too, or nearly so.
    None was not counted: there are no texts, or the other's files were gone or changed.
    """

    other: str
    items: int | None = None
    texts: int | None = None
