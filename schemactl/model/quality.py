"""Quality as it is recorded: agreement and confusions, in numbers that lose no digit."""

from schemactl.model.scalar import Noun


class VersionAgreement(Noun):
    """The agreement on what was labeled under one schema and guideline, and over how many items."""

    labeled_under: str | None = None
    guided_by: str | None = None
    value: str | None = None
    items: int = 0


class Agreement(Noun):
    """How far annotators agreed by one measure; numbers are decimal text, null where undefined.

    `per_label` leads from a label, by its address task/id, to the agreement on it.
    """

    measure: str
    value: str | None = None
    interval: tuple[str, str] | None = None
    task: str | None = None
    items: int = 0
    annotators: int = 0
    annotations: int = 0
    per_label: dict[str, str | None] = {}
    per_version: tuple[VersionAgreement, ...] = ()
    warnings: tuple[str, ...] = ()


class Confusion(Noun):
    """Two labels that annotators gave to the same items, how often, and the share of that.

    A label is its address task/id, or `nothing` where somebody said that none applies.
    """

    labels: tuple[str, str]
    count: int
    share: str | None = None
    task: str | None = None
