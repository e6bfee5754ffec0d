"""Rules: ordered tie-breaks, drawing conventions, constraints across questions."""

import json
from collections.abc import Iterator, Mapping

from schemactl.handbook.freshness import Part
from schemactl.handbook.links import Atlas
from schemactl.handbook.markup import anchor, escape, fragment, heading, identity, page
from schemactl.handbook.pages.conventions import called, conventions, in_paragraphs
from schemactl.handbook.pages.frame import NONE_YET, fresh, front, target, top
from schemactl.model.schema import Constraint, Task, TieBreak

IN_ORDER = "Take them in this order. The first one whose labels both fit decides."


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
    drawing = conventions(atlas, source, task)
    if task.tie_breaks or drawing:
        yield heading(2, task.question or task.id)
    if task.tie_breaks:
        rows = "".join(
            _tie_break(atlas, source, task, one, fresh(atlas, Part(task.id, "", "tie_breaks", at)))
            for at, one in enumerate(task.tie_breaks)
        )
        yield fragment(f'<p>{IN_ORDER}</p><ol class="rules ordered">{rows}</ol>')
    if drawing:
        yield fragment(f"<h3>{called(task)}</h3>{drawing}")


def order(atlas: Atlas, source: str, task: Task, rule: TieBreak) -> str:
    """Return which label wins over which."""
    wins = atlas.label(task, rule.use)
    use = target(atlas, source, wins, rule.use)
    over = ", ".join(target(atlas, source, wins, one) for one in rule.over)
    return f'<p class="see">{use} wins{f" over {over}" if over else ""}.</p>'


def _tie_break(atlas: Atlas, source: str, task: Task, rule: TieBreak, chip: str) -> str:
    wins = order(atlas, source, task, rule)
    return (
        f'<li{identity(rule.id)}><div class="rule-head"><strong>{escape(rule.id)}</strong>'
        f" {anchor(rule.id)}{chip} </div>{in_paragraphs(rule.text)}{wins}</li>"
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
