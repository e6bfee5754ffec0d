"""Labels as code: validate, release, compile, migrate, record and trace label schemas."""

__all__ = ("open",)
# Not from typing, which costs more to import than everything here; type checkers know the name.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from schemactl.service.project import open_project as open


def __getattr__(name: str) -> object:
    """Load `schemactl.open` when it is used: the command line starts without it."""
    if name != "open":
        raise AttributeError(f"module 'schemactl' has no attribute {name!r}")
    from functools import partial

    from schemactl.cli.clock import now
    from schemactl.service.project import open_project

    return partial(open_project, clock=now)
