"""The door to NumPy, which takes a tenth of a second to import."""

from typing import Any


def numpy() -> Any:
    """Return the package numpy."""
    import numpy as found

    return found
