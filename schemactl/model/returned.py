"""Returned: what readers hand back from the handbook: a question, or the result of practice."""

from collections.abc import Callable
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from schemactl.errors import SchemactlError
from schemactl.model.address import parse_ref
from schemactl.model.identifiers import Date, Digest
from schemactl.model.scalar import Noun, Prose

LONGEST_ITEM = 20_000
MOST_CASES = 1_000


def _ref(kind: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        try:
            return str(parse_ref(text, kind))
        except SchemactlError as error:
            raise ValueError(error.message) from error

    return read


SchemaRef = Annotated[str, AfterValidator(_ref("schema"))]
GuidelineRef = Annotated[str, AfterValidator(_ref("guideline"))]
Filled = Annotated[Prose, Field(min_length=1, max_length=LONGEST_ITEM)]
Reference = Annotated[str, Field(min_length=1, max_length=256)]


class AskedQuestion(Noun):
    """A hard item that an annotator asks about; `label` is the page from which they did."""

    format: Literal["schemactl-question-1"]
    item: Filled
    label: Reference | None = None
    schema_ref: SchemaRef = Field(alias="schema")
    guideline: GuidelineRef | None = None
    rule: Reference | None = None
    date: Date


class PracticeCase(Noun):
    """One case that was practised: whose label it stands at, what was answered, what was right."""

    example: str | None = None
    label: str
    given: str
    right: str
    task: str | None = None


class PracticeResult(Noun):
    """A round of practice; `right` of `of` cases were answered as the release has them."""

    format: Literal["schemactl-practice-1"]
    schema_ref: SchemaRef = Field(alias="schema")
    digest: Digest | None = None
    guideline: GuidelineRef | None = None
    at: str = Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$")
    right: int
    of: int
    items: tuple[PracticeCase, ...] = Field(min_length=1, max_length=MOST_CASES)
