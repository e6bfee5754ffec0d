"""Resolve a draft: shared labels copied in, indexes allocated, gone labels entombed."""

from collections.abc import Callable, Iterable, Iterator, Set

from schemactl.errors import AnswerIsBad
from schemactl.model.label import Label, Source
from schemactl.model.migration import Migration, Recode
from schemactl.model.release import ReleasedSchema, RetiredLabel, SchemaRelease
from schemactl.model.schema import Schema, Task
from schemactl.model.taxonomy import Taxonomy

Find = Callable[[str], SchemaRelease]


def resolve(
    schema: Schema, previous: ReleasedSchema | None, migration: Migration | None, find: Find
) -> ReleasedSchema:
    """Return the schema as it would be released after `previous`.

    `find` reads the release of another schema by its reference. Raises AnswerIsBad where shared
    labels do not exist or a stated index disagrees.
    """
    tasks = []
    tombstones: dict[str, tuple[RetiredLabel, ...]] = {}
    for task in schema.tasks:
        copied = _copy_shared(task, schema, find)
        before = None if previous is None else previous.task(task.id)
        buried = () if previous is None else previous.tombstones.get(task.id, ())
        recoded = _recoded(migration, before, copied)
        indexes = _allocate(copied, before, buried, recoded)
        labels = _with_indexes(copied.labels, indexes)
        tasks.append(copied.model_copy(update={"labels": labels}))
        gone = _gone(before, copied, recoded, schema.version)
        if buried or gone:
            tombstones[task.id] = (*buried, *gone)
    if previous is not None:
        tombstones.update(_of_removed_tasks(schema, previous))
    values = {name: getattr(schema, name) for name in type(schema).model_fields}
    values |= {"tasks": tuple(tasks), "tombstones": tombstones}
    return ReleasedSchema.model_construct(**values)


def _copy_shared(task: Task, schema: Schema, find: Find) -> Task:
    labels = task.labels
    if task.same_as is not None:
        other = schema.task(task.same_as)
        if other is None:
            raise AnswerIsBad(f"task {task.id!r} shares the labels of {task.same_as!r}, no task")
        if other.same_as is not None:
            raise AnswerIsBad(
                f"task {task.id!r} shares the labels of {task.same_as!r}, who has none",
                "name the task that lists the labels",
            )
        labels = _stripped(other.labels)
    for use in task.use:
        release = find(use.schema_ref)
        source = Source(ref=release.ref, digest=release.digest)
        labels += tuple(_taken(release, label_id, source) for label_id in use.labels)
    return task.model_copy(update={"labels": labels, "use": task.use})


def _stripped(labels: tuple[Label, ...]) -> tuple[Label, ...]:
    """Copy labels without their indexes, which belong to the task they come from."""
    return tuple(
        label.model_copy(update={"index": None, "labels": _stripped(label.labels)})
        for label in labels
    )


def _taken(release: SchemaRelease, label_id: str, source: Source) -> Label:
    for task in release.schema.tasks:
        place = Taxonomy(task).by_id.get(label_id)
        if place is not None:
            update = {"index": None, "labels": (), "also_under": (), "source": source}
            return place.label.model_copy(update=update)
    raise AnswerIsBad(f"{release.ref} has no label {label_id!r}", "check the names under `use`")


def _recoded(migration: Migration | None, before: Task | None, after: Task) -> dict[str, str]:
    """Return new id to old id of the labels that only change their id.

    Left out are steps that would leave two labels with one index: from an id that stays, or to
    an id that was there, where no other step moves that id on (rules report such steps).
    """
    if migration is None or before is None:
        return {}
    steps = [
        step
        for step in migration.steps
        if isinstance(step, Recode) and step.task in (None, after.id)
    ]
    earlier, still = _indexes_of(before), Taxonomy(after).by_id
    by_source = {step.source: step.target for step in reversed(steps) if step.source in earlier}
    found = {new: old for old, new in by_source.items() if new in still}
    while True:
        moved = set(found.values())
        kept = {
            new: old
            for new, old in found.items()
            if (old in found or old not in still) and (new in moved or new not in earlier)
        }
        if kept == found:
            return found
        found = kept


def _allocate(
    task: Task,
    before: Task | None,
    buried: Iterable[RetiredLabel],
    recoded: dict[str, str],
) -> dict[str, int]:
    """Return label id to index: kept where there was one, else the next free one.

    Without an earlier release the indexes that the file states come first.
    """
    earlier = {} if before is None else _indexes_of(before)
    taken = set(earlier.values()) | {tomb.index for tomb in buried if tomb.index is not None}
    taxonomy = Taxonomy(task)
    found: dict[str, int] = {}
    countable = tuple(_countable(taxonomy, earlier.keys() | recoded.keys()))
    for label in countable:
        if label.id in recoded:
            found[label.id] = earlier[recoded[label.id]]
        elif label.id in earlier:
            found[label.id] = earlier[label.id]
        elif label.index is not None and label.index not in taken:
            found[label.id] = label.index
            taken.add(label.index)
    # A new index is higher than every one that was ever given, so none comes back.
    free = iter(range(max(taken, default=-1) + 1 if before is not None else 0, 2**31))
    for label in countable:
        if label.id not in found:
            found[label.id] = next(index for index in free if index not in taken)
    _check_stated(taxonomy, found)
    return found


def _countable(taxonomy: Taxonomy, counted: Set[str]) -> Iterator[Label]:
    """Yield the labels that have an index: the selectable ones, and those that ever had one."""
    for place in taxonomy.places:
        if taxonomy.is_selectable(place.label) or place.label.id in counted:
            yield place.label


def _indexes_of(task: Task) -> dict[str, int]:
    places = Taxonomy(task).places
    return {p.label.id: p.label.index for p in places if p.label.index is not None}


def _check_stated(taxonomy: Taxonomy, found: dict[str, int]) -> None:
    for place in taxonomy.places:
        label = place.label
        if label.index is not None and label.index != found.get(label.id):
            raise AnswerIsBad(
                f"label {label.id!r} states index {label.index}, "
                f"but index {found.get(label.id)} is its own",
                "remove the `index`, or state the one it has",
            )


def _with_indexes(labels: tuple[Label, ...], indexes: dict[str, int]) -> tuple[Label, ...]:
    return tuple(
        label.model_copy(
            update={
                "index": indexes.get(label.id),
                "labels": _with_indexes(label.labels, indexes),
            }
        )
        for label in labels
    )


def _gone(
    before: Task | None, after: Task, recoded: dict[str, str], version: str
) -> tuple[RetiredLabel, ...]:
    if before is None:
        return ()
    still = Taxonomy(after).by_id
    moved = {old for new, old in recoded.items() if new in still}
    return tuple(
        RetiredLabel(
            id=place.label.id,
            aliases=place.label.aliases,
            # The index of a recoded label lives on under the new id.
            index=None if place.label.id in moved else place.label.index,
            retired_in=version,
        )
        for place in Taxonomy(before).places
        if place.label.id not in still
    )


def _of_removed_tasks(
    schema: Schema, previous: ReleasedSchema
) -> dict[str, tuple[RetiredLabel, ...]]:
    found = {}
    kept = {task.id for task in schema.tasks}
    for task_id in {task.id for task in previous.tasks} | set(previous.tombstones):
        if task_id in kept:
            continue
        task = previous.task(task_id)
        empty = None if task is None else task.model_copy(update={"labels": ()})
        gone = () if empty is None else _gone(task, empty, {}, schema.version)
        found[task_id] = (*previous.tombstones.get(task_id, ()), *gone)
    return found
