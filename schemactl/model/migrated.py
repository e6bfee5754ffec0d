"""What is recorded of a run that led data from one schema release to another."""

from typing import Literal

from schemactl.model.identifiers import Digest
from schemactl.model.scalar import Noun


class MigrationStep(Noun):
    """A step of a migration, and how many annotations it concerned; labels are their ids."""

    change: str
    source: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    fidelity: Literal["exact", "lossy", "people"]
    annotations: int
    mapped: int
    queued: int
    dropped: int
    reviewed: int = 0


class MigrationFacts(Noun):
    """A run and what it counted.

    `run` is its name in the queue and the undo file, `plan` the digest of the way between the
    releases, `input` and `output` are digests of plain bytes. `records` and `annotations` are
    the counts of its report; `queue` is how many records people still have to look at, and
    `answered` how many questions they have settled.
    """

    run: str
    plan: Digest
    input: Digest
    output: Digest
    records: dict[str, int]
    annotations: dict[str, int]
    reviewed: int = 0
    folded: int = 0
    queue: int = 0
    answered: int = 0
    steps: tuple[MigrationStep, ...] = ()
    tool: str
