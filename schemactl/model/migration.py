"""Migration: a reviewed plan from one release to the next, step by step."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from schemactl.model.guideline import Effect
from schemactl.model.identifiers import Date, Digest, Name, Version
from schemactl.model.scalar import Flag, Json, Noun, Number, OneOrMore, Prose
from schemactl.model.schema import FormatVersion

# Stands in drafts for what only a person can decide, and for the person who has not yet approved;
# nothing is released where it stands.
UNDECIDED = "CHOOSE"


class From(Noun):
    """The release that a migration starts from, pinned by digest."""

    schema_name: Name = Field(alias="schema")
    version: Version
    digest: Digest | None = None


class To(Noun):
    """The version that a migration leads to."""

    schema_name: Name = Field(alias="schema")
    version: Version


class Approval(Noun):
    """Who agreed to exactly this content."""

    by: str
    role: str
    at: Date
    content: Digest


class Test(Noun):
    """Tests on one field of a record; all that are given must hold."""

    __test__ = False  # not a pytest class

    const: Json = None
    enum: tuple[Json, ...] | None = None
    pattern: str | None = None
    words: tuple[str, ...] | None = None
    minimum: Number | None = None
    maximum: Number | None = None
    exists: Flag | None = None
    negated: "Test | None" = Field(default=None, alias="not")
    ignore_case: Flag = False


class Use(Noun):
    """The label that takes what would otherwise have none."""

    use: str


def _target(value: object) -> object:
    return {"label": value} if isinstance(value, str) else value


def _targets(value: object) -> object:
    return [value] if isinstance(value, str | dict) else value


class Target(Noun):
    """One label that a split leads to; without `when` a candidate for people only."""

    label: str
    criterion: Prose = ""
    when: dict[str, Test] | None = None


Otherwise = Annotated[Literal["relabel", "drop"] | Use, Field(union_mode="left_to_right")]


def _review(value: Any) -> Any:
    if isinstance(value, str):
        if value not in ("true", "false"):
            raise ValueError("write true, false, or a list of labels")
        return value == "true"
    return value


def _named_rule(value: Any) -> Any:
    if isinstance(value, dict) and set(value) == {"confusable"}:
        return f"confusable: {value['confusable']}"
    return value


Review = Annotated[bool | tuple[str, ...], BeforeValidator(_review)]


class Recode(Noun):
    """The same concept under another id."""

    change: Literal["recode"]
    task: Name | None = None
    source: str = Field(alias="from")
    target: str = Field(alias="to")
    because: Prose = ""


class Merge(Noun):
    """Several labels become one."""

    change: Literal["merge"]
    task: Name | None = None
    sources: OneOrMore = Field(alias="from")
    target: str = Field(alias="to")
    because: Prose = ""


class Split(Noun):
    """One label becomes several; `when` decides where it can, people decide the rest."""

    change: Literal["split"]
    task: Name | None = None
    source: str = Field(alias="from")
    targets: Annotated[
        tuple[
            Annotated[Target, BeforeValidator(_target, json_schema_input_type=str | Target)], ...
        ],
        BeforeValidator(_targets, json_schema_input_type=str | Target | tuple[str | Target, ...]),
    ] = Field(alias="to")
    otherwise: Otherwise = "relabel"
    because: Prose = ""


class Retire(Noun):
    """A label goes without a successor of its own."""

    change: Literal["retire"]
    task: Name | None = None
    source: str = Field(alias="from")
    otherwise: Otherwise
    because: Prose = ""


class Add(Noun):
    """A new label; `review` names the labels whose old records may belong to it."""

    change: Literal["add"]
    task: Name | None = None
    target: str = Field(alias="to")
    review: tuple[str, ...]
    because: Prose = ""


class Redefine(Noun):
    """The meaning of a label was edited."""

    change: Literal["redefine"]
    task: Name | None = None
    label: str
    effect: Effect
    review: Review | None = None
    because: Prose = ""


class TaskStep(Noun):
    """A task was added, removed or changed."""

    change: Literal["task"]
    task: Name
    was: Literal["added", "removed", "changed"] = "changed"
    effect: Effect | None = None
    otherwise: Otherwise | None = None
    review: Review | None = None
    because: Prose = ""


class AttributeStep(Noun):
    """An attribute (`task/id`) was added, removed or changed."""

    change: Literal["attribute"]
    attribute: str
    was: Literal["added", "removed", "changed"] = "changed"
    effect: Effect | None = None
    review: Review | None = None
    because: Prose = ""


class ConfusablePair(Noun):
    """The two labels of a confusable pair, written a--b."""

    confusable: str


class RuleStep(Noun):
    """A rule of a task was edited: a tie-break id, question, decide, unsure, draw, confusable."""

    change: Literal["rule"]
    task: Name | None = None
    rule: Annotated[str, BeforeValidator(_named_rule, json_schema_input_type=str | ConfusablePair)]
    effect: Effect
    review: Review | None = None
    because: Prose = ""


Step = Annotated[
    Recode | Merge | Split | Retire | Add | Redefine | TaskStep | AttributeStep | RuleStep,
    Field(discriminator="change"),
]


class Migration(Noun):
    """What changed on the way to a version, and what becomes of existing labels."""

    schemactl: FormatVersion
    source: From = Field(alias="from")
    target: To = Field(alias="to")
    approvals: tuple[Approval, ...] = ()
    steps: tuple[Step, ...] = ()


class Translation(Noun):
    """A translated text and the hash of the text that it translates."""

    text: Prose
    of: Digest


class Translations(Noun):
    """The translations of a schema into one language, keyed by address, then field."""

    schemactl: FormatVersion
    language: str
    texts: dict[str, dict[str, Translation]] = {}
