"""text: a text that the annotator writes, such as a transcript, a caption or an answer."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from schemactl.model.annotation import Annotation, Problem
from schemactl.model.schema import Task
from schemactl.model.similar import nearest
from schemactl.model.task import problem
from schemactl.model.taxonomy import Taxonomy
from schemactl.model.words import edit_share, words

NAME = "text"
FIELDS = frozenset({"normalise", "vocabulary", "markers", "over"})

# A marker stands in square brackets: [laughs].
_MARKER = re.compile(r"\[([^\[\]\n]*)\]")


def region_schema(task: Task) -> dict[str, Any]:
    """Return the JSON Schema of the value."""
    del task
    return {"type": "string", "pattern": r"\S"}


def check(annotation: Annotation, task: Task, taxonomy: Taxonomy) -> Iterator[Problem]:
    """Yield a problem where the value is missing, no text, or says what the task does not allow.

    With `markers`, only these stand in square brackets. With `vocabulary`, a text consists of its
    words and of markers; words are compared as `normalise` has them.
    """
    del taxonomy
    value = annotation.value
    if annotation.region is not None:
        yield problem("unexpected-region", annotation, "a text has no region")
    if annotation.label is not None:
        yield problem("unexpected-label", annotation, "a text has a value, no label")
    if value is None:
        if annotation.status == "final":
            yield problem("missing-value", annotation, "a text needs a value")
    elif not isinstance(value, str):
        yield problem("malformed-value", annotation, f"{value!r} is no text")
    elif not value.strip():
        yield problem("malformed-value", annotation, "the text is empty")
    else:
        yield from _unknown(value, annotation, task)


def _unknown(value: str, annotation: Annotation, task: Task) -> Iterator[Problem]:
    markers = [marker.id for marker in task.markers]
    if markers:
        for found in dict.fromkeys(_MARKER.findall(value)):
            if found not in markers:
                message = f"[{found}] is no marker; there are {', '.join(markers)}"
                yield problem("unknown-marker", annotation, message)
    if task.vocabulary:
        known = [word for entry in task.vocabulary for word in words(entry, task.normalise)]
        said = words(_MARKER.sub(" ", value) if markers else value, task.normalise)
        for word in dict.fromkeys(said):
            if word not in known:
                hint = nearest(word, known)
                message = f"{word!r} is not in the vocabulary"
                yield problem("unknown-word", annotation, f"{message}; {hint}" if hint else message)


def distance(first: Sequence[Annotation], second: Sequence[Annotation], task: Task) -> float:
    """Return the edit distance of the words over the number of words of the longer text.

    This is the word error rate (Levenshtein 1966) made symmetric and at most 1: the rate divides
    by the words of the reference, and between two annotators there is none. Words are normalised
    as the task says. Several texts of one annotator are read one behind the other in a fixed
    order. Where only one of the two wrote, the distance is 1.
    """
    one, other = _words(first, task), _words(second, task)
    return edit_share(one, other) if one or other else 0.0


def _words(answer: Sequence[Annotation], task: Task) -> list[str]:
    values = sorted(one.value for one in answer if isinstance(one.value, str))
    return words("\n".join(values), task.normalise)
