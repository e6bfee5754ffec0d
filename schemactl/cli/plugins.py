"""Plugins of pydantic: of those that are installed none shall run, so none is looked for.

pydantic looks through all installed packages for them. An environment variable keeps it from that,
though not from importing what reads mail, which takes longer than most files that a command reads.
So the part of it that would look has a stand-in, as long as nobody asks for anything else of it.
"""

import os
import sys
from importlib import import_module
from types import ModuleType
from typing import Any

LOADER = "pydantic.plugin._loader"


class _NoPlugins(ModuleType):
    """Stands in for what looks for plugins."""

    def get_plugins(self) -> tuple[()]:
        """Return all plugins."""
        return ()

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            # The import system asks whether this is a package.
            raise AttributeError(name)
        if sys.modules.get(LOADER) is self:
            del sys.modules[LOADER]
        return getattr(import_module(LOADER), name)


def forgo_plugins() -> None:
    """Have pydantic look for no plugins in this process, nor in those that it starts."""
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    sys.modules.setdefault(LOADER, _NoPlugins(LOADER))
