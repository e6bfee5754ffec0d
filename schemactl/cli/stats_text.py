"""The statistics of data as lines of text, with bars for the labels."""

from collections.abc import Iterator, Mapping
from typing import Any

from schemactl.data.statistics.leakage import LEAST_SHARE

_WIDTH = 30
_MOST = 20
_EIGHTHS = " ▏▎▍▌▋▊▉"
_FIELDS = {
    "annotators": "annotators",
    "batches": "batches",
    "schemas": "schema versions",
    "guidelines": "guideline versions",
    "origins": "origins",
    "statuses": "statuses",
}


def bar(count: float, most: float) -> str:
    """Return a bar of block characters whose full width stands for `most`."""
    eighths = round(count / most * _WIDTH * 8) if most else 0
    whole, rest = divmod(eighths, 8)
    return ("█" * whole + (_EIGHTHS[rest] if rest else "")).ljust(_WIDTH)


def stats_lines(found: Mapping[str, Any]) -> Iterator[str]:
    """Yield the whole report, the most wanted first."""
    counts, items = found["counts"], found["items"]
    yield f"{counts['annotations']} annotations of {items['items']} items"
    if items["unlabeled"]:
        yield f"  {items['unlabeled']} items have no answer: {_some(items['unlabeled_items'])}"
    if found["unknown_labels"]:
        yield f"  unknown labels: {_counted(found['unknown_labels'])}"
    yield from _shares(counts["shares"])
    yield from _tasks(found)
    for field, name in _FIELDS.items():
        if counts[field]:
            yield f"{name}: {_counted(counts[field])}"
    yield from _together(found["cooccurrence"])
    yield from _slices(found["slices"])
    yield from _leaks(found)
    yield from _functions(found["functions"])
    yield from _drifts(found)


def _drifts(found: Mapping[str, Any]) -> Iterator[str]:
    for change in found["versions"]:
        yield from _drift(f"{change['from']} -> {change['to']}, task {change['task']}", change)
    for task, change in found.get("drift", {}).items():
        yield from _drift(f"task {task}", change)
    for name, tasks in found.get("slice_drift", {}).items():
        for task, change in tasks.items():
            yield from _drift(f"slice {name}, task {task}", change)


def _tasks(found: Mapping[str, Any]) -> Iterator[str]:
    tasks = found["counts"]["tasks"]
    for task, counted in tasks.items():
        if counted["annotations"]:
            yield from _task(task, counted, found["balance"].get(task))
    if unasked := [task for task, counted in tasks.items() if not counted["annotations"]]:
        yield ""
        yield f"tasks without annotations: {', '.join(unasked)}"


def _shares(shares: Mapping[str, float | None]) -> Iterator[str]:
    told = [f"{name} {share:.1%}" for name, share in shares.items() if share]
    if told:
        yield f"  shares: {', '.join(told)}"


def _task(
    task: str, counted: Mapping[str, Any], balance: Mapping[str, Any] | None
) -> Iterator[str]:
    yield ""
    yield f"task {task}: {counted['annotations']} annotations"
    ranked = sorted(counted["labels"].items(), key=lambda one: (-one[1], one[0]))
    used = [one for one in ranked if one[1]]
    most = max((count for _, count in used), default=0)
    width = max((len(label) for label, _ in used[:_MOST]), default=0)
    for label, count in used[:_MOST]:
        yield f"  {label.ljust(width)}  {bar(count, most)} {count}"
    if len(used) > _MOST:
        yield f"  … and {len(used) - _MOST} more labels"
    most = max(counted["values"].values(), default=0)
    for value, count in list(counted["values"].items())[:_MOST]:
        yield f"  {value.rjust(6)}  {bar(count, most)} {count}"
    if counted["none"]:
        yield f"  {counted['none']} answers that nothing applies"
    if counted["unanswered"]:
        yield f"  {counted['unanswered']} skipped or left open"
    if balance is not None:
        yield from _balance(balance)


def _balance(balance: Mapping[str, Any]) -> Iterator[str]:
    if balance["entropy_bits"] is not None:
        yield (
            f"  entropy {balance['entropy_bits']:.2f} bits, "
            f"{balance['effective_classes']:.1f} effective classes, "
            f"largest over smallest {balance['imbalance_ratio']:.1f}"
        )
    if balance["starved"]:
        yield f"  starved: {_counted(balance['starved'])}"


def _together(pairs: Mapping[str, list[dict[str, Any]]]) -> Iterator[str]:
    for task, found in pairs.items():
        if found:
            told = ", ".join(f"{' + '.join(one['labels'])} {one['count']}" for one in found[:5])
            yield f"together in task {task}: {told}"


def _slices(slices: Mapping[str, Any]) -> Iterator[str]:
    for name, one in slices["slices"].items():
        yield from _slice(name, one)
    if slices["empty"]:
        cells = [f"{one['slice']} x {one['label']}" for one in slices["empty"]]
        yield f"  empty cells: {_some(cells)}"


def _slice(name: str, one: Mapping[str, Any]) -> Iterator[str]:
    told = [f"{one['annotations']} annotations of {one['items']['items']} items"]
    if one["items"]["unlabeled"]:
        told.append(f"{one['items']['unlabeled']} without an answer")
    told += [f"{kind} {share:.1%}" for kind, share in one["shares"].items() if share]
    yield f"slice {name}: {', '.join(told)}"
    for task, labels in one["labels"].items():
        ranked = sorted(labels.items(), key=lambda found: (-found[1], found[0]))
        starved = one["balance"].get(task, {}).get("starved")
        yield f"  {task}: {_counted(dict(ranked))}"
        if starved:
            yield f"    starved: {_counted(starved)}"
    together = [pairs[0] for pairs in one["cooccurrence"].values() if pairs]
    yield from (f"  together: {' + '.join(one['labels'])} {one['count']}" for one in together)
    yield from (f"  {_leak(leak)}" for leak in _telling(one["leakage"])[:1])


def _telling(leaks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [leak for leak in leaks if leak["share"] >= LEAST_SHARE]


def _leak(leak: Mapping[str, Any]) -> str:
    return (
        f"leak: {leak['label']} stands in the {leak['in']} of {leak['share']:.1%} "
        f"of its items ({leak['count']})"
    )


def _leaks(found: Mapping[str, Any]) -> Iterator[str]:
    for leak in _telling(found["leakage"])[:5]:
        yield _leak(leak)
    for column in found["predictors"]:
        yield (
            f"leak: column {column['column']} alone tells {column['task']} in "
            f"{column['accuracy']:.1%} of items held out (guessing: {column['guessing']:.1%})"
        )


def _functions(functions: Mapping[str, Any]) -> Iterator[str]:
    for name, one in functions.items():
        told = ", ".join(f"{kind} {one[kind]:.1%}" for kind in ("coverage", "overlap", "conflict"))
        yield f"function {name}: {told}"


def _drift(what: str, change: Mapping[str, Any]) -> Iterator[str]:
    yield (
        f"drift, {what}: PSI {change['psi']:.4f}, total variation {change['total_variation']:.3f}, "
        f"Cramer's V {change['cramers_v']:.3f}"
    )
    for moved in change["labels"][:5]:
        yield f"  {moved['label']}: {moved['before']:.1%} -> {moved['after']:.1%}"


def _counted(counts: Mapping[str, int]) -> str:
    return _some([f"{name} {count}" for name, count in counts.items()])


def _some(texts: list[str], most: int = 10) -> str:
    shown = ", ".join(texts[:most])
    return f"{shown}, … ({len(texts)} in all)" if len(texts) > most else shown
