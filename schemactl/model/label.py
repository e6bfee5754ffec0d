"""Label: a concept with a permanent id, its definition, criteria and examples."""

from collections.abc import Iterator
from typing import Annotated, Literal, NamedTuple

from pydantic import BeforeValidator, Field

from schemactl.model.identifiers import ClauseId, Color, Date, Digest, LabelId, Name
from schemactl.model.scalar import Flag, Integer, Json, Noun, Number, Prose


def _as_text(value: object) -> object:
    """Read a bare text as the `text` of a clause or highlight."""
    return {"text": value} if isinstance(value, str) else value


class Clause(Noun):
    """One inclusion or exclusion criterion; `use` names the right label of what is excluded."""

    id: ClauseId | None = None
    text: Prose
    use: str | None = None


class Highlight(Noun):
    """The evidence in an example's text: its n-th occurrence, counted from 1."""

    text: str
    nth: Integer = 1


class ExampleRegion(Noun):
    """A place in an example, of one of these forms: on its image, in pixels from the upper left.

    A box is x, y, width, height; a polygon is an outline and a polyline an open line of [x, y];
    `points` gives the place of each keypoint by its name. A segment is a stretch of the example's
    audio, from start to end in seconds.
    """

    box: tuple[Number, Number, Number, Number] | None = None
    polygon: tuple[tuple[Number, Number], ...] = ()
    polyline: tuple[tuple[Number, Number], ...] = ()
    points: dict[str, tuple[Number, Number]] = {}
    segment: tuple[Number, Number] | None = None
    use: str
    attributes: dict[str, Json] = {}
    note: Prose = ""


class Example(Noun):
    """A case with its right label: text, image, audio or data."""

    id: ClauseId | None = None
    content: Prose = ""
    image: str | None = None
    alt: Prose = ""
    audio: str | None = None
    data: Json = None
    regions: tuple[ExampleRegion, ...] = ()
    highlight: tuple[
        Annotated[Highlight, BeforeValidator(_as_text, json_schema_input_type=str | Highlight)],
        ...,
    ] = ()
    use: str | None = None
    because: Prose = ""
    because_of: str | None = None


class AttributeValue(Noun):
    """One value that an attribute may take."""

    id: LabelId
    definition: Prose = ""


class Attribute(Noun):
    """A further question about a labeled thing."""

    id: Name
    question: Prose = ""
    type: Literal["yes-no", "choice", "choices", "number", "text"]
    required: Flag = False
    values: tuple[AttributeValue, ...] = ()
    minimum: Number | None = None
    maximum: Number | None = None


class Contested(Noun):
    """A definition on which reasonable people differ, and what was chosen."""

    views: tuple[Prose, ...]
    chosen: Prose
    because: Prose


class Deprecation(Noun):
    """A label that is still legal and should no longer be used."""

    since: str
    reason: Prose
    replaced_by: str | None = None
    remove_after: Date | None = None


class Mappings(Noun):
    """Equivalents in other vocabularies, by the mapping relations of SKOS."""

    exact: tuple[str, ...] = ()
    close: tuple[str, ...] = ()
    broad: tuple[str, ...] = ()
    narrow: tuple[str, ...] = ()
    related: tuple[str, ...] = ()


class Source(Noun):
    """The release from which a label was taken by `use`; present in releases only."""

    ref: str
    digest: Digest


class DecidedCase(NamedTuple):
    """A case as one of its kinds; `right` is None where no label is written to be right for it."""

    kind: Literal["example", "counterexample", "edge-case"]
    example: Example
    right: str | None


ClauseOrText = Annotated[Clause, BeforeValidator(_as_text, json_schema_input_type=str | Clause)]


class Label(Noun):
    """A concept with a permanent id; the name may change, the index is never reused."""

    id: LabelId
    name: Prose = ""
    index: Annotated[Integer, Field(ge=0)] | None = None
    selectable: Flag = True
    definition: Prose = ""
    rationale: Prose = ""
    contested: Contested | None = None
    include: tuple[ClauseOrText, ...] = ()
    exclude: tuple[ClauseOrText, ...] = ()
    examples: tuple[Example, ...] = ()
    counterexamples: tuple[Example, ...] = ()
    edge_cases: tuple[Example, ...] = ()
    synonyms: tuple[Prose, ...] = ()
    aliases: tuple[str, ...] = ()
    hotkey: str | None = None
    color: Color | None = None
    mappings: Mappings = Mappings.model_construct()
    also_under: tuple[str, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    leaves_out: tuple[str, ...] = Field(default=(), alias="except")
    stakes: Literal["high"] | None = None
    prevalence: Literal["rare"] | None = None
    requires: tuple[Prose, ...] = ()
    review_by: Date | None = None
    deprecated: Deprecation | None = None
    source: Source | None = None
    labels: tuple["Label", ...] = ()

    @property
    def title(self) -> str:
        """What people see: the name, or the id where there is none."""
        return self.name or self.id

    @property
    def cases(self) -> Iterator[DecidedCase]:
        """Yield examples, counterexamples and edge cases with the id of their right label.

        Of a counterexample nothing else says it: what is not of the label may be of any other.
        """
        yield from (DecidedCase("example", one, self.id) for one in self.examples)
        yield from (DecidedCase("counterexample", one, one.use) for one in self.counterexamples)
        yield from (DecidedCase("edge-case", one, one.use or self.id) for one in self.edge_cases)
