"""Names, ids, versions and digests: what each may look like, and the message when it does not."""

import re
from contextlib import suppress
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, WithJsonSchema

from schemactl.model.version import SEMVER

NAME = re.compile(r"[a-z][a-z0-9-]{0,62}\Z")
LOOSE_VERSION = re.compile(r"[A-Za-z0-9._-]{1,64}\Z")
DIGEST = re.compile(r"sha256:[0-9a-f]{64}\Z")
QUESTION_ID = re.compile(r"Q[0-9]+\Z")
CLAUSE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}\Z")
COLOR = re.compile(r"#[0-9a-fA-F]{6}\Z")
DATE = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])\Z")
LONGEST_LABEL_ID = 128
NOTHING = "nothing"
_NOT_IN_LABEL_ID = re.compile(r"""[\s\x00-\x1f\x7f-\x9f\ud800-\udfff\[\]{}|#?%"'<>\\,@]""")


def is_name(value: object) -> bool:
    """Tell whether the value may name a schema, task, input, attribute or constraint."""
    return isinstance(value, str) and NAME.match(value) is not None


def is_reserved_label_id(text: str) -> bool:
    """Tell whether the text means something else where a label is expected."""
    return text == NOTHING or QUESTION_ID.match(text) is not None


def _name(text: str) -> str:
    if NAME.match(text):
        return text
    raise ValueError(
        f"{text!r} is not a name: a small letter, then up to 62 small letters, digits, hyphens"
    )


def _label_id(text: str) -> str:
    if not text:
        raise ValueError("a label id is empty")
    if len(text) > LONGEST_LABEL_ID:
        raise ValueError(f"a label id has at most {LONGEST_LABEL_ID} characters, not {len(text)}")
    if bad := _NOT_IN_LABEL_ID.search(text):
        raise ValueError(f"label id {text!r} contains {bad.group()!r}, which no label id may")
    if is_reserved_label_id(text):
        raise ValueError(f"label id {text!r} is reserved (`nothing` and Q1, Q2, … are no labels)")
    return text


def _version(text: str) -> str:
    if SEMVER.match(text):
        return text
    raise ValueError(f"{text!r} is not a version such as 1.0.0 (SemVer 2.0.0)")


def _loose_version(text: str) -> str:
    if LOOSE_VERSION.match(text):
        return text
    raise ValueError(f"{text!r} is not a version: 1 to 64 of A-Z a-z 0-9 . _ -")


def _digest(text: str) -> str:
    if DIGEST.match(text):
        return text
    raise ValueError(f"{text!r} is not a digest such as sha256:<64 hex digits>")


def _question_id(text: str) -> str:
    if QUESTION_ID.match(text):
        return text
    raise ValueError(f"{text!r} is not a question id such as Q1")


def _clause_id(text: str) -> str:
    if CLAUSE_ID.match(text) and text != NOTHING:
        return text
    raise ValueError(f"{text!r} is not an id: letters, digits, dots, hyphens; at most 64")


def _color(text: str) -> str:
    if COLOR.match(text):
        return text.lower()
    raise ValueError(f'{text!r} is not a colour such as "#b23b3b"')


def _date(text: str) -> str:
    if DATE.match(text):
        # The pattern refuses the short forms that Python reads, the calendar 30 February.
        with suppress(ValueError):
            date.fromisoformat(text)
            return text
    raise ValueError(f"{text!r} is not a date such as 2026-11-20")


def _text(pattern: re.Pattern[str]) -> WithJsonSchema:
    # JSON Schema patterns are ECMA 262: `\Z` is not known there.
    return WithJsonSchema({"type": "string", "pattern": f"^{pattern.pattern[:-2]}$"})


Name = Annotated[str, AfterValidator(_name), _text(NAME)]
LabelId = Annotated[
    str,
    AfterValidator(_label_id),
    WithJsonSchema({"type": "string", "minLength": 1, "maxLength": LONGEST_LABEL_ID}),
]
Version = Annotated[str, AfterValidator(_version), WithJsonSchema({"type": "string"})]
LooseVersion = Annotated[str, AfterValidator(_loose_version), _text(LOOSE_VERSION)]
Digest = Annotated[str, AfterValidator(_digest), _text(DIGEST)]
QuestionId = Annotated[str, AfterValidator(_question_id), _text(QUESTION_ID)]
ClauseId = Annotated[str, AfterValidator(_clause_id), _text(CLAUSE_ID)]
Color = Annotated[str, AfterValidator(_color), _text(COLOR)]
Date = Annotated[str, AfterValidator(_date), _text(DATE)]
