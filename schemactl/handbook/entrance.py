"""Entrance: the pages of no schema, which are the first of all and those of models and datasets."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from schemactl.handbook.commons import Commons, told_apart
from schemactl.handbook.links import Atlas
from schemactl.handbook.pages import root
from schemactl.handbook.pages.records import folder_beside

if TYPE_CHECKING:
    from schemactl.model.traced import Lineage


class Recorded(NamedTuple):
    """The models and datasets that get a page, and the homes of frozen copies by ref."""

    lineages: "Sequence[Lineage]"
    copies: Mapping[str, str]


def entrance(
    atlases: Sequence[Atlas], site_name: str, recorded: Recorded, shared: Commons
) -> dict[str, str]:
    """Return the Markdown of the pages; a copy of an old version has no first page."""
    folder = folder_beside(atlas.edition.name for atlas in atlases)
    found: dict[str, str] = {}
    if recorded.lineages:
        # Most repositories have a handbook before they have a model.
        from schemactl.handbook.pages.lineage import lineage_pages

        timelines = {atlas.edition.name: atlas.edition.timeline for atlas in atlases}
        found.update(lineage_pages(*recorded, folder, timelines, shared))
    if not all(atlas.edition.is_frozen for atlas in atlases):
        records = folder if found else ""
        found["index.md"] = root.render(told_apart(atlases), site_name, records, shared)
    return dict(shared.said(found))
