"""Drawing: how regions are fitted, what is left out, and how far two of them may differ."""

from collections.abc import Iterator

from schemactl.handbook.freshness import Part
from schemactl.handbook.links import Atlas
from schemactl.handbook.markup import anchor, escape, identity, paragraphs
from schemactl.handbook.pages.examples import picture
from schemactl.handbook.pages.frame import cite, fresh, label_link
from schemactl.model.schema import Convention, Draw, Task, Tolerance


def in_paragraphs(text: str) -> str:
    """Return a text as paragraphs, also where it is one."""
    shown = paragraphs(text)
    return shown if shown.startswith("<p>") else f"<p>{shown}</p>"


def conventions(atlas: Atlas, source: str, task: Task, is_home: bool = True) -> str:
    """Return how regions of a task are drawn; rules have their address on the page of rules only.

    An empty text where the task says nothing of it.
    """
    parts = [] if task.draw is None else list(_draw(atlas, source, task, task.draw))
    parts += [] if task.tolerance is None else list(_tolerance(task.tolerance))
    general = f"<ul>{''.join(f'<li>{part}</li>' for part in parts)}</ul>" if parts else ""
    rules = "".join(
        _convention(atlas, source, one, fresh(atlas, Part(task.id, "", "conventions", at)), is_home)
        for at, one in enumerate(task.conventions)
    )
    return general + (f'<ul class="rules">{rules}</ul>' if rules else "")


def called(task: Task) -> str:
    """Return the name of what is said of a task there: not everything is drawn."""
    if task.type in _WITH_BORDERS:
        return "Borders"
    return "Drawing" if task.type in _REGIONS else "Conventions"


# What is marked there has a beginning and an end.
_WITH_BORDERS = ("segment", "span")
_REGIONS = ("box", "polygon", "polyline", "mask", "keypoints", "cuboid")
# What is fitted to a thing, where it has a name that annotators use.
_DRAWN = {"box": "box", "polygon": "outline", "polyline": "line", "cuboid": "box"}


def _draw(atlas: Atlas, source: str, task: Task, draw: Draw) -> Iterator[str]:
    drawn = _DRAWN.get(task.type, "region")
    if draw.fit == "visible":
        yield f"Fit the {drawn} to what can be seen, not to what is hidden."
    elif draw.fit == "whole":
        yield f"Fit the {drawn} to the whole thing, also where it is hidden."
    if draw.smallest is not None:
        width, height = draw.smallest
        yield f"Leave out what is smaller than {width:g} &times; {height:g} pixels."
    if draw.crowd:
        found = atlas.label(task, draw.crowd)
        crowd = label_link(source, found) if found else f"<code>{escape(draw.crowd)}</code>"
        yield f"Mark a crowd as {crowd}."
    if draw.note:
        yield paragraphs(draw.note)


def _tolerance(tolerance: Tolerance) -> Iterator[str]:
    if tolerance.iou is not None:
        yield f"Two regions count as one where they overlap by {tolerance.iou:g} (IoU)."
    if tolerance.pixels is not None:
        yield f"Edges may differ by {tolerance.pixels:g} pixels."
    if tolerance.milliseconds is not None:
        yield f"Borders may differ by {tolerance.milliseconds:g} milliseconds."


def _convention(atlas: Atlas, source: str, rule: Convention, chip: str, is_home: bool) -> str:
    shown = picture(atlas, source, rule.image) if rule.image else ""
    name = escape(rule.id) if is_home else cite(atlas, source, rule.id)
    own = f" {anchor(rule.id)}" if is_home else ""
    return (
        f'<li{identity(rule.id if is_home else None)}><div class="rule-head">'
        f"<strong>{name}</strong>{own}{chip} </div>{in_paragraphs(rule.text)}{shown}</li>"
    )
