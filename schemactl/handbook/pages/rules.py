"""Rules: ordered tie-breaks, drawing conventions, constraints across questions."""

import json
from collections.abc import Iterator, Mapping

from schemactl.handbook.links import Atlas
from schemactl.handbook.markup import anchor, escape, fragment, heading, identity, page, paragraphs
from schemactl.handbook.pages.examples import picture
from schemactl.handbook.pages.frame import NONE_YET, front, target, top
from schemactl.model.schema import Constraint, Convention, Draw, Task, TieBreak, Tolerance


def render(atlas: Atlas) -> str:
    """Return the Markdown of the page of all rules."""
    schema = atlas.edition.schema
    source = f"{atlas.edition.folder}/rules"
    blocks = [block for task in schema.tasks for block in _task_blocks(atlas, source, task)]
    if schema.constraints:
        shown = "".join(_constraint(one) for one in schema.constraints)
        blocks += [heading(2, "Across questions"), fragment(f'<ul class="rules">{shown}</ul>')]
    return page(
        front(atlas, "Rules and tie-breaks"),
        top(atlas, source, []),
        heading(1, "Rules and tie-breaks"),
        *(blocks or [fragment(NONE_YET)]),
    )


def _task_blocks(atlas: Atlas, source: str, task: Task) -> Iterator[str]:
    drawing = _drawing(atlas, source, task)
    if task.tie_breaks or drawing:
        yield heading(2, task.question or task.id)
    if task.tie_breaks:
        rows = "".join(_tie_break(atlas, source, task, one) for one in task.tie_breaks)
        yield fragment(
            "<p>Take them in this order. The first one whose labels both fit decides.</p>"
            f'<ol class="rules ordered">{rows}</ol>'
        )
    if drawing:
        yield fragment(f"<h3>Drawing</h3>{drawing}")


def _tie_break(atlas: Atlas, source: str, task: Task, rule: TieBreak) -> str:
    wins = atlas.label(task, rule.use)
    use = target(atlas, source, wins, rule.use)
    over = ", ".join(target(atlas, source, wins, one) for one in rule.over)
    order = f'<p class="see">{use} wins{f" over {over}" if over else ""}.</p>'
    return (
        f'<li{identity(rule.id)}><div class="rule-head"><strong>{escape(rule.id)}</strong>'
        f" {anchor(rule.id)} </div>{_text(rule.text)}{order}</li>"
    )


def _text(text: str) -> str:
    shown = paragraphs(text)
    return shown if shown.startswith("<p>") else f"<p>{shown}</p>"


def _drawing(atlas: Atlas, source: str, task: Task) -> str:
    parts = [] if task.draw is None else list(_draw(task.draw, _DRAWN.get(task.type, "region")))
    parts += [] if task.tolerance is None else list(_tolerance(task.tolerance))
    general = f"<ul>{''.join(f'<li>{part}</li>' for part in parts)}</ul>" if parts else ""
    conventions = "".join(_convention(atlas, source, one) for one in task.conventions)
    return general + (f'<ul class="rules">{conventions}</ul>' if conventions else "")


# What is fitted to a thing, where it has a name that annotators use.
_DRAWN = {"box": "box", "polygon": "outline", "polyline": "line", "cuboid": "box"}


def _draw(draw: Draw, drawn: str) -> Iterator[str]:
    if draw.fit == "visible":
        yield f"Fit the {drawn} to what can be seen, not to what is hidden."
    elif draw.fit == "whole":
        yield f"Fit the {drawn} to the whole thing, also where it is hidden."
    if draw.smallest is not None:
        width, height = draw.smallest
        yield f"Leave out what is smaller than {width:g} &times; {height:g} pixels."
    if draw.crowd:
        yield f"Mark a crowd as <code>{escape(draw.crowd)}</code>."
    if draw.note:
        yield paragraphs(draw.note)


def _tolerance(tolerance: Tolerance) -> Iterator[str]:
    if tolerance.iou is not None:
        yield f"Two regions count as one where they overlap by {tolerance.iou:g} (IoU)."
    if tolerance.pixels is not None:
        yield f"Edges may differ by {tolerance.pixels:g} pixels."
    if tolerance.milliseconds is not None:
        yield f"Borders may differ by {tolerance.milliseconds:g} milliseconds."


def _convention(atlas: Atlas, source: str, rule: Convention) -> str:
    shown = picture(atlas, source, rule.image) if rule.image else ""
    return (
        f'<li{identity(rule.id)}><div class="rule-head"><strong>{escape(rule.id)}</strong>'
        f" {anchor(rule.id)} </div>{_text(rule.text)}{shown}</li>"
    )


def _constraint(rule: Constraint) -> str:
    because = f"<p>{escape(rule.because)}</p>" if rule.because else ""
    return (
        f'<li{identity(rule.id)}><div class="rule-head"><strong>{escape(rule.id)}</strong>'
        f" {anchor(rule.id)} </div><p>If {_condition(rule.condition)}, "
        f"then {_condition(rule.consequence)}.</p>{because}</li>"
    )


def _condition(condition: Mapping[str, object]) -> str:
    return " and ".join(
        f"<code>{escape(name)}</code> is {_value(value)}" for name, value in condition.items()
    )


def _value(value: object) -> str:
    if isinstance(value, dict) and set(value) <= {"minimum", "maximum"}:
        words = {"minimum": "at least", "maximum": "at most"}
        return " and ".join(f"{words[str(k)]} {escape(str(v))}" for k, v in value.items())
    shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"<code>{escape(shown)}</code>"
