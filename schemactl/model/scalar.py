"""Scalars as the YAML dialect has them: the model, not the text, decides the type."""

import math
import re
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, JsonValue

_INTEGER = re.compile(r"[+-]?[0-9]+\Z")
_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?\Z")
# Python refuses to parse longer digit strings by default; no label file needs them.
_LONGEST_NUMBER = 300


class Noun(BaseModel):
    """A frozen value; unknown keys are refused."""

    # Of a hundred nouns a command reads a few: what checks one is built when it is first read.
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)


class Plain(str):
    """An unquoted YAML scalar whose text can be read as a number or a boolean."""

    __slots__ = ()


def resolve(value: object) -> object:
    """Give unquoted scalars in free JSON their type: `true`, `false`, integers, numbers."""
    if isinstance(value, Plain):
        text = str(value)
        if text in ("true", "false"):
            return text == "true"
        if _INTEGER.match(text) and len(text) < _LONGEST_NUMBER:
            return int(text)
        return float(text) if _is_finite_number(text) else text
    if isinstance(value, dict):
        return {str(key): resolve(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [resolve(inner) for inner in value]
    return value


def _is_finite_number(text: str) -> bool:
    return _NUMBER.match(text) is not None and math.isfinite(float(text))


def looks_typed(text: str) -> bool:
    """Tell whether an unquoted text is a number or a boolean where a type is free."""
    return text in ("true", "false") or _NUMBER.match(text) is not None


def _flag(value: object) -> object:
    if value in ("true", "false") and isinstance(value, str):
        return value == "true"
    if isinstance(value, bool):
        return value
    raise ValueError("write true or false")


def _integer(value: object) -> object:
    if isinstance(value, str) and _INTEGER.match(value) and len(value) < _LONGEST_NUMBER:
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise ValueError("write a whole number")


def number(value: object) -> int | float:
    """Return a number, also one that is written as text. Raises ValueError."""
    if isinstance(value, str) and _NUMBER.match(value) and len(value) < _LONGEST_NUMBER:
        value = int(value) if _INTEGER.match(value) else float(value)
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < math.inf:
        return value
    raise ValueError("write a number")


def as_number(text: str) -> int | float | None:
    """Return the number that a text is, as a release writes fractions; None where it is none."""
    try:
        return number(text)
    except ValueError:
        return None


def prose(value: object) -> object:
    """Drop white space at both ends and blanks at the ends of lines; an empty value is ""."""
    if isinstance(value, str):
        text = value.strip()
        if " \n" in text or "\t\n" in text:
            return "\n".join(line.rstrip(" \t") for line in text.split("\n"))
        return text
    return "" if value is None else value


def _one_as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


Prose = Annotated[str, BeforeValidator(prose, json_schema_input_type=str | None)]
Flag = Annotated[bool, BeforeValidator(_flag)]
Integer = Annotated[int, BeforeValidator(_integer, json_schema_input_type=int | str)]
Number = Annotated[int | float, BeforeValidator(number, json_schema_input_type=int | float | str)]
Json = Annotated[JsonValue, BeforeValidator(resolve)]
OneOrMore = Annotated[
    tuple[str, ...], BeforeValidator(_one_as_list, json_schema_input_type=str | list[str])
]
