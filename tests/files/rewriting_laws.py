"""What holds of every format that can be rewritten, whatever stands in its files."""

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from hypothesis import strategies as st

from schemactl.files.dataset import Document, Layout, Record, Use
from schemactl.files.heirs import NO_HEIRS, Heirs, Inheriting
from schemactl.files.rewriting import Relabel, Splice
from schemactl.model.annotation import Annotation, Content
from schemactl.model.release import ReleasedSchema
from tests.files.datasets.releases import release_of

TEXT = "Ada met Bo at noon"
WORDS = ((0, 3), (4, 7), (8, 10), (11, 13), (14, 18))
# Words of the formats themselves, so that a label may look like a key.
BEFORE = ("label", "category_id", "car", "name", "value")
AFTER = ("label", "name", "van", "category_id2", "choices")
MOVES = {"label": "name", "category_id": "category_id2", "car": "van", "value": "label"}

Changes = Mapping[int, Relabel | None]
Choose = Callable[[Record], Changes]


class Rewritten(NamedTuple):
    """A file after it was rewritten, with the splices of each record that had any."""

    path: Path
    splices: list[list[Splice]]
    changes: list[Changes]


def release(names: tuple[str, ...], *task_names: str, version: str = "1.0.0") -> ReleasedSchema:
    """Return a schema in which each task, named by its type, has the labels in this order."""
    schema = release_of(**{name: list(names) for name in task_names}).schema
    return schema.model_copy(update={"version": version})


def heirs(task: str, **ends: str) -> Heirs:
    """Return where labels of a task lead: to one label each, or to several with commas."""
    places = {(task, old): {(task, one) for one in new.split(",")} for old, new in ends.items()}
    return Heirs({task: {old: old for old in ends}}, places)


def rewritten(
    module: Any,
    path: Path,
    schema: ReleasedSchema,
    choose: Choose,
    inherited: Heirs = NO_HEIRS,
) -> Rewritten:
    """Rewrite a file, or a folder, beside it; every splice is checked for its place."""
    target = path.with_name(f"after-{path.name}")
    if path.is_dir():
        shutil.copytree(path, target, dirs_exist_ok=True)
    rewriting = module.rewriting(path, Layout(folder=path.parent), schema)
    if isinstance(rewriting, Inheriting):
        rewriting.inherit(inherited)
    found, told = [], []
    edits: dict[str | None, list[Splice]] = {}
    ends: dict[str | None, int] = {}
    for record in module.read(path, Layout(folder=path.parent)):
        changes = choose(record)
        splices = rewriting.splices(record, changes)
        end = ends.get(record.part, 0)
        for begin, stop, new in splices:
            assert end <= record.offset + begin <= record.offset + stop
            assert stop <= len(record.raw)
            edits.setdefault(record.part, []).append(
                Splice(record.offset + begin, record.offset + stop, new)
            )
            end = record.offset + stop
        ends[record.part] = record.offset + len(record.raw)
        found.append(splices)
        told.append(changes)
    for part in edits or ({} if path.is_dir() else {None: []}):
        source, goal = (path, target) if part is None else (path / part, target / part)
        goal.write_bytes(applied(source.read_bytes(), edits.get(part, [])))
    return Rewritten(target, found, told)


def applied(content: bytes, edits: list[Splice]) -> bytes:
    """Return the bytes of a file with its edits."""
    parts, at = [], 0
    for begin, end, new in edits:
        parts += [content[at:begin], new]
        at = end
    return b"".join([*parts, content[at:]])


def uses_of(module: Any, path: Path) -> list[Use]:
    """Return the uses in a file."""
    records = list(module.read(path, Layout(folder=path.parent)))
    assert [one for record in records for one in record.problems] == []
    return [use for record in records for use in record.uses]


def assert_nothing_changes(module: Any, path: Path, schema: ReleasedSchema) -> None:
    """Without changes, and under the same release, no byte changes."""
    after = rewritten(module, path, schema, lambda _: {})
    assert all(not splices for splices in after.splices)


def said(use: Use, has_tasks: bool) -> tuple[Any, ...]:
    """Return all that a use says, with its region in every form."""
    own = use.annotation._replace(schema=None)
    told = own if has_tasks else own._replace(task=None)
    return told, dict(use.regions), use.content


def after_change(use: Use, change: Relabel, has_tasks: bool) -> tuple[Any, ...]:
    """Return what a use is to say."""
    task = change.task if change.is_moved else use.annotation.task
    label = use.annotation.label if change.label is None else change.label
    return said(use._replace(annotation=use.annotation._replace(task=task, label=label)), has_tasks)


def assert_only_labels_change(
    module: Any,
    path: Path,
    schema: ReleasedSchema,
    choose: Choose,
    *,
    has_tasks: bool = False,
) -> Rewritten:
    """What is read from the rewritten file differs in nothing but in what was to change."""
    expected = []
    for record in module.read(path, Layout(folder=path.parent)):
        changes = choose(record)
        for position, use in enumerate(record.uses):
            if position not in changes:
                expected.append(said(use, has_tasks))
            elif (change := changes[position]) is not None:
                expected.append(after_change(use, change, has_tasks))
    found = rewritten(module, path, schema, choose)
    assert [said(use, has_tasks) for use in uses_of(module, found.path)] == expected
    return found


def assert_labels_change(
    module: Any,
    path: Path,
    types: tuple[str, ...],
    made: list[Document],
    choose: Choose,
    *,
    has_tasks: bool = False,
) -> Rewritten:
    """What is written under one release and rewritten for the next differs in its labels only."""
    before = release(BEFORE, *types)
    list(module.write(path, made, before))
    assert_nothing_changes(module, path, before)
    after = release(AFTER, *types, version="2.0.0")
    return assert_only_labels_change(module, path, after, choose, has_tasks=has_tasks)


def changed_bytes(
    module: Any,
    path: Path,
    content: bytes,
    schema: ReleasedSchema,
    choose: Choose,
    inherited: Heirs = NO_HEIRS,
) -> bytes:
    """Return the bytes of a file after it was rewritten."""
    path.write_bytes(content)
    return rewritten(module, path, schema, choose, inherited).path.read_bytes()


def chosen(data: st.DataObject, *, may_leave: bool = True) -> Choose:
    """Return a choice that is drawn once for each record: some uses leave, some get new labels.

    Labels that the release no longer has never stay.
    """
    known: dict[tuple[str | None, int, int], Changes] = {}

    def choose(record: Record) -> Changes:
        key = (record.part, record.offset, record.line)
        if key not in known:
            drawn = ((at, _drawn(data, use, may_leave)) for at, use in enumerate(record.uses))
            known[key] = {at: change for at, change in drawn if not isinstance(change, bool)}
        return known[key]

    return choose


def _drawn(data: st.DataObject, use: Use, may_leave: bool) -> Relabel | bool | None:
    label = use.annotation.label
    if label is None:
        return False
    stays = ["stays"] if label in AFTER else []
    fate = data.draw(st.sampled_from([*stays, "moves", *(["leaves"] if may_leave else [])]))
    if fate == "leaves":
        return None
    if fate == "stays":
        return False
    target = data.draw(st.sampled_from(AFTER))
    return Relabel(use.annotation.task or _task_of(use), target, False)


def _task_of(use: Use) -> str:
    """Return the task of a use, which is named by its type."""
    region = use.annotation.region or {}
    forms = {"start": "span", "width": "box", "points": "polygon"}
    by_key = next((name for key, name in forms.items() if key in region), "classification")
    return next(iter(use.regions), by_key)


def told(**labels: Relabel | None) -> Choose:
    """Return the choice that says what some labels become; `nothing` stands for none."""
    named: dict[str | None, Relabel | None] = dict(labels.items())
    if "nothing" in labels:
        named[None] = named.pop("nothing")
    return lambda record: {
        at: named[use.annotation.label]
        for at, use in enumerate(record.uses)
        if use.annotation.label in named
    }


def documents(*types: str, labels: tuple[str, ...] = BEFORE) -> st.SearchStrategy[list[Document]]:
    """Return items with a text, or an image, that have some annotations for each type of task."""
    made = [_ANNOTATIONS[name](labels) for name in types]
    lists = st.tuples(*made).map(lambda found: tuple(one for part in found for one in part))
    is_image = bool({"box", "polygon"}.intersection(types))
    content = Content(file="{}.png", width=20, height=10) if is_image else Content(text=TEXT)
    return (
        st.lists(lists, min_size=1, max_size=4)
        .filter(any)
        .map(lambda found: [_document(at, content, some) for at, some in enumerate(found)])
    )


def _document(at: int, content: Content, annotations: tuple[Annotation, ...]) -> Document:
    item = f"{at}.png" if content.file else f"s{at}"
    own = content._replace(file=item) if content.file else content
    return Document(item, own, tuple(one._replace(item=item) for one in annotations))


def _classified(labels: tuple[str, ...]) -> st.SearchStrategy[list[Annotation]]:
    return st.lists(st.sampled_from(labels), unique=True, min_size=1, max_size=3).map(
        lambda found: [Annotation("", "classification", one) for one in found]
    )


def _spans(labels: tuple[str, ...]) -> st.SearchStrategy[list[Annotation]]:
    word = st.sampled_from([*labels, None])
    return st.tuples(*[word] * len(WORDS)).map(
        lambda found: [
            Annotation("", "span", label, {"start": start, "end": end})
            for (start, end), label in zip(WORDS, found, strict=True)
            if label is not None
        ]
    )


_SIDES = st.floats(0.5, 5).map(lambda side: round(side, 3))


def _boxes(labels: tuple[str, ...]) -> st.SearchStrategy[list[Annotation]]:
    box = st.fixed_dictionaries(dict.fromkeys(("x", "y", "width", "height"), _SIDES))
    return st.lists(st.builds(_boxed, st.sampled_from(labels), box), max_size=4)


def _boxed(label: str, box: dict[str, Any]) -> Annotation:
    return Annotation("", "box", label, box)


def _polygons(labels: tuple[str, ...]) -> st.SearchStrategy[list[Annotation]]:
    points = st.lists(st.tuples(_SIDES, _SIDES).map(list), min_size=3, max_size=4)
    return st.lists(st.builds(_outlined, st.sampled_from(labels), points), max_size=2)


def _outlined(label: str, points: list[list[float]]) -> Annotation:
    return Annotation("", "polygon", label, {"points": points})


_ANNOTATIONS = {
    "classification": _classified,
    "span": _spans,
    "box": _boxes,
    "polygon": _polygons,
}
