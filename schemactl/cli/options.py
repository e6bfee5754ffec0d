"""Options that several verbs share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from schemactl.workspace import find_workspace

CommandT = TypeVar("CommandT", bound=Callable[..., Any])


def workspace_option(command: CommandT) -> CommandT:
    """`--root DIR`: gives the command its `workspace`."""
    return click.option(
        "--root",
        "workspace",
        type=click.Path(path_type=Path),
        default=None,
        callback=lambda _context, _option, value: find_workspace(value),
        help="The label repository; by default the nearest one upwards.",
    )(command)


def format_option(*formats: str) -> Callable[[CommandT], CommandT]:
    """`--format`: gives the command its `output_format`; the first one is the default."""
    return click.option(
        "--format",
        "output_format",
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        help="How to write the result.",
    )
