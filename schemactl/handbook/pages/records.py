"""Records: where the pages of models and datasets stand, and what they are called."""

from collections.abc import Iterable

USUAL_FOLDER = "audit"
# No schema can be called that.
OTHER_FOLDER = "audit_"
TITLE = "Models and datasets"


def folder_beside(schemas: Iterable[str]) -> str:
    """Return the folder of the audit pages, which gives way to a schema of its name."""
    return OTHER_FOLDER if USUAL_FOLDER in schemas else USUAL_FOLDER
