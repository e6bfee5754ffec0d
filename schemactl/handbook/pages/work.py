"""What an annotator does in a task, in a sentence, and what the answer is made of, by task type."""

from collections.abc import Callable, Iterator, Sequence

from schemactl.handbook.markup import escape, table
from schemactl.model.label import AttributeValue
from schemactl.model.schema import KeyPoint, Task

_MOST_WORDS = 200

_WORK = {
    "rating": "Give a value.",
    "span": "Mark every part of the text that a label fits.",
    "box": "Draw a box around each.",
    "segment": "Mark each stretch of time.",
    "ranking": "Put the items in order, the best first.",
    "relation": "Join what belongs together.",
    "polygon": "Draw the outline of each.",
    "polyline": "Draw the line of each.",
    "mask": "Paint each.",
    "keypoints": "Set the points of each.",
    "cuboid": "Draw a box in space around each.",
    "text": "Write the answer.",
    "number": "Give a number.",
}
_NORMALISED = {
    "accents": "accents",
    "case": "capital letters",
    "punctuation": "punctuation",
    "width": "the width of characters",
}


def work(task: Task) -> str:
    """Return what is to be done, and what an answer of this task consists of."""
    details = _DETAILS.get(task.type)
    return f"<p>{sentence(task)}</p>" + ("".join(details(task)) if details else "")


def sentence(task: Task) -> str:
    """Return what is to be done, in a sentence or two."""
    if task.type != "classification":
        every = " Leave none out." if task.complete else ""
        return _WORK[task.type] + every
    least, most = task.choose.min, task.choose.max
    if (least, most) == (1, 1):
        return "Choose exactly one label."
    if most is None:
        return "Choose all that fit." if least else "Choose all that fit, or none."
    return f"Choose {least} to {most} labels."


def _rating(task: Task) -> Iterator[str]:
    if task.scale is None:
        return
    least, most, anchors = task.scale.min, task.scale.max, task.scale.anchors
    values: Sequence[int] = range(least, most + 1)
    # Of a long scale only some values have a meaning: the others would be empty rows.
    if 2 * len(anchors) < len(values):
        yield f"<p>From {least} to {most}.</p>"
        values = sorted(int(one) for one in anchors if one.removeprefix("-").isdecimal())
    rows = [[f"<kbd>{value}</kbd>", escape(anchors.get(str(value), ""))] for value in values]
    if rows:
        yield table(["Value", "Meaning"], rows)


def _relation(task: Task) -> Iterator[str]:
    if task.joins is not None:
        source, target = _listed(task.joins.source), _listed(task.joins.target)
        if task.joins.directed:
            yield f"<p>From an annotation of {source} to one of {target}. The direction counts.</p>"
        else:
            yield f"<p>Between an annotation of {source} and one of {target}, in either order.</p>"


def _mask(task: Task) -> Iterator[str]:
    if task.instances:
        yield "<p>Paint each thing by itself, also where two of a label touch.</p>"
    if task.every_pixel:
        yield "<p>Every pixel gets exactly one label.</p>"


def _keypoints(task: Task) -> Iterator[str]:
    yield _named("Point", [(escape(point.id), point) for point in task.points])
    if task.skeleton:
        bones = ", ".join(f"{escape(a)} to {escape(b)}" for a, b in task.skeleton)
        yield f"<p>Lines are drawn from {bones}.</p>"


def _text(task: Task) -> Iterator[str]:
    yield _named("Marker", [(f"[{escape(marker.id)}]", marker) for marker in task.markers])
    if task.vocabulary:
        shown = ", ".join(f"<code>{escape(word)}</code>" for word in task.vocabulary[:_MOST_WORDS])
        rest = len(task.vocabulary) - _MOST_WORDS
        more = f" and {rest} more" if rest > 0 else ""
        yield f"<p>Use only these words: {shown}{more}.</p>"
    if task.normalise:
        ignored = ", ".join(_NORMALISED[step] for step in sorted(set(task.normalise)))
        yield f"<p>No difference between two answers: {ignored}.</p>"


def _number(task: Task) -> Iterator[str]:
    if task.unit:
        yield f"<p>Unit: {escape(task.unit)}.</p>"
    low, high = task.minimum, task.maximum
    if low is not None and high is not None:
        yield f"<p>From {low:g} to {high:g}.</p>"
    elif low is not None or high is not None:
        yield f"<p>At {'most' if low is None else 'least'} {high if low is None else low:g}.</p>"


def _named(head: str, named: Sequence[tuple[str, AttributeValue | KeyPoint]]) -> str:
    """Return a table of names with what they mean, or nothing."""
    rows = [[f"<code>{name}</code>", escape(noun.definition)] for name, noun in named]
    return table([head, "Meaning"], rows) if rows else ""


def _listed(tasks: Sequence[str]) -> str:
    return " or ".join(f"<code>{escape(task)}</code>" for task in tasks)


_DETAILS: dict[str, Callable[[Task], Iterator[str]]] = {
    "rating": _rating,
    "relation": _relation,
    "mask": _mask,
    "keypoints": _keypoints,
    "text": _text,
    "number": _number,
}
