"""Foreign: what other tools call the same runs and data, and how they digest them."""

from typing import Literal

from schemactl.model.scalar import Noun


class ForeignId(Noun):
    """A run, what it read or wrote, or data, as another tool calls and digests it.

    `of` is the dataset that is known here by another name; the digest is the tool's own text.
    """

    system: str
    kind: Literal["run", "input", "output", "data"]
    id: str
    digest: str | None = None
    of: str | None = None
