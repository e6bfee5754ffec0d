"""Plain data to the text of a label file: block style, and quotes only where they change a reading.

PyYAML's emitter is not used: libyaml writes lists at the column of their key and every emoji as
an escape, and the Python one needs minutes for ten thousand labels.
"""

import json
import math
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Literal

from yaml.resolver import Resolver

from schemactl.model.scalar import Plain, looks_typed

ScalarStyle = Literal["plain", "single", "double", "folded", "literal"]

WIDTH = 100
# YAML gives up on a key that does not end within 1024 characters of its line.
LONGEST_SIMPLE_KEY = 900
_WORDS_OF_PROSE = 4
# Line breaks of YAML 1.1, tabs, controls and marks that no eye sees: written as escapes. Joiners
# and direction marks stay, for whole languages are spelled with them.
_UNUSUAL = re.compile(
    "[\\x00-\\x1f\\x7f-\\x9f\\xad\\u200b\\u2028-\\u202e\\u2060-\\u206f\\ud800-\\udfff"
    "\\ufeff\\ufff9-\\ufffb\\ufffe\\uffff]"
)
_UNUSUAL_BUT_BREAKS = re.compile(_UNUSUAL.pattern.replace("\\x00-\\x1f", "\\x00-\\x09\\x0b-\\x1f"))
_STARTS_SOMETHING_ELSE = re.compile(r"""[,\[\]{}#&*!|>'"%@`?:]|-(\s|\Z)|---|\.\.\.""")
_MEANS_SOMETHING_ELSE = re.compile(r":(\s|\Z)|\s#")
_FOLDS = re.compile(r"(?<=[^ ]) (?=[^ ])")
_RESOLVERS: dict[str, list[tuple[str, re.Pattern[str]]]] = Resolver.yaml_implicit_resolvers


def render_yaml(data: Any) -> str:
    """Return the text of a label file that reads as the given data, keys in the given order.

    A text that YAML takes for something else is quoted, but for a number that is `Plain`: that
    says that the model wants a text in its place and needs no quotes to get one. A key that is a
    whole number is written as one.
    """
    if isinstance(data, dict | list | tuple) and data:
        return "\n".join(_collection(data, "")) + "\n"
    return f"{_after(data, '', 0)}\n".lstrip(" ")


def render_scalar(value: Any, style: ScalarStyle, indent: str = "") -> str | None:
    """Return a text in the given style, or None where that style cannot carry it.

    `indent` is what stands before the lines of a block; the first line begins where the value does.
    """
    if not isinstance(value, str):
        return _bare(value) if style == "plain" else None
    match style:
        case "plain":
            return value if _can_be_plain(value) else None
        case "single":
            return None if _UNUSUAL.search(value) else "'" + value.replace("'", "''") + "'"
        case "double":
            return _double(value)
        case "folded":
            return _fold(value, indent)
        case "literal":
            return _literal(value, indent) if _can_be_block(value) else None


def _collection(data: Any, indent: str) -> Iterator[str]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _entry(key, value, indent)
        return
    for value in data:
        if isinstance(value, dict | list | tuple) and value:
            # The first line of the inner collection stands behind the hyphen.
            lines = _collection(value, indent + "  ")
            yield f"{indent}- {next(lines)[len(indent) + 2 :]}"
            yield from lines
        else:
            yield f"{indent}-{_after(value, indent, len(indent) + 1)}"


def _entry(key: Any, value: Any, indent: str) -> Iterator[str]:
    name = _bare(key) if type(key) is int else _key(str(key))
    start = f"{indent}{name}:"
    if len(name) > LONGEST_SIMPLE_KEY:
        start = f"{indent}? {name}\n{indent}:"
    if isinstance(value, dict | list | tuple) and value:
        yield start
        yield from _collection(value, indent + "  ")
    else:
        yield start + _after(value, indent, len(start))


@lru_cache(maxsize=1024)
def _key(key: str) -> str:
    return key if _can_be_plain(key) else _quoted(key)


def _after(value: Any, indent: str, column: int) -> str:
    """Return a scalar, or an empty collection, with the blank before it."""
    if value is None:
        return ""
    if isinstance(value, dict | list | tuple):
        return " {}" if isinstance(value, dict) else " []"
    if not isinstance(value, str):
        return f" {_bare(value)}"
    return f" {_text(value, indent + '  ', column + 1)}"


def is_prose(text: str) -> bool:
    """Tell whether a text is a sentence, as far as its form says."""
    return text.count(" ") >= _WORDS_OF_PROSE or (" " in text and text[-1] in ".?!")


def _text(text: str, indent: str, column: int) -> str:
    if "\n" in text:
        return _literal(text, indent) if _can_be_block(text) else _double(text)
    if _MEANS_SOMETHING_ELSE.search(text) and is_prose(text) and _can_be_block(text):
        return "\n".join([">-", *_folded(text, indent)])
    if column + len(text) > WIDTH and " " in text and _can_be_block(text):
        lines = _folded(text, indent)
        if len(lines) > 1:
            return "\n".join([">-", *lines])
    return text if _can_be_plain(text) else _quoted(text)


def _bare(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) or (isinstance(value, float) and math.isfinite(value)):
        return repr(value)
    raise TypeError(f"{value!r} is no value of a label file")


def _can_be_plain(text: str) -> bool:
    if not text or text[0] == " " or text[-1] == " " or _UNUSUAL.search(text):
        return False
    if _STARTS_SOMETHING_ELSE.match(text) or _MEANS_SOMETHING_ELSE.search(text):
        return False
    if looks_typed(text):
        return isinstance(text, Plain) and text not in ("true", "false")
    # Other tools read YAML 1.1, where `no` is false and 12:30 is 750.
    resolvers = _RESOLVERS.get(text[0], [])
    return not any(resolver.match(text) for _, resolver in resolvers)


def _can_be_block(text: str) -> bool:
    if not text.strip() or text[0] in " \n" or text[-1] == " " or text.endswith("\n\n"):
        return False
    # A blank at the end of a line gets lost in editors.
    return " \n" not in text and not _UNUSUAL_BUT_BREAKS.search(text)


def _literal(text: str, indent: str) -> str:
    header = "|" if text.endswith("\n") else "|-"
    lines = text.removesuffix("\n").split("\n")
    return "\n".join([header, *(indent + line if line else "" for line in lines)])


def _fold(text: str, indent: str) -> str | None:
    header = ">" if text.endswith("\n") else ">-"
    line = text.removesuffix("\n")
    if "\n" in line or not _can_be_block(line):
        return None
    return "\n".join([header, *_folded(line, indent)])


def _folded(text: str, indent: str) -> list[str]:
    room = max(WIDTH - len(indent), 40)
    lines: list[str] = []
    line = ""
    for word in _FOLDS.split(text):
        if not line:
            line = word
        elif len(line) + 1 + len(word) <= room:
            line = f"{line} {word}"
        else:
            lines.append(indent + line)
            line = word
    return [*lines, indent + line]


def _quoted(text: str) -> str:
    if ('"' in text or "\\" in text) and not _UNUSUAL.search(text):
        return "'" + text.replace("'", "''") + "'"
    return _double(text)


def _double(text: str) -> str:
    return _UNUSUAL.sub(_escape, json.dumps(text, ensure_ascii=False))


def _escape(match: re.Match[str]) -> str:
    if "\ud800" <= match.group() <= "\udfff":
        raise ValueError("a text holds half a character, which UTF-8 cannot write")
    return f"\\u{ord(match.group()):04x}"
