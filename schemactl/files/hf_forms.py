"""Forms: what a column of a Hugging Face dataset holds, as a feature and as a type of Arrow."""

from math import isfinite
from typing import Any, NamedTuple

from schemactl.files.arrow import arrow

_WHOLE = 2**63
_TYPES = {"bool": bool, "string": str}


class Classes(NamedTuple):
    """A number that stands for one of these names, by its position."""

    names: tuple[str, ...]


# A name of a type, a list of one form, an object by its keys, or classes.
Form = Any


def feature_of(form: Form) -> Any:
    """Return the feature as dataset_info.json writes it.

    A list of objects is a list of one, which all versions read as such: their `Sequence` turns
    it into an object of lists.
    """
    if isinstance(form, Classes):
        return {"names": list(form.names), "_type": "ClassLabel"}
    if isinstance(form, str):
        return {"dtype": form, "_type": "Value"}
    if isinstance(form, dict):
        return {key: feature_of(inner) for key, inner in form.items()}
    [inner] = form
    if isinstance(inner, dict):
        return [feature_of(inner)]
    return {"feature": feature_of(inner), "_type": "Sequence"}


def type_of(form: Form) -> Any:
    """Return the type of Arrow."""
    if isinstance(form, Classes):
        return arrow().int64()
    if isinstance(form, str):
        return arrow().type_for_alias(form)
    if isinstance(form, dict):
        return arrow().struct([(key, type_of(inner)) for key, inner in form.items()])
    return arrow().list_(type_of(form[0]))


def fits(form: Form, value: Any) -> bool:
    """Tell whether a cell of this form holds the value exactly; null fits everywhere."""
    if value is None:
        return True
    if isinstance(form, dict):
        return isinstance(value, dict) and all(
            key in form and fits(form[key], inner) for key, inner in value.items()
        )
    if isinstance(form, list):
        is_list = isinstance(value, list | tuple)
        return is_list and all(one is not None and fits(form[0], one) for one in value)
    if form == "float64":
        return _is_double(value)
    if form == "int64" or isinstance(form, Classes):
        return type(value) is int and -_WHOLE <= value < _WHOLE
    return type(value) is _TYPES[form]


def _is_double(value: Any) -> bool:
    if type(value) is float:
        return isfinite(value)
    # Beyond 53 bits a whole number has no double of its own.
    return type(value) is int and abs(value) <= 2**53
