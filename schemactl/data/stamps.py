"""Stamps: what is known of the releases that annotations say they were made under."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from schemactl.errors import SchemactlError
from schemactl.model.address import LATEST, parse_ref
from schemactl.model.reference import example_ids, rule_ids
from schemactl.model.release import GuidelineRelease, ReleasedSchema
from schemactl.model.taxonomy import taxonomies

FindSchema = Callable[[str, str], ReleasedSchema | None]
FindGuideline = Callable[[str, str], GuidelineRelease | None]


def _none(*_name: str) -> None:
    """Know no release."""


class Background(NamedTuple):
    """What a check may know besides the data and the schema.

    `schema` and `guideline` take a name and a version, and return None where there is no such
    release; `released` takes a ref, and returns when it was recorded, None where nobody knows.
    """

    schema: FindSchema = _none
    guideline: FindGuideline = _none
    released: Callable[[str], str | None] = _none


class Stamps:
    """Looks up releases by the stamps of annotations, each once."""

    def __init__(self, checked: ReleasedSchema, background: Background) -> None:
        """Know the release that is checked under, and what the background knows."""
        self.checked = checked
        self.background = background
        self._citable: dict[tuple[str | None, str | None], frozenset[str] | None] = {}
        self._since: dict[str | None, datetime | None] = {}

    def ref(self, stamp: str | None) -> str:
        """Return the schema ref that a stamp means; without one it is that of the check."""
        if stamp is None:
            return f"schema:{self.checked.name}@{self.checked.version}"
        return f"schema:{stamp.removeprefix('schema:')}"

    def since(self, stamp: str | None) -> datetime | None:
        """Return when the release of a schema stamp was recorded, where that is known."""
        if stamp not in self._since:
            written = self.background.released(self.ref(stamp))
            self._since[stamp] = None if written is None else datetime.fromisoformat(written)
        return self._since[stamp]

    def citable(self, schema: str | None, guideline: str | None) -> frozenset[str] | None:
        """Return what may be cited under two stamps; None where a release is not known."""
        key = (schema, guideline)
        if key not in self._citable:
            self._citable[key] = self._find_citable(schema, guideline)
        return self._citable[key]

    def _find_citable(self, schema: str | None, guideline: str | None) -> frozenset[str] | None:
        found = self._schema(self.ref(schema))
        if found is None:
            return None
        ids = {one.id for one in found.constraints} | _ids(found)
        if guideline is not None:
            release = self._guideline(f"guideline:{guideline.removeprefix('guideline:')}")
            if release is None:
                return None
            ids |= {ruling.id for ruling in release.rulings} | set(release.pages)
            ids |= {page.rpartition(".")[0] for page in release.pages}
        return frozenset(ids)

    def _schema(self, ref: str) -> ReleasedSchema | None:
        if ref == self.ref(None):
            return self.checked
        name, version = _name_and_version(ref, "schema")
        return self.background.schema(name, version) if name else None

    def _guideline(self, ref: str) -> GuidelineRelease | None:
        name, version = _name_and_version(ref, "guideline")
        return self.background.guideline(name, version) if name else None


def _ids(schema: ReleasedSchema) -> set[str]:
    found = taxonomies(schema)
    questions = {question.id for task in schema.tasks for question in task.decide}
    return {*rule_ids(found), *example_ids(found)} | questions


def _name_and_version(ref: str, kind: str) -> tuple[str, str]:
    """Return name and version of an exact ref, or nothing where the stamp is none."""
    try:
        parsed = parse_ref(ref, kind)
    except SchemactlError:
        return "", ""
    return ("", "") if parsed.version == LATEST else (parsed.name, str(parsed.version))
