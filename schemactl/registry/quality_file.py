"""Files of `quality agreement` and `quality confusions`: their JSON as what is recorded.

Keys that this version does not know are passed over: later measures say more.
"""

import json
from pathlib import Path
from typing import Annotated, Any, NamedTuple, NoReturn

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from schemactl.errors import SchemactlError
from schemactl.model.address import parse_ref
from schemactl.model.identifiers import NOTHING
from schemactl.model.quality import Agreement, Confusion, VersionAgreement
from schemactl.model.reference import LabelIndex
from schemactl.model.similar import nearest
from schemactl.registry.numbers import decimal_text

_HINT = "it is the JSON of `quality agreement` (measure, value, …) or `quality confusions` (pairs)"
_LARGEST = 64 * 2**20


class Measured(NamedTuple):
    """What one file says."""

    agreements: tuple[Agreement, ...]
    confusions: tuple[Confusion, ...]


def _number(value: object) -> str:
    text = "" if isinstance(value, bool) else str(value)
    try:
        return decimal_text(text, "this", "")
    except SchemactlError as error:
        raise ValueError(error.message) from error


def _ref_of(kind: str) -> Any:
    def read(value: object) -> str:
        try:
            return str(parse_ref(str(value), kind))
        except SchemactlError as error:
            raise ValueError(error.message) from error

    return BeforeValidator(read)


Number = Annotated[str, BeforeValidator(_number)]
Remark = Annotated[str, Field(max_length=2000)]
Count = Annotated[int, Field(ge=0, strict=True)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, defer_build=True)


class _Version(_Part):
    labeled_under: Annotated[str, _ref_of("schema")] | None = Field(default=None, alias="schema")
    guideline: Annotated[str, _ref_of("guideline")] | None = None
    value: Number | None = None
    items: Count = 0


class _Agreement(_Part):
    measure: Annotated[str, Field(min_length=1, max_length=200)]
    value: Number | None = None
    ci: tuple[Number, Number] | None = None
    task: str | None = None
    items: Count = 0
    annotators: Count = 0
    annotations: Count = 0
    per_label: dict[str, Number | None] = {}
    per_version: Annotated[tuple[_Version, ...], Field(max_length=10_000)] = ()
    warnings: Annotated[tuple[Remark, ...], Field(max_length=1000)] = ()


class _Pair(_Part):
    labels: tuple[str | None, str | None]
    count: Count
    share: Number | None = None
    task: str | None = None


class _Pairs(_Part):
    pairs: tuple[_Pair, ...]
    task: str | None = None


def read_quality(path: Path, labels: LabelIndex, task: str | None = None) -> Measured:
    """Read a file; its labels become addresses of the schema.

    Raises SchemactlError for a file that is neither, for a label that the schema lacks, and for
    one that several tasks have where no task is named.
    """
    found = _read(path)
    try:
        agreements, confusions = [], []
        if "measure" in found:
            agreements.append(_agreement(_Agreement.model_validate(found), labels, task))
        if "pairs" in found:
            confusions += _confusions(_Pairs.model_validate(found), labels, task)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise SchemactlError(f"{path}: {where}: {first['msg']}", _HINT) from error
    except SchemactlError as error:
        raise SchemactlError(f"{path}: {error.message}", error.hint) from error
    return Measured(tuple(agreements), tuple(confusions))


def _read(path: Path) -> dict[str, Any]:
    if not path.is_file():
        raise SchemactlError(f"{path}: no such file", "check the path")
    if path.stat().st_size > _LARGEST:
        raise SchemactlError(f"{path} is too large for a report", _HINT)
    try:
        # Digits stay as they are written; the rest of the record is exact, too.
        text = path.read_text(encoding="utf-8-sig")
        found = json.loads(text, parse_float=str, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise SchemactlError(f"{path} is no JSON: {error}", _HINT) from error
    if not isinstance(found, dict) or not {"measure", "pairs"} & found.keys():
        raise SchemactlError(f"{path} is no report on quality", _HINT)
    return found


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no number")


def _agreement(found: _Agreement, labels: LabelIndex, task: str | None) -> Agreement:
    home = task or found.task
    return Agreement(
        measure=found.measure,
        value=found.value,
        interval=found.ci,
        task=home,
        items=found.items,
        annotators=found.annotators,
        annotations=found.annotations,
        per_label={_address(key, labels, home): one for key, one in found.per_label.items()},
        per_version=tuple(
            VersionAgreement(
                labeled_under=one.labeled_under,
                guided_by=one.guideline,
                value=one.value,
                items=one.items,
            )
            for one in found.per_version
        ),
        warnings=found.warnings,
    )


def _confusions(found: _Pairs, labels: LabelIndex, task: str | None) -> list[Confusion]:
    done = []
    for one in found.pairs:
        home = task or one.task or found.task
        first, second = (_address(label, labels, home) for label in one.labels)
        done.append(Confusion(labels=(first, second), count=one.count, share=one.share, task=home))
    return done


def _address(label: str | None, labels: LabelIndex, home: str | None) -> str:
    if label is None or label == NOTHING:
        return NOTHING
    found = labels.find(label, home)
    if len(found) == 1:
        return found[0]
    if found:
        raise SchemactlError(
            f"the label {label!r} is of several tasks", f"write one of {', '.join(found)}"
        )
    hint = nearest(label, list(labels.names())) or "name the schema that it was measured under"
    raise SchemactlError(f"the schema has no label {label!r}", hint)
