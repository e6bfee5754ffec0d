"""Flow page: where labels go, as a self-contained page: drawings and the tables they show."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

from schemactl.migrate.flow_drawing import ENDS, Flow, drawing

_STYLE = """\
:root{color-scheme:light dark;--mapped:#2f6f9f;--queued:#a85f00;--dropped:#b3261e;--same:#777}
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.6rem;margin:0 0 .25rem}h2{font-size:1.15rem;margin:2rem 0 .5rem}
p{margin:.25rem 0}
table{border-collapse:collapse;width:100%;margin:.5rem 0}
th,td{text-align:left;padding:.25rem .5rem;border-bottom:1px solid #8884;vertical-align:top}
th{font-weight:600}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
svg{display:block;width:100%;height:auto}
svg text{font:14px system-ui,sans-serif;fill:currentColor}
svg .count{fill-opacity:.7;font-variant-numeric:tabular-nums}
.unchanged{fill:var(--same)}.mapped{fill:var(--mapped)}
.queued{fill:var(--queued)}.dropped{fill:var(--dropped)}
.flow{fill-opacity:.32}.flow:hover{fill-opacity:.6}
.bar{fill:currentColor}.bar.queued{fill:var(--queued)}.bar.dropped{fill:var(--dropped)}
.strip{margin:1rem 0 .25rem}
ul.key{list-style:none;display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;padding:0;margin:.25rem 0 1rem}
ul.key svg{display:inline-block;width:.8rem;height:.8rem;margin-right:.4rem}
.alert{border-left:4px solid var(--dropped);padding:.5rem .75rem;margin:1rem 0}
.wide{overflow-x:auto}
@media(prefers-color-scheme:dark){
:root{--mapped:#8ec7f0;--queued:#ffc46b;--dropped:#ffb4ab;--same:#999}}
@media print{body{margin:0;max-width:none}}
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_NOTHING = "(nothing applies)"
_WIDTH, _HEIGHT = 960.0, 22.0
_WORDS = {
    "unchanged": "unchanged",
    "mapped": "with a new label",
    "queued": "for people",
    "dropped": "dropped",
}
_FIDELITY = {
    "exact": "exact: it can be turned back",
    "lossy": "lossy: what was told apart no longer is",
    "people": "people decide some of it",
}


def flow_page(told: Mapping[str, Any]) -> str:
    """Return the page of a report; every text of the data is escaped, and there is no script."""
    start, end = (str(told[name]).removeprefix("schema:") for name in ("from", "to"))
    title = f"{start} → {end}"
    flows = [_flow(one) for one in told["flow"]]
    return "\n".join(
        [
            '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(title)}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n<main>",
            f"<h1>{escape(title)}</h1>",
            *_unknown(told.get("unknown_labels", {})),
            *_overview(told),
            "<h2>What changes</h2>",
            *drawing(flows),
            "<h2>From label to label</h2>",
            *_table(
                ("from", "to"),
                ("annotations",),
                [((one.source, one.target), (one.number,)) for one in flows],
            ),
            "<h2>Steps</h2>",
            *_table(("step", "what it does"), _STEP_COUNTS, [_step(one) for one in told["steps"]]),
            "<h2>Labels before and after</h2>",
            *_table(("label",), ("before", "after"), _labels(told.get("labels", {}))),
            "</main>\n</body>\n</html>\n",
        ]
    )


def _flow(told: Mapping[str, Any]) -> Flow:
    kind = told["kind"]
    target = ENDS.get(kind) or told["to"] or _NOTHING
    return Flow(told["from"] or _NOTHING, target, kind, told["annotations"])


def _unknown(labels: Mapping[str, int]) -> Iterator[str]:
    if labels:
        shown = ", ".join(f"{label} ({number:,})" for label, number in list(labels.items())[:20])
        yield (
            f'<p class="alert">{len(labels)} labels in the data are unknown, and nothing can be '
            f"written before they are known: {escape(shown)}</p>"
        )


def _overview(told: Mapping[str, Any]) -> Iterator[str]:
    """Yield the four fates as one strip, what they are, and what people have to do."""
    counted = told["annotations"]
    number = counted["in"]
    yield f"<p>{number:,} annotations{_records(told)}.</p>"
    if not number:
        return
    shares = [(kind, counted[kind]) for kind in _WORDS if counted[kind]]
    at = 0.0
    yield f'<svg class="strip" viewBox="0 0 {_WIDTH:.0f} {_HEIGHT:.0f}" aria-hidden="true">'
    for kind, count in shares:
        wide = _WIDTH * count / number
        yield f'<rect class="{kind}" x="{at:.2f}" y="0" width="{wide:.2f}" height="{_HEIGHT:.0f}"/>'
        at += wide
    yield '</svg>\n<ul class="key">'
    for kind, count in shares:
        mark = f'<svg viewBox="0 0 1 1" aria-hidden="true"><rect class="{kind}" {_UNIT}/></svg>'
        yield f"<li>{mark}{count:,} {_WORDS[kind]} ({count / number:.1%})</li>"
    yield "</ul>"
    yield from _work(told)


_UNIT = 'width="1" height="1"'


def _records(told: Mapping[str, Any]) -> str:
    records = told.get("records")
    return f" in {records['in']:,} records, of which {records['out']:,} stay" if records else ""


def _work(told: Mapping[str, Any]) -> Iterator[str]:
    queue = told.get("queue") or {}
    if not queue.get("entries"):
        yield "<p>Nobody has to look at anything.</p>"
        return
    said = [f"Records for people: {queue['entries']:,}"]
    if told.get("reviewed"):
        said.append(f"labels that stay until they are looked at again: {told['reviewed']:,}")
    said += [
        f"{name}: {queue[name]:,}" for name in ("hours", "cost") if queue.get(name) is not None
    ]
    yield f"<p>{'; '.join(said)}.</p>"


_STEP_COUNTS = ("mapped", "queued", "dropped", "looked at again")
_Row = tuple[tuple[str, ...], tuple[int, ...]]


def _step(step: Mapping[str, Any]) -> _Row:
    ends = [", ".join(step[end]) for end in ("from", "to") if step[end]]
    same = step["from"] == step["to"]
    named = f"{step['change']} {' → '.join(ends[:1] if same else ends)}".strip()
    numbers = tuple(step.get(name, 0) for name in ("mapped", "queued", "dropped", "reviewed"))
    return (named, _FIDELITY[step["fidelity"]]), numbers


def _labels(told: Mapping[str, Mapping[str, int]]) -> list[_Row]:
    before, after = told.get("before", {}), told.get("after", {})
    names = dict.fromkeys([*before, *after])
    return [((name,), (before.get(name, 0), after.get(name, 0))) for name in names]


def _table(names: Sequence[str], numbers: Sequence[str], rows: Sequence[_Row]) -> Iterator[str]:
    yield '<div class="wide"><table>\n<thead><tr>'
    yield "".join(f'<th scope="col">{name}</th>' for name in names)
    yield "".join(f'<th scope="col" class="n">{name}</th>' for name in numbers)
    yield "</tr></thead>\n<tbody>"
    for texts, counts in rows:
        told = "".join(f"<td>{escape(text)}</td>" for text in texts)
        told += "".join(f'<td class="n">{count:,}</td>' for count in counts)
        yield f"<tr>{told}</tr>"
    yield "</tbody>\n</table></div>"
