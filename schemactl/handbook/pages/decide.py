"""Decide: the questions of each task in their order, with where each answer leads.

A schema without such questions has what else decides there: what tells confusable labels apart,
the tie-breaks in their order, and what to do in doubt.
"""

from collections.abc import Iterator

from schemactl.handbook.freshness import Part
from schemactl.handbook.links import Atlas, Spot, url
from schemactl.handbook.markup import anchor, escape, fragment, heading, link, page
from schemactl.handbook.pages.choosing import advice, answer, follow
from schemactl.handbook.pages.confusable import pairs_of
from schemactl.handbook.pages.conventions import in_paragraphs
from schemactl.handbook.pages.frame import NONE_YET, cite, fresh, front, top, unsearched
from schemactl.handbook.pages.rules import IN_ORDER, order
from schemactl.handbook.pages.work import sentence
from schemactl.model.schema import Question, Schema, Task


def render(atlas: Atlas) -> str:
    """Return the Markdown of the page of the whole decision path."""
    schema = atlas.edition.schema
    source = f"{atlas.edition.folder}/decide"
    deciding = [task for task in schema.tasks if task.decide]
    meta = front(atlas, "Decide")
    shown = _asked(atlas, source, deciding) if deciding else _derived(atlas, source)
    return page(
        # What else decides is found where it stands.
        meta if deciding else unsearched(meta),
        top(atlas, source, []),
        heading(1, "Decide"),
        *shown,
    )


def is_of_use(schema: Schema) -> bool:
    """Tell whether the page has more than what a task asks for."""
    return any(task.decide or task.confusable or task.tie_breaks for task in schema.tasks)


def _asked(atlas: Atlas, source: str, deciding: list[Task]) -> Iterator[str]:
    yield fragment("<p>Ask in this order, and follow the answer.</p>")
    for task in deciding:
        if len(deciding) > 1 or task.question:
            yield heading(2, task.question or task.id)
        steps = "".join(
            _step(atlas, source, task, one, fresh(atlas, Part(task.id, "", "decide", at)))
            for at, one in enumerate(task.decide)
        )
        yield fragment(f'<ol class="way whole">{steps}</ol>')


def _derived(atlas: Atlas, source: str) -> Iterator[str]:
    tasks = atlas.edition.schema.tasks
    yield fragment("<p>No questions to ask one after the other are written yet.</p>")
    for task in tasks:
        if len(tasks) > 1 or task.question:
            yield heading(2, task.question or task.id)
        home = Spot(f"{atlas.edition.folder}/index", task.id, "All labels")
        labels = link(url(source, home), home.title) if task.id in atlas.taxonomies else ""
        yield fragment(f"<p>{sentence(task)}</p>{f'<p>{labels}</p>' if labels else ''}")
        yield from _what_else(atlas, source, task)


def _what_else(atlas: Atlas, source: str, task: Task) -> Iterator[str]:
    if task.confusable:
        told = "<p>Where two labels seem to fit, ask what tells them apart.</p>"
        yield fragment(told + pairs_of(atlas, source, task))
    if task.tie_breaks:
        rows = "".join(
            f"<li><strong>{cite(atlas, source, rule.id)}</strong> {in_paragraphs(rule.text)}"
            f"{order(atlas, source, task, rule)}</li>"
            for rule in task.tie_breaks
        )
        told = f"<p>Where two still fit, a rule decides.</p><p>{IN_ORDER}</p>"
        yield fragment(f'{told}<ol class="rules ordered">{rows}</ol>')
    said = advice(atlas, source, task) if task.id in atlas.taxonomies else NONE_YET
    if said != NONE_YET:
        yield fragment(f"<h3>When you are not sure</h3>{said}", "card unsure")


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
