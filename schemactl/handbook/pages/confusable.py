"""Confusable labels: one row per pair, with the question that tells them apart."""

from schemactl.handbook.links import Atlas
from schemactl.handbook.markup import escape, fragment, heading, page, table
from schemactl.handbook.pages.frame import NONE_YET, front, target, top
from schemactl.handbook.pages.versus import beside
from schemactl.model.schema import Confusable, Task

HEADS = ["One label", "The other label", "Test question", "Choose the one when", "The other when"]


def render(atlas: Atlas) -> str:
    """Return the Markdown of the page of all confusable pairs."""
    schema = atlas.edition.schema
    source = f"{atlas.edition.folder}/confusable"
    paired = [task for task in schema.tasks if task.confusable]
    blocks = []
    for task in paired:
        if len(paired) > 1:
            blocks.append(heading(2, task.question or task.id))
        blocks.append(fragment(pairs_of(atlas, source, task)))
    return page(
        front(atlas, "Confusable labels"),
        top(atlas, source, []),
        heading(1, "Confusable labels"),
        *(blocks or [fragment(NONE_YET)]),
    )


def pairs_of(atlas: Atlas, source: str, task: Task) -> str:
    """Return the confusable pairs of a task as a table."""
    return table(HEADS, [_row(atlas, source, task, pair) for pair in task.confusable], "wide")


def _row(atlas: Atlas, source: str, task: Task, pair: Confusable) -> list[str]:
    one, other = pair.labels
    near, far = atlas.label(task, one), atlas.label(task, other)
    asked = escape(pair.ask)
    return [
        target(atlas, source, near, one),
        target(atlas, source, near, other),
        beside(atlas, source, near, far, asked) if near and far else asked,
        escape(pair.pick.get(one, "")),
        escape(pair.pick.get(other, "")),
    ]
