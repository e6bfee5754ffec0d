"""Records: what the registry knows of models, datasets and measured quality, read for the pages."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from schemactl.handbook.edition import NOT_MEASURED, Edition
from schemactl.registry.blank import is_blank
from schemactl.workspace import Workspace

if TYPE_CHECKING:
    from schemactl.model.traced import Lineage


class Records(NamedTuple):
    """The lineage of each model, then of each dataset; and the editions with what was measured."""

    lineages: "tuple[Lineage, ...]"
    editions: list[Edition]


def read_records(workspace: Workspace, editions: Sequence[Edition]) -> Records:
    """Read what the registry knows, as far as pages are made of it."""
    if is_blank(workspace):
        return Records((), [edition._replace(measured=NOT_MEASURED) for edition in editions])
    # All that can read a registry takes longer to import than many a handbook to compile.
    from schemactl.handbook.recorded import read_recorded

    return Records(*read_recorded(workspace, editions))
