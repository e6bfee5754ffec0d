"""Check the attributes of an annotation against those that its task and its label define."""

from collections.abc import Iterator
from typing import Any

from schemactl.model.annotation import Annotation, Problem
from schemactl.model.label import Attribute
from schemactl.model.similar import nearest
from schemactl.model.task import number, problem
from schemactl.model.taxonomy import Taxonomy


def attributes_of(taxonomy: Taxonomy, label_id: str | None) -> dict[str, Attribute]:
    """Return the attributes of a label by id: those of the task but what it leaves out, and own."""
    place = taxonomy.by_id.get(label_id or "")
    own = {} if place is None else {one.id: one for one in place.label.attributes}
    out = () if place is None else place.label.leaves_out
    return {one.id: one for one in taxonomy.task.attributes if one.id not in out} | own


def check_attributes(annotation: Annotation, known: dict[str, Attribute]) -> Iterator[Problem]:
    """Yield what is wrong with the attributes of an annotation whose label has these."""
    found: Any = annotation.attributes
    if found is None:
        found = {}
    if not isinstance(found, dict):
        yield problem("malformed-attribute", annotation, f"attributes {found!r} are no object")
        return
    is_answered = annotation.status == "final" and not _is_none(annotation)
    for name, attribute in known.items():
        if found.get(name) is None:
            if attribute.required and is_answered:
                message = f"attribute `{name}` is required"
                yield problem("missing-attribute", annotation, message)
        elif wrong := _wrong(found[name], attribute):
            yield problem("malformed-attribute", annotation, f"attribute `{name}`: {wrong}")
    for name in sorted(found.keys() - known.keys(), key=str):
        hint = nearest(str(name), list(known))
        message = f"there is no attribute {name!r}; {hint}" if hint else f"no attribute {name!r}"
        yield problem("unknown-attribute", annotation, message)


def _is_none(annotation: Annotation) -> bool:
    """Tell whether the answer is that nothing applies."""
    return annotation.label is None and annotation.value is None and annotation.region is None


def _wrong(value: Any, attribute: Attribute) -> str:
    match attribute.type:
        case "yes-no":
            return "" if isinstance(value, bool) else f"{value!r} is neither true nor false"
        case "text":
            return "" if isinstance(value, str) else f"{value!r} is no text"
        case "number":
            return _wrong_number(value, attribute)
        case "choice":
            return _wrong_value(value, attribute)
        case "choices":
            return _wrong_values(value, attribute)


def _wrong_number(value: Any, attribute: Attribute) -> str:
    if number(value) is None:
        return f"{value!r} is no number"
    if attribute.minimum is not None and value < attribute.minimum:
        return f"{value} is less than {attribute.minimum}"
    if attribute.maximum is not None and value > attribute.maximum:
        return f"{value} is more than {attribute.maximum}"
    return ""


def _wrong_value(value: Any, attribute: Attribute) -> str:
    known = [one.id for one in attribute.values]
    if isinstance(value, str) and value in known:
        return ""
    hint = nearest(value, known) if isinstance(value, str) else None
    return f"{value!r} is none of {', '.join(known)}" + (f"; {hint}" if hint else "")


def _wrong_values(value: Any, attribute: Attribute) -> str:
    if not isinstance(value, list):
        return f"{value!r} is no list"
    for position, one in enumerate(value):
        if wrong := _wrong_value(one, attribute):
            return wrong
        if one in value[:position]:
            return f"{one!r} stands there twice"
    return ""
