"""Trace page: a lineage as a page of its own, a drawing and the tables that say the same."""

from collections.abc import Iterable, Iterator

from schemactl.audit.markup import framed, shown, table
from schemactl.model.traced import Lineage, Node, TracedLabel
from schemactl.registry.graph import drawing

_STYLE = """\
:root{color-scheme:light dark;--paper:#fff;--ink:#1b1b1b;--soft:#f2f4f7;--line:#68707d;
--quiet:#525a66;--mark:#1f5fae;--wrong:#9c2b1f}
body{font:16px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;
background:var(--paper);color:var(--ink)}
h1,th[scope=row],td{overflow-wrap:anywhere}
th[scope=col],td:last-child{overflow-wrap:normal}
table{border-collapse:collapse;width:100%;margin:.5rem 0 1.5rem;font-variant-numeric:tabular-nums}
caption{text-align:left;font-weight:600;padding:.3rem 0}
th,td{text-align:left;vertical-align:top;padding:.2rem .6rem .2rem 0;border-bottom:1px solid #8884}
th[scope=row]{font-weight:400}
code{font:13px ui-monospace,monospace;overflow-wrap:anywhere}
.wide,.graph{overflow-x:auto}
.missing{color:var(--wrong)}
.graph svg{display:block;font:13px system-ui,sans-serif}
.graph rect{fill:var(--soft);stroke:var(--line)}
.graph .first rect{stroke:var(--mark);stroke-width:2.5px}
.graph path{fill:none;stroke:var(--line);stroke-width:1.2px}
.graph circle{fill:var(--line)}
.graph text{fill:var(--ink)}
.graph .kind,.graph .step{fill:var(--quiet);font-size:11px}
.graph .step{paint-order:stroke;stroke:var(--paper);stroke-width:4px}
@media(prefers-color-scheme:dark){:root{--paper:#16191d;--ink:#e8eaed;--soft:#23282f;
--line:#9aa3af;--quiet:#b4bcc8;--mark:#8ec7f0;--wrong:#ffb4ab}}
@media print{:root{--paper:#fff;--ink:#000;--soft:#fff;--line:#555;--quiet:#333;--mark:#000}
body{max-width:none;margin:0}tr,svg{break-inside:avoid}.graph svg{max-width:100%;height:auto}}
"""
_MOST_LABELS = 5000


def trace_page(lineage: Lineage, *, down: bool = False) -> str:
    """Return the page; every recorded text is escaped, and there is no script."""
    title = f"What comes from {lineage.ref}" if down else f"What {lineage.ref} comes from"
    return framed(title, _STYLE, _body(title, lineage, down))


def _body(title: str, lineage: Lineage, down: bool) -> Iterator[str]:
    yield f"<main>\n<h1>{shown(title)}</h1>"
    if lineage.complete:
        yield "<p>The record is complete: each thing is there, and verified against its digest.</p>"
    else:
        yield '<p class="missing">The record is not complete:</p>\n<ul>'
        yield from (f"<li>{shown(one.ref)}: {shown(one.what)}</li>" for one in lineage.missing)
        yield "</ul>"
    yield drawing(lineage, down=down)
    yield from table("Steps", ("this", "was", "that"), _steps(lineage))
    yield from table("Things", ("what", "digest", "recorded", "entry"), map(_node, lineage.nodes))
    labels = lineage.labels[:_MOST_LABELS]
    head = ("label", "definition", "under", "annotations")
    yield from table("What labels meant", head, map(_label, labels))
    if len(labels) < len(lineage.labels):
        yield f"<p>{len(lineage.labels) - len(labels)} more labels: use the command.</p>"
    yield "</main>"


def _steps(lineage: Lineage) -> Iterable[tuple[str, str, str]]:
    for edge in lineage.edges:
        yield shown(edge.source), shown(edge.relation.replace("_", " ")), shown(edge.target)


def _node(node: Node) -> tuple[str, str, str, str]:
    at = node.at or ""
    if node.facts.get("as_of"):
        at = f"{at}; asserted later, to be so since {node.facts['as_of']}"
    digest = f"<code>{shown(node.digest)}</code>" if node.digest else ""
    return shown(node.ref), digest, shown(at), str(node.facts.get("entry", ""))


def _label(label: TracedLabel) -> tuple[str, str, str, str]:
    rules = ", ".join(filter(None, (label.schema, label.guideline)))
    name = f"{shown(label.name)} <code>{shown(f'{label.task}/{label.id}')}</code>"
    return name, shown(label.definition), shown(rules), str(label.annotations)
