"""The data options: how a data file is to be read; verbs that read data share them."""

import functools
from collections.abc import Callable
from typing import Any, TypeVar

import click

from schemactl.data.options import LABEL_FORMS, DataOptions, parse_columns
from schemactl.data.wide_layout import parse_layout
from schemactl.workspace import Workspace

CommandT = TypeVar("CommandT", bound=Callable[..., Any])

_OPTIONS = (
    click.option(
        "--as", "format", metavar="FORMAT", help="The format; by default it is recognised."
    ),
    click.option("--task", metavar="TASK", help="The task that rows without one answer."),
    click.option(
        "--column",
        "columns",
        metavar="ROLE=COL[:TYPE]",
        multiple=True,
        help="The column of a role, label:TASK=COL for one task's labels, or a column's type.",
    ),
    click.option("--separator", metavar="TEXT", help="What stands between labels in a text cell."),
    click.option(
        "--empty",
        type=click.Choice(["none"]),
        help="Read empty label cells as: nothing applies. By default: not asked.",
    ),
    click.option(
        "--label-as",
        type=click.Choice(LABEL_FORMS),
        default="id",
        show_default=True,
        help="What the data writes for a label.",
    ),
    click.option(
        "--out-label-as", type=click.Choice(LABEL_FORMS), help="The same, for written data."
    ),
    click.option("--path-separator", metavar="TEXT", help="Labels are paths with this between."),
    click.option(
        "--item-from", type=click.Choice(["content"]), help="Take the text's digest as item id."
    ),
    click.option(
        "--header-row",
        type=click.IntRange(min=0),
        default=1,
        show_default=True,
        help="The row of the header; 0 for none, a column is then its number from 1.",
    ),
    click.option(
        "--layout",
        "layouts",
        metavar="KIND[:TASK]=[NAME@]COL,…",
        multiple=True,
        help="Columns of a wide table: `annotators` one each, `votes` per label, `flags` 0 or 1.",
    ),
)


def data_options(command: CommandT) -> CommandT:
    """Give the command the data options, as its keyword `options`."""

    @functools.wraps(command)
    def with_options(**given: Any) -> Any:
        fields = {name: given.pop(name) for name in DataOptions._fields if name != "folder"}
        fields["columns"] = parse_columns(fields["columns"])
        fields["layouts"] = tuple(map(parse_layout, fields["layouts"]))
        workspace: Workspace | None = given.get("workspace")
        folder = None if workspace is None else workspace.private
        return command(**given, options=DataOptions(**fields, folder=folder))

    wrapped: Any = with_options
    for option in reversed(_OPTIONS):
        wrapped = option(wrapped)
    decorated: CommandT = wrapped
    return decorated
