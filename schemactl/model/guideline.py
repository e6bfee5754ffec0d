"""Guideline: how to apply a schema; ruling: a decision on one hard item, or still a question."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from schemactl.model.identifiers import ClauseId, Date, Digest, Name, Version
from schemactl.model.scalar import Noun, Number, OneOrMore, Prose
from schemactl.model.schema import FormatVersion, Unsure
from schemactl.model.version import parse_range

PAGE_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*\.md\Z")
Effect = Literal["clarify", "narrow", "widen", "shift"]


def _range(text: str) -> str:
    parse_range(text)
    return text


def _page_name(text: str) -> str:
    if text == "changelog.md":
        # Some file systems take it for the CHANGELOG.md that a release writes beside it.
        raise ValueError("changelog.md is the name of the list of releases; rename the page")
    if PAGE_NAME.match(text):
        return text
    raise ValueError(f"{text!r} is not a page: small letters, digits, - and _, then .md")


PageName = Annotated[str, AfterValidator(_page_name)]


class Covers(Noun):
    """The schema a guideline explains, and the versions it holds for."""

    name: Name
    versions: Annotated[str, AfterValidator(_range)]


class Escalation(Noun):
    """Whom an annotator asks, how, and within what time an answer comes."""

    to: str
    how: Prose = ""
    within: str = ""


class MarkedChange(Noun):
    """What an edit of this draft does to existing annotations; without `page`: of all pages."""

    effect: Effect
    labels: tuple[str, ...] = ()
    page: PageName | None = None
    because: Prose


class AgreementGate(Noun):
    """The agreement that a batch must reach on a task."""

    measure: str
    minimum: Number
    on: Literal["value", "lower_bound"] = "lower_bound"


class GoldGate(Noun):
    """The accuracy on gold items that a batch must reach."""

    minimum: Number


class ReviewGate(Noun):
    """When items go to review."""

    disagreement_above: Number


class Gate(Noun):
    """A condition under which a batch may be ready."""

    task: Name
    label: str | None = None
    agreement: AgreementGate | None = None
    gold: GoldGate | None = None
    review: ReviewGate | None = None


def _text_as_advice(value: object) -> object:
    return {"say": value} if isinstance(value, str) else value


class Guideline(Noun):
    """How to apply a schema: settings and the order of its Markdown pages."""

    schemactl: FormatVersion
    name: Name
    version: Version
    title: Prose = ""
    covers: Covers = Field(alias="schema")
    language: str = "en"
    owners: OneOrMore = ()
    audience: Prose = ""
    escalation: Escalation | None = None
    unsure: (
        Annotated[Unsure, BeforeValidator(_text_as_advice, json_schema_input_type=str | Unsure)]
        | None
    ) = None
    pages: tuple[PageName, ...] = ()
    changes: tuple[MarkedChange, ...] = ()
    gates: tuple[Gate, ...] = ()


class Ruling(Noun):
    """Case law: which label a single hard item gets, why, who decided and when; who asked when."""

    id: ClauseId
    item: Prose
    use: str
    because_of: str | None = None
    because: Prose = ""
    by: str = ""
    date: Date
    folded_into: str | None = None
    asked: Date | None = None
    nearest: str | None = None
    in_doubt: str | None = None


class OpenRuling(Noun):
    """A hard item that somebody asked about on a day, and that nobody has decided yet.

    `nearest` is the label that they were about to choose, `in_doubt` the rule or example that
    left them in doubt; a decision keeps both, and the day in `asked`.
    """

    id: ClauseId
    item: Prose
    by: str = ""
    date: Date
    nearest: str | None = None
    in_doubt: str | None = None


# One of these keys makes a question a decision.
ANSWER = ("use", "because_of", "because", "folded_into")


class BuiltWith(Noun):
    """The schema release against which a guideline release was checked."""

    ref: str
    digest: Digest
