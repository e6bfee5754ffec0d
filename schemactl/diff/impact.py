"""Impact: how many datasets, records and models a change touches, and which labels to count by.

The numbers are counted by whoever has a registry; a comparison only carries and words them.
"""

from typing import NamedTuple, assert_never

from schemactl.model.change import Change, Consequence


class Impact(NamedTuple):
    """What a change touches; `is_least` where several labels could only be counted one by one."""

    datasets: int
    records: int
    models: int
    is_least: bool = False


class Scope(NamedTuple):
    """The annotations to count: of a task, or of all where it is None; no labels means all."""

    task: str | None = None
    labels: tuple[str, ...] = ()


def scope_of(
    change: Change, annotations: Consequence, labels: tuple[str, ...] = ()
) -> Scope | None:
    """Return what to count for a judged change, of labels by their ids before and after it.

    None where the change concerns nothing that exists.
    """
    task = change.task
    match change.kind:
        case "task-added" | "label-added":
            return _addition(change, annotations, labels)
        case "task-removed" | "task-changed":
            return Scope((change.source or (task,))[0], labels)
        case "attribute-added" | "attribute-removed" | "attribute-changed":
            # The attribute of a single label is named after it.
            label = change.subject.rpartition("/")[0]
            return Scope(task, labels or tuple(filter(None, (label,))))
        case (
            "label-recoded" | "label-merged" | "label-split" | "label-retired"
            | "label-deprecated" | "label-restored" | "label-moved" | "label-renamed"
            | "definition-changed" | "criteria-changed" | "case-reversed" | "examples-changed"
            | "synonyms-changed" | "aliases-changed" | "hotkey-changed" | "color-changed"
        ):  # fmt: skip
            return Scope(task, _both_ids(change, labels))
        case "metadata-changed":
            is_label = task is not None and change.source != (task,)
            return Scope(task, _both_ids(change, labels) * is_label)
        case "ruling-added" | "ruling-changed" | "ruling-removed":
            return Scope(None, labels or _ruled(change))
        case (
            "rule-changed" | "page-changed" | "translation-changed"
            | "constraint-added" | "constraint-removed" | "constraint-changed"
            | "input-added" | "input-removed" | "input-changed"
        ):  # fmt: skip
            return Scope(task, labels)
        case _:
            assert_never(change.kind)


def _addition(change: Change, annotations: Consequence, labels: tuple[str, ...]) -> Scope | None:
    """Count by the labels that lose records to a new one; while nobody named them, by all.

    A new task takes nothing from others.
    """
    if annotations == "undecided":
        return Scope(change.task)
    return Scope(change.task, labels) if labels else None


def _ruled(change: Change) -> tuple[str, ...]:
    sides = (change.before or {}, change.after or {})
    return tuple(dict.fromkeys(side["use"] for side in sides if side.get("use")))


def _both_ids(change: Change, labels: tuple[str, ...]) -> tuple[str, ...]:
    """Return labels under their new and their old id: a recode leaves old data as it is."""
    if not labels:
        return tuple(dict.fromkeys((*change.source, *change.target)))
    before = change.source if set(labels) & set(change.target) else ()
    return tuple(dict.fromkeys((*labels, *before)))


def impact_as_json(impact: Impact) -> dict[str, int | bool]:
    """Return the numbers; `at_least` is there only where they are not exact."""
    counted = {
        "datasets": impact.datasets,
        "records": impact.records,
        "models": impact.models,
    }
    return {**counted, "at_least": True} if impact.is_least else counted


def source_in_words(counted_in: str | None) -> list[str]:
    """Say in a line where impact was counted; nothing where nobody asked."""
    if counted_in is None:
        return []
    return [f"impact counted in {counted_in}" if counted_in else "impact: not known here"]


def impact_in_words(impact: Impact | None) -> str:
    """Say what a change touches, as a phrase that follows what becomes of annotations."""
    if impact is None:
        return ""
    if not impact.datasets:
        return "; touches no registered dataset"
    counted = [
        _counted(impact.datasets, "dataset"),
        _counted(impact.records, "record"),
        _counted(impact.models, "model"),
    ]
    return f"; touches {'at least ' if impact.is_least else ''}{', '.join(counted)}"


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
