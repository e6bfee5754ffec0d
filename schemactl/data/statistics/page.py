"""The statistics of data as one self-contained page: charts with their tables, no script."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import Any

from schemactl.data.statistics.leakage import LEAST_SHARE

_STYLE = """\
:root{color-scheme:light dark}
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%;margin:.5rem 0}
th,td{text-align:left;padding:.15rem .5rem;border-bottom:1px solid #8884;vertical-align:middle}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
svg{display:block;width:100%;height:.9rem}
td:has(svg){width:50%}
.bar{fill:#2f6f9f}.none{fill:#b3261e}
.empty{background:#b3261e33}
.wide{overflow-x:auto}
@media(prefers-color-scheme:dark){.bar{fill:#8ec7f0}.none{fill:#ffb4ab}}
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_MOST_CELLS = 50
_SHARES = {
    **{"unsure": "unsure", "skipped": "skipped", "escalated": "escalated"},
    **{"model": "from a model", "suggested": "suggested by one"},
}
_FIELDS = {
    **{"annotators": "annotator", "batches": "batch", "schemas": "schema"},
    **{"guidelines": "guideline", "origins": "origin", "statuses": "status"},
}


def page(title: str, found: Mapping[str, Any]) -> str:
    """Return the page; every text of the data is escaped."""
    counts, items = found["counts"], found["items"]
    told = f"{counts['annotations']} annotations of {items['items']} items"
    if items["unlabeled"]:
        told += f", {items['unlabeled']} of them without an answer"
    return "\n".join(
        [
            '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(title)}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n<main>",
            f"<h1>{escape(title)}</h1>\n<p>{told}.</p>",
            *_shares(counts["shares"]),
            *_unanswered(items),
            *_unknown(found["unknown_labels"]),
            *_tasks(found),
            *_fields(counts),
            *_together(found["cooccurrence"]),
            *_slices(found),
            *_leaks(found),
            *_functions(found["functions"]),
            *_drifts(found),
            "</main>\n</body>\n</html>\n",
        ]
    )


def _shares(shares: Mapping[str, float | None]) -> Iterator[str]:
    told = [f"{share:.1%} {name}" for kind, name in _SHARES.items() if (share := shares[kind])]
    if told:
        yield f"<p>Of the annotations {', '.join(told)}.</p>"
    if (followed := shares["followed"]) is not None:
        yield f"<p>{followed:.1%} of the suggestions were followed.</p>"


def _unanswered(items: Mapping[str, Any]) -> Iterator[str]:
    names = items["unlabeled_items"]
    if names:
        shown = ", ".join(map(escape, names[:_MOST_CELLS]))
        more = f" and {items['unlabeled'] - _MOST_CELLS} more" if len(names) > _MOST_CELLS else ""
        yield f"<details><summary>Items without an answer</summary><p>{shown}{more}</p></details>"


def _unknown(labels: Mapping[str, int]) -> Iterator[str]:
    if labels:
        yield "<h2>Labels that the schema lacks</h2>"
        rows = [(escape(label), count) for label, count in list(labels.items())[:_MOST_CELLS]]
        yield from _bars("label", rows)


def _tasks(found: Mapping[str, Any]) -> Iterator[str]:
    tasks = found["counts"]["tasks"]
    for task, counted in tasks.items():
        if counted["annotations"]:
            yield from _task(task, counted, found["balance"].get(task))
    if unasked := [escape(task) for task, counted in tasks.items() if not counted["annotations"]]:
        yield f"<p>Tasks without annotations: {', '.join(unasked)}.</p>"


def _task(
    task: str, counted: Mapping[str, Any], balance: Mapping[str, Any] | None
) -> Iterator[str]:
    yield f"<h2>Task {escape(task)}: {counted['annotations']} annotations</h2>"
    if counted["none"]:
        yield f"<p>{counted['none']} answers that nothing applies.</p>"
    if counted["unanswered"]:
        yield f"<p>{counted['unanswered']} skipped or left open.</p>"
    if counted["values"]:
        yield from _bars("value", [(escape(one), n) for one, n in counted["values"].items()])
    if balance is None:
        return
    if balance["entropy_bits"] is not None:
        yield (
            f"<p>{balance['effective_classes']:.1f} effective classes (entropy "
            f"{balance['entropy_bits']:.2f} bits); largest over smallest count "
            f"{balance['imbalance_ratio']:.1f}</p>"
        )
    ranked = sorted(counted["labels"].items(), key=lambda one: (-one[1], one[0]))
    starved = balance["starved"]
    rows = [
        (escape(label) + (" (starved)" if label in starved else ""), count)
        for label, count in ranked
        if count or label in starved
    ]
    yield from _bars("label", rows)


def _fields(counts: Mapping[str, Any]) -> Iterator[str]:
    for name, one_of_them in _FIELDS.items():
        if counts[name]:
            yield f"<h2>{name.capitalize()}</h2>"
            yield from _bars(one_of_them, [(escape(one), n) for one, n in counts[name].items()])


def _bars(name: str, rows: Sequence[tuple[str, int]]) -> Iterator[str]:
    """Yield a table whose rows have a bar each; the number beside it says the same."""
    most = max((count for _, count in rows), default=0)
    lines = []
    for shown, count in rows:
        width = f"{count / most * 100:.2f}" if most else "0"
        drawn = f'<rect class="bar" width="{width}" height="10"/>'
        chart = (
            f'<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">{drawn}</svg>'
        )
        lines.append((shown, str(count), chart))
    yield from _table((name, "annotations", ""), lines)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield '<div class="wide"><table>\n<thead><tr>'
    first_name, *names = head
    yield f'<th scope="col">{first_name}</th>'
    yield "".join(f'<th scope="col" class="n">{name}</th>' for name in names)
    yield "</tr></thead>\n<tbody>"
    for first, *rest in rows:
        cells = "".join(f'<td class="n">{cell}</td>' for cell in rest)
        yield f'<tr><th scope="row">{first}</th>{cells}</tr>'
    yield "</tbody>\n</table></div>"


def _together(pairs: Mapping[str, list[dict[str, Any]]]) -> Iterator[str]:
    for task, found in pairs.items():
        if found:
            yield f"<h2>Labels given together in task {escape(task)}</h2>"
            rows = [
                (escape(" + ".join(one["labels"])), str(one["count"]), f"{one['share']:.1%}")
                for one in found[:_MOST_CELLS]
            ]
            yield from _table(("labels", "answers", "share"), rows)


def _slices(found: Mapping[str, Any]) -> Iterator[str]:
    slices = found["slices"]["slices"]
    if not slices:
        return
    yield "<h2>Slices</h2>"
    yield from _table(_OF_SLICES, [_of_slice(name, one) for name, one in slices.items()])
    empty = {(one["slice"], one["label"]) for one in found["slices"]["empty"]}
    names = list(slices)[:_MOST_CELLS]
    for task, counted in found["counts"]["tasks"].items():
        if not any(task in one["labels"] for one in slices.values()):
            continue
        yield f"<h2>Task {escape(task)} by slice</h2>"
        rows = []
        for label in counted["labels"]:
            numbers = [slices[name]["labels"].get(task, {}).get(label, 0) for name in names]
            cells = [
                f'<span class="empty">{number}</span>' if (name, label) in empty else str(number)
                for name, number in zip(names, numbers, strict=True)
            ]
            rows.append((escape(label), *cells))
        yield from _table(("label", *map(escape, names)), rows)
    if empty:
        told = [f"{escape(label)} in {escape(name)}" for name, label in sorted(empty)]
        more = f" and {len(told) - _MOST_CELLS} more" if len(told) > _MOST_CELLS else ""
        yield f"<p>No annotation: {', '.join(told[:_MOST_CELLS])}{more}.</p>"


_OF_SLICES = ("slice", "annotations", "items", "without an answer", "unsure", "skipped", "model")


def _of_slice(name: str, one: Mapping[str, Any]) -> tuple[str, ...]:
    numbers = (one["annotations"], one["items"]["items"], one["items"]["unlabeled"])
    shares = (one["shares"][kind] for kind in ("unsure", "skipped", "model"))
    return (escape(name), *map(str, numbers), *(f"{share:.1%}" for share in shares))


def _leaks(found: Mapping[str, Any]) -> Iterator[str]:
    leaks = [one for one in found["leakage"] if one["share"] >= LEAST_SHARE]
    if leaks:
        yield "<h2>Labels that stand in their inputs</h2>"
        rows = [
            (escape(one["label"]), one["in"], str(one["count"]), f"{one['share']:.1%}")
            for one in leaks[:_MOST_CELLS]
        ]
        yield from _table(("label", "in", "items", "share"), rows)
    if found["predictors"]:
        yield "<h2>Columns that tell the label</h2>"
        told = [
            (
                escape(one["column"]),
                escape(one["task"]),
                f"{one['accuracy']:.1%}",
                f"{one['guessing']:.1%}",
            )
            for one in found["predictors"]
        ]
        yield from _table(("column", "task", "right on items held out", "by guessing"), told)


def _functions(functions: Mapping[str, Any]) -> Iterator[str]:
    if functions:
        yield "<h2>Labeling functions</h2>"
        kinds = ("coverage", "overlap", "conflict")
        rows = [
            (escape(name), *(f"{one[kind]:.1%}" for kind in kinds))
            for name, one in functions.items()
        ]
        yield from _table(("function", *kinds), rows)


def _drifts(found: Mapping[str, Any]) -> Iterator[str]:
    changes = [
        (f"{one['from']} → {one['to']}, task {one['task']}", one) for one in found["versions"]
    ]
    changes += [(f"task {task}", one) for task, one in found.get("drift", {}).items()]
    changes += [
        (f"slice {name}, task {task}", one)
        for name, tasks in found.get("slice_drift", {}).items()
        for task, one in tasks.items()
    ]
    for what, change in changes:
        yield f"<h2>Drift, {escape(what)}</h2>"
        yield (
            f"<p>PSI {change['psi']:.4f}, total variation {change['total_variation']:.3f}, "
            f"Cramér's V {change['cramers_v']:.3f}</p>"
        )
        rows = [
            (escape(one["label"]), f"{one['before']:.1%}", f"{one['after']:.1%}")
            for one in change["labels"][:_MOST_CELLS]
        ]
        yield from _table(("label", "before", "after"), rows)
