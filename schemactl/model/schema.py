"""Schema: the versioned unit, its tasks, their rules and labels."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from schemactl.model.identifiers import ClauseId, LabelId, Name, QuestionId, Version, is_name
from schemactl.model.label import Attribute, AttributeValue, Label
from schemactl.model.scalar import Flag, Integer, Json, Noun, Number, OneOrMore, Prose, as_number
from schemactl.model.words import Normalisation

TaskTypeName = Literal[
    "classification", "rating", "span", "box", "segment", "ranking",
    "relation", "polygon", "polyline", "mask", "keypoints", "cuboid", "text", "number",
]  # fmt: skip
InputType = Literal[
    "text", "image", "audio", "video", "pointcloud", "document", "tabular", "conversation"
]


def _format_version(value: int) -> int:
    if value != 1:
        raise ValueError(f"this schemactl reads file format 1, not {value}")
    return value


FormatVersion = Annotated[Integer, AfterValidator(_format_version)]


class Input(Noun):
    """Something an annotator is shown."""

    type: InputType


class Choose(Noun):
    """How many labels an answer has; `one` is 1 to 1, `any` is 0 and more."""

    min: Integer = 0
    max: Integer | None = None


def _named_choice(value: object) -> object:
    if isinstance(value, str):
        named = {"one": {"min": 1, "max": 1}, "any": {}}
        if value not in named:
            raise ValueError("write one, any, or {min: 1, max: 3}")
        return named[value]
    return value


class Hierarchy(Noun):
    """Whether groups may be chosen, and whether choosing a label says its ancestors too."""

    choose: Literal["leaf", "any-level"] = "leaf"
    ancestors: Literal["implied", "explicit"] = "implied"


class Unsure(Noun):
    """What an annotator does who cannot decide."""

    use: str | None = None
    say: Prose = ""


class TieBreak(Noun):
    """An ordered rule: where `use` and one of `over` both fit, `use` wins."""

    id: ClauseId
    text: Prose
    use: str
    over: tuple[str, ...] = ()


class Confusable(Noun):
    """Two labels that people mix up, with the question that tells them apart."""

    labels: tuple[str, str]
    ask: Prose = ""
    pick: dict[str, Prose] = {}


class Question(Noun):
    """A step of the decision path; each answer leads to a question, a label or `nothing`."""

    id: QuestionId
    ask: Prose
    yes: str
    no: str


class LabelsOf(Noun):
    """Labels taken from a release of another schema."""

    schema_ref: str = Field(alias="schema")
    labels: tuple[LabelId, ...]


class Draw(Noun):
    """How regions are drawn; sizes in pixels."""

    fit: Literal["visible", "whole"] | None = None
    smallest: tuple[Number, Number] | None = None
    crowd: str | None = None
    note: Prose = ""


class Convention(Noun):
    """A drawing rule with a picture."""

    id: ClauseId
    text: Prose
    image: str | None = None


class Tolerance(Noun):
    """How far two regions may differ and still count as one."""

    iou: Number | None = None
    pixels: Number | None = None
    milliseconds: Number | None = None


class Scale(Noun):
    """The values of a rating, both ends included; anchors say what a value means."""

    min: Integer
    max: Integer
    anchors: dict[str, Prose] = {}


class KeyPoint(Noun):
    """One of the points that are set on each object; `sigma` is COCO's, how far people differ."""

    id: LabelId
    definition: Prose = ""
    sigma: Number | None = None


class Joins(Noun):
    """The tasks whose answers a relation joins; undirected, the order of its ends is no matter."""

    source: tuple[Name, ...] = Field(alias="from")
    target: tuple[Name, ...] = Field(alias="to")
    directed: Flag = True


class SharedLabels(Noun):
    """Stands for labels: those of another task."""

    same_as: Name


def _not_shared(value: object) -> object:
    if isinstance(value, dict):
        raise ValueError("write a list of labels, or {same_as: other-task}")  # noqa: TRY004
    return value


class Task(Noun):
    """One question asked of an item. The task type says which of the fields apply."""

    id: Name
    type: TaskTypeName
    inputs: tuple[Name, ...] = ()
    over: Literal["video", "conversation", "turn"] | None = None
    question: Prose = ""
    choose: Annotated[
        Choose,
        BeforeValidator(_named_choice, json_schema_input_type=Literal["one", "any"] | Choose),
    ] = Choose.model_construct(min=1, max=1)
    residual: str | None = None
    hierarchy: Hierarchy = Hierarchy.model_construct()
    unsure: Unsure | None = None
    tie_breaks: tuple[TieBreak, ...] = ()
    confusable: tuple[Confusable, ...] = ()
    decide: tuple[Question, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    complete: Flag = False
    draw: Draw | None = None
    conventions: tuple[Convention, ...] = ()
    tolerance: Tolerance | None = None
    scale: Scale | None = None
    ties: Flag = False
    reasons: tuple[AttributeValue, ...] = ()
    instances: Flag = False
    every_pixel: Flag = False
    points: tuple[KeyPoint, ...] = ()
    skeleton: tuple[tuple[str, str], ...] = ()
    joins: Joins | None = None
    normalise: tuple[Normalisation, ...] = ()
    vocabulary: tuple[str, ...] = ()
    markers: tuple[AttributeValue, ...] = ()
    unit: Prose = ""
    minimum: Number | None = None
    maximum: Number | None = None
    same_as: Name | None = Field(default=None, json_schema_extra={"deprecated": True})
    use: tuple[LabelsOf, ...] = ()
    labels: Annotated[
        tuple[Label, ...],
        BeforeValidator(_not_shared, json_schema_input_type=tuple[Label, ...] | SharedLabels),
    ] = ()

    @model_validator(mode="before")
    @classmethod
    def _shared_labels(cls, value: Any) -> Any:
        """Read `labels: {same_as: other-task}`."""
        shared = value.get("labels") if isinstance(value, dict) else None
        if isinstance(shared, dict) and set(shared) == {"same_as"} and is_name(shared["same_as"]):
            rest = {key: inner for key, inner in value.items() if key != "labels"}
            return {**rest, "same_as": shared["same_as"]}
        return value


def _with_bounds(test: Any) -> Any:
    """Read the bounds of a test, which a release stores as text where they are fractions."""
    if not isinstance(test, dict):
        return test
    return {
        name: _bound(value) if name in ("minimum", "maximum") else _with_bounds(value)
        for name, value in test.items()
    }


def _bound(value: Any) -> Any:
    found = as_number(value) if isinstance(value, str) else None
    return value if found is None else found


Tests = dict[str, Annotated[Json, AfterValidator(_with_bounds)]]


class Constraint(Noun):
    """A condition across tasks: where `if` holds, `then` must."""

    id: Name
    condition: Tests = Field(alias="if")
    consequence: Tests = Field(alias="then")
    because: Prose = ""


class Schema(Noun):
    """A label schema: what is asked of items, and what the answers mean."""

    schemactl: FormatVersion
    name: Name
    version: Version
    title: Prose = ""
    summary: Prose = ""
    purpose: Prose = ""
    language: str = "en"
    license: str = ""
    owners: OneOrMore = ()
    inputs: dict[Name, Input] = {}
    tasks: tuple[Task, ...] = ()
    constraints: tuple[Constraint, ...] = ()

    def task(self, task_id: str) -> Task | None:
        """Return the task of that id."""
        return next((task for task in self.tasks if task.id == task_id), None)


SHORT_FORM_INPUT = {"text": {"type": "text"}}


def expand_short_form(data: dict[str, Any]) -> dict[str, Any]:
    """Turn the short form (task keys beside the schema's) into one task named as the schema.

    A name that is none is left out of the task: one mistake is one problem, where it stands.
    """
    if "tasks" in data or not ({"labels", "type"} & set(data)):
        return data
    outer = {key: value for key, value in data.items() if key in Schema.model_fields}
    # An unknown key stays where it was written, so that its message names that place.
    unknown = {k: v for k, v in data.items() if k not in outer and k not in TASK_KEYS}
    inner = {key: value for key, value in data.items() if key not in outer and key in TASK_KEYS}
    outer.setdefault("inputs", SHORT_FORM_INPUT)
    inputs = outer["inputs"] if isinstance(outer["inputs"], dict) else {}
    name = data.get("name")
    task = {
        "id": name if is_name(name) else "task",
        "inputs": [key for key in inputs if is_name(key)],
        **inner,
    }
    return {**outer, **unknown, "tasks": [task]}


TASK_KEYS = frozenset(Task.model_fields) - {"id", "inputs", "same_as"}
