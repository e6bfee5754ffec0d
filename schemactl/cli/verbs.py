"""Verbs: commands that are imported when they are called, with nothing looked for as garbage."""

import gc
import sys
from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

# What most commands need, deep within what they import. CPython up to 3.14 takes memory from the
# system for every call across the end of a piece of its stack, and gives it back: a package of
# many classes that is imported at such a depth does so thousands of times. From here it is not
# as deep.
_NEEDED_BY_MOST = "pydantic.main"


class Verbs(click.Group):
    """A group of which each command stands as `command` in a module of its own."""

    def __init__(self, *arguments: Any, modules: Mapping[str, str], **options: Any) -> None:
        """Take the module of each command."""
        super().__init__(*arguments, **options)
        self.modules = dict(modules)

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Return the names, in their order."""
        return sorted(self.modules)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command; None where there is none of that name."""
        return verb(self.modules[cmd_name]) if cmd_name in self.modules else None


def verb(module: str, is_light: bool = False) -> click.Command:
    """Import a module with all that it needs, and return its command.

    A light one begins with less than most need.

    What imports make stays until the end. To look for garbage in it took an eighth of the time,
    and would take as long again whenever there is much else.
    """
    if module not in sys.modules:
        gc.disable()
        try:
            if not is_light:
                import_module(_NEEDED_BY_MOST)
            import_module(module)
            gc.freeze()
        finally:
            gc.enable()
    command: click.Command = sys.modules[module].command
    return command
