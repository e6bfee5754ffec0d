"""Check annotations one by one against a schema release."""

from collections.abc import Iterator
from datetime import datetime

from schemactl.data.check_attributes import attributes_of, check_attributes
from schemactl.data.check_place import check_place
from schemactl.data.placed import Placed
from schemactl.data.spelling import TaskReading
from schemactl.data.stamps import Background, Stamps
from schemactl.model.annotation import Annotation, Problem
from schemactl.model.label import Attribute
from schemactl.model.release import ReleasedSchema
from schemactl.model.similar import nearest
from schemactl.model.task import problem
from schemactl.model.tasks.catalog import find_task_type
from schemactl.model.taxonomy import Taxonomy

Remark = tuple[str, str]


class Checker:
    """Checks each annotation alone; what it takes together is for others."""

    def __init__(self, schema: ReleasedSchema, background: Background) -> None:
        """Check under this schema, with what is known of other releases."""
        self.stamps = Stamps(schema, background)
        self.stamp = f"{schema.name}@{schema.version}"
        self._stamp_remarks: dict[str | None, tuple[Remark, ...]] = {}
        self._labels: dict[tuple[str, str], tuple[Remark, ...]] = {}
        self._attributes: dict[tuple[str, str | None], dict[str, Attribute]] = {}

    def check(self, placed: Placed, must_have_stamp: bool) -> Iterator[Problem]:
        """Yield what is wrong with one annotation."""
        for found in self._check(placed, must_have_stamp):
            yield found._replace(line=placed.line, item=placed.annotation.item or None)

    def _check(self, placed: Placed, must_have_stamp: bool) -> Iterator[Problem]:
        annotation = placed.annotation
        yield from placed.problems
        if annotation.schema is not None or must_have_stamp:
            yield from _problems(annotation, self._about_stamp(annotation.schema))
        if annotation.at is not None:
            yield from self._about_time(annotation, annotation.at)
        if annotation.cites:
            yield from self._about_cites(annotation)
        if placed.task is not None:
            yield from self._about_answer(placed, placed.task)

    def _about_answer(self, placed: Placed, reading: TaskReading) -> Iterator[Problem]:
        annotation, taxonomy = placed.annotation, reading.taxonomy
        task = taxonomy.task
        if placed.is_known and annotation.label in taxonomy.by_id:
            yield from _problems(annotation, self._about_label(reading, str(annotation.label)))
        malformed = False
        for found in find_task_type(task.type).check(annotation, task, taxonomy):
            malformed = malformed or found.kind == "malformed-region"
            yield found
        if annotation.label is None and annotation.status == "final":
            yield from _problems(annotation, _none_remarks(reading))
        known = self._attributes_of(taxonomy, annotation.label)
        if (known and placed.has_attributes) or annotation.attributes:
            yield from check_attributes(annotation, known)
        region = annotation.region
        if placed.content is not None and isinstance(region, dict) and region and not malformed:
            first = task.inputs[0] if task.inputs else None
            if region.get("input", first) == first:
                yield from check_place(annotation, placed.content, task.type)

    def _attributes_of(self, taxonomy: Taxonomy, label: str | None) -> dict[str, Attribute]:
        # Spellings that mean no label are many, and all have the task's own attributes.
        key = (taxonomy.task.id, label if label in taxonomy.by_id else None)
        if key not in self._attributes:
            self._attributes[key] = attributes_of(taxonomy, key[1])
        return self._attributes[key]

    def _about_stamp(self, stamp: str | None) -> tuple[Remark, ...]:
        if stamp not in self._stamp_remarks:
            remarks: tuple[Remark, ...] = ()
            if stamp is None:
                message = f"no schema stamp; taken to be {self.stamp}"
                remarks = (("missing-stamp", message),)
            elif stamp.removeprefix("schema:") != self.stamp:
                message = f"made under {stamp}, checked under {self.stamp}"
                remarks = (("stamp-mismatch", message),)
            self._stamp_remarks[stamp] = remarks
        return self._stamp_remarks[stamp]

    def _about_time(self, annotation: Annotation, written: str) -> Iterator[Problem]:
        made = read_time(written)
        if made is None:
            message = f"at {written!r} is no time with a zone, such as 2026-01-31T09:30:00Z"
            yield problem("malformed-time", annotation, message)
            return
        since = self.stamps.since(annotation.schema)
        if since is not None and made < since:
            ref = self.stamps.ref(annotation.schema)
            message = f"made at {written}, before {ref} was released at {since:%Y-%m-%dT%H:%M:%SZ}"
            yield problem("older-than-release", annotation, message)

    def _about_cites(self, annotation: Annotation) -> Iterator[Problem]:
        known = self.stamps.citable(annotation.schema, annotation.guideline)
        if known is None:
            return
        under = annotation.guideline or self.stamps.ref(annotation.schema)
        for cited in annotation.cites:
            if str(cited) not in known:
                hint = nearest(str(cited), sorted(known))
                advice = f"; {hint}" if hint else ""
                message = f"{under} has no rule or example {cited!r}{advice}"
                yield problem("unknown-citation", annotation, message)

    def _about_label(self, task: TaskReading, label_id: str) -> tuple[Remark, ...]:
        key = (task.id, label_id)
        if key not in self._labels:
            self._labels[key] = tuple(_label_remarks(task.taxonomy, label_id))
        return self._labels[key]


def read_time(written: str) -> datetime | None:
    """Return a time with a zone as ISO 8601 writes it; None where the text is none."""
    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


def _problems(annotation: Annotation, remarks: tuple[Remark, ...]) -> Iterator[Problem]:
    for kind, message in remarks:
        yield problem(kind, annotation, message)


def _label_remarks(taxonomy: Taxonomy, label_id: str) -> Iterator[Remark]:
    label = taxonomy.by_id[label_id].label
    if not taxonomy.is_selectable(label):
        below = ", ".join(taxonomy.children.get(label_id, ())[:5])
        advice = f"; choose one below it: {below}" if below else ""
        yield "not-selectable", f"`{label_id}` only groups labels{advice}"
    if label.deprecated is not None:
        successor = label.deprecated.replaced_by
        advice = f"; use `{successor}`" if successor else ""
        yield "deprecated-label", f"`{label_id}` is deprecated{advice}"


def _none_remarks(task: TaskReading) -> tuple[Remark, ...]:
    """Return why an answer that names no label is not enough."""
    choose = task.taxonomy.task.choose
    kind = find_task_type(task.taxonomy.task.type)
    if "choose" not in kind.FIELDS or choose.min == 0:
        return ()
    return (("too-few-choices", f"task `{task.id}` needs {at_least(choose.min)}, not none"),)


def at_least(count: int) -> str:
    """Return how many labels are needed, in words."""
    return "a label" if count == 1 else f"at least {count} labels"
