"""Finding: what a module must define to look for one thing that is wrong in a registry."""

from collections.abc import Iterator
from typing import NamedTuple, Protocol

from schemactl.audit.inspected import Inspected


class Found(NamedTuple):
    """What is wrong, at which ref, and what its owner can do.

    `beside` names other datasets that it is about, too.
    """

    ref: str
    message: str
    hint: str
    beside: tuple[str, ...] = ()

    def as_json(self) -> dict[str, str]:
        """Return it as programs read it; what is beside it stands in the message."""
        return {"ref": self.ref, "message": self.message, "hint": self.hint}


class Finding(Protocol):
    """A module that looks for one thing; it stands in `findings/catalog.py`.

    TITLE says what is wrong, in one line; its page stands in docs/findings.
    """

    TITLE: str

    def find(self, record: Inspected) -> Iterator[Found]:
        """Yield what is wrong; what is not recorded is no finding."""
        ...
