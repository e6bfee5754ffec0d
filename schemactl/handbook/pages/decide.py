"""Decide: the questions of each task in their order, with where each answer leads."""

from schemactl.handbook.freshness import Part
from schemactl.handbook.links import Atlas
from schemactl.handbook.markup import anchor, escape, fragment, heading, page
from schemactl.handbook.pages.choosing import answer, follow
from schemactl.handbook.pages.frame import NONE_YET, fresh, front, top
from schemactl.model.schema import Question, Task


def render(atlas: Atlas) -> str:
    """Return the Markdown of the page of the whole decision path."""
    schema = atlas.edition.schema
    source = f"{atlas.edition.folder}/decide"
    deciding = [task for task in schema.tasks if task.decide]
    blocks = []
    for task in deciding:
        if len(deciding) > 1 or task.question:
            blocks.append(heading(2, task.question or task.id))
        steps = "".join(
            _step(atlas, source, task, one, fresh(atlas, Part(task.id, "", "decide", at)))
            for at, one in enumerate(task.decide)
        )
        blocks.append(fragment(f'<ol class="way whole">{steps}</ol>'))
    lead = "<p>Ask in this order, and follow the answer.</p>" if deciding else NONE_YET
    return page(
        front(atlas, "Decide"),
        top(atlas, source, []),
        heading(1, "Decide"),
        fragment(lead),
        *blocks,
    )


def _step(atlas: Atlas, source: str, task: Task, question: Question, chip: str) -> str:
    name = atlas.question_anchor(task, question.id)
    ends = "".join(
        f"<span>{answer(word)} {follow(atlas, source, task, following)}</span>"
        for word, following in (("yes", question.yes), ("no", question.no))
    )
    return (
        f'<li id="{escape(name)}"><b class="step">{escape(question.id[1:])}</b> '
        f'<span class="ask">{escape(question.ask)}</span> {anchor(name)}{chip}'
        f'<div class="ends">{ends}</div></li>'
    )
