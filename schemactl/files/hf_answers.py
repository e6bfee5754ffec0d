"""Answers in rows of Hugging Face datasets: numbers become names, tags become spans."""

from collections.abc import Iterator, Sequence
from typing import Any

from schemactl.files.exact_json import write_exactly
from schemactl.files.hf_features import LabelColumn
from schemactl.files.hf_objects import objects_of, region_of, told_beside
from schemactl.files.json_documents import as_list, malformed
from schemactl.files.tag_sequence import OUTSIDE, Scheme, entities_of
from schemactl.model.annotation import Annotation, Problem

MISSING = -1

Answers = Iterator[Annotation | Problem]


def answers_of(bare: Annotation, column: LabelColumn, values: dict[str, Any]) -> Answers:
    """Yield the annotations in a column of a row; null and -1 were not asked."""
    cell = values.get(column.name)
    if cell is None:
        return
    own = bare._replace(task=column.name)
    match column.form:
        case "one":
            yield from _named(own, column, cell)
        case "several":
            yield from _several(own, column, as_list(cell))
        case "ranked":
            places = [as_list(place) for place in as_list(cell)]
            yield own._replace(value=[one[0] if len(one) == 1 else one for one in places])
        case "tags":
            yield from _tags(own, column, as_list(values.get("tokens")), as_list(cell))
        case "objects":
            yield from _objects(own, column, cell)


def _named(bare: Annotation, column: LabelColumn, number: Any) -> Answers:
    if number is None or (number == MISSING and column.names is not None):
        return
    if column.names is None:
        text = number if isinstance(number, str) else write_exactly(number).decode()
        yield bare._replace(label=text)
        return
    if type(number) is int and 0 <= number < len(column.names):
        yield bare._replace(label=column.names[number])
        return
    message = f"`{column.name}`: {number!r} is no number of the {len(column.names)} classes"
    yield Problem("unknown-label", bare.item, None, str(number), message)


def _several(bare: Annotation, column: LabelColumn, numbers: list[Any]) -> Answers:
    for number in numbers:
        yield from _named(bare, column, number)
    if not numbers:
        yield bare


def _tags(bare: Annotation, column: LabelColumn, tokens: list[Any], numbers: list[Any]) -> Answers:
    if len(tokens) != len(numbers):
        message = f"`{column.name}`: {len(numbers)} tags for {len(tokens)} tokens"
        yield malformed(bare.item, message)
        return
    tags = []
    for number in numbers:
        found = list(_named(bare, column, number))
        yield from (one for one in found if isinstance(one, Problem))
        tags += [str(one.label) for one in found if isinstance(one, Annotation)] or [OUTSIDE]
    entities, breaks = entities_of(tags, scheme_of_names(column.names or ()))
    for one in breaks:
        message = f"`{column.name}`, token {one.token + 1}: {one.why}"
        yield Problem("broken-sequence", bare.item, None, None, message)
    for entity in entities:
        # Tokens are joined by one blank each.
        start = sum(len(str(token)) + 1 for token in tokens[: entity.first])
        length = sum(len(str(token)) + 1 for token in tokens[entity.first : entity.after]) - 1
        yield bare._replace(label=entity.label, region={"start": start, "end": start + length})
    if not entities:
        yield bare


def scheme_of_names(names: Sequence[str]) -> Scheme:
    """Return the scheme of tags with these names."""
    letters = {name[0] for name in names if name != OUTSIDE}
    if letters & set("ESLUW"):
        return "IOBES"
    return "BIO" if "B" in letters else "IOB1"


def _objects(bare: Annotation, column: LabelColumn, cell: Any) -> Answers:
    """Yield what is said of places; an empty list says that nothing was found."""
    objects = objects_of(cell, column.key)
    if isinstance(objects, str):
        yield malformed(bare.item, f"`{column.name}`: {objects}")
        return
    for one in objects:
        region = region_of(one)
        if isinstance(region, str):
            yield malformed(bare.item, f"`{column.name}`: {region}")
        else:
            own = told_beside(bare, one)._replace(region=region or None)
            yield from _named(own, column, one.get(column.key))
    if not objects:
        yield bare
