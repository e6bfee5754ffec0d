"""Audit pages: which models and datasets there are, and the text in force behind each of them."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from schemactl.handbook.commons import NO_COMMONS, Commons
from schemactl.handbook.links import Spot, url
from schemactl.handbook.markup import (
    escape,
    fragment,
    heading,
    link,
    page,
    paragraphs,
    table,
    title,
)
from schemactl.handbook.pages.frame import NONE_YET, short_digest
from schemactl.handbook.pages.records import TITLE, USUAL_FOLDER, page_of
from schemactl.handbook.pages.since import Past, approvals, changed_since
from schemactl.handbook.timeline import Timeline
from schemactl.model.traced import Lineage, Node, TracedLabel
from schemactl.registry.graph import drawing

MOST_PAGES = 500
MOST_LABELS = 1500


def lineage_pages(
    lineages: Sequence[Lineage],
    copies: Mapping[str, str],
    folder: str = USUAL_FOLDER,
    timelines: Mapping[str, Timeline] = MappingProxyType({}),
    shared: Commons = NO_COMMONS,
) -> Iterator[tuple[str, str]]:
    """Yield path and Markdown of the list and of each model or dataset; none without any.

    `timelines` are those of schemas by name, for what changed since.
    """
    if not lineages:
        return
    yield f"{folder}/index.md", _render_index(lineages, folder, shared)
    for lineage in lineages:
        past = Past(page_of(lineage.ref, folder), copies, timelines)
        yield f"{past.source}.md", _render(lineage, past, folder, shared)


def _render_index(lineages: Sequence[Lineage], folder: str, shared: Commons) -> str:
    source = f"{folder}/index"
    rows = [
        [
            link(url(source, Spot(page_of(one.ref, folder), "", "")), escape(one.ref)),
            ", ".join(
                f"<span>{escape(node.ref)}</span>" for node in one.nodes if node.kind in _OF_TEXT
            ),
            escape(_day(one)),
            f"<code>{escape(short_digest(digest))}</code>" if (digest := _digest(one)) else "",
            _state(one),
        ]
        for one in lineages
    ]
    return page(
        {"title": TITLE, **shared.front()},
        shared.frame(source) if shared.folders else "",
        heading(1, TITLE),
        fragment(
            table(["What", "Labels and rules", "Recorded", "Digest", "Record"], rows, "records")
        ),
    )


def _own(one: Lineage) -> Node | None:
    return next((node for node in one.nodes if node.ref == one.ref), None)


def _day(one: Lineage) -> str:
    node = _own(one)
    return "" if node is None else (node.at or "")[:10]


def _digest(one: Lineage) -> str:
    node = _own(one)
    return "" if node is None else node.digest or ""


def _searched(one: Lineage, meta: dict[str, object]) -> dict[str, object]:
    """Return front matter by which the search finds the page by name, day and digest first."""
    words = [title(word) for word in (one.ref, _day(one), _digest(one)) if word]
    hidden = meta.get("hide", [])
    return {**meta, "tags": words, "hide": [*(hidden if isinstance(hidden, list) else []), "tags"]}


_OF_TEXT = ("schema", "guideline")


def _state(one: Lineage) -> str:
    return "complete" if one.complete else "incomplete"


def _render(one: Lineage, past: Past, folder: str, shared: Commons) -> str:
    home = link(url(past.source, Spot(f"{folder}/index", "", "")), TITLE)
    way = f'<nav class="crumbs" aria-label="Where you are">{home}</nav>'
    missing = "".join(f"<li>{escape(gap.ref)}: {escape(gap.what)}</li>" for gap in one.missing)
    check = (
        f"<p>Recompute it: <code>schemactl trace {escape(one.ref)}</code> and "
        "<code>schemactl registry verify</code>. The digest of a release is the sha256 of its "
        "<code>manifest.json</code>.</p>"
    )
    return page(
        _searched(one, {"title": title(one.ref), **shared.front()}),
        shared.frame(past.source, way),
        heading(1, one.ref),
        fragment(f"<p>The record is {_state(one)}.</p>{f'<ul>{missing}</ul>' if missing else ''}"),
        heading(2, "The text in force", "_text"),
        fragment(_labels(one.labels, past, shared) + approvals(one, past.timelines)),
        heading(2, "Where it comes from", "_lineage"),
        fragment(drawing(one) + _nodes(one, past) + _edges(one) + check),
    )


def _labels(labels: Sequence[TracedLabel], past: Past, shared: Commons) -> str:
    rows = [
        [
            f"{shared.of_people(escape(label.name or label.id))} "
            f"<code>{escape(f'{label.task}/{label.id}')}</code>",
            shared.of_people(paragraphs(label.definition)),
            escape(", ".join(filter(None, (label.schema, label.guideline)))),
            f"{label.annotations:,}",
            changed_since(label, past),
        ]
        for label in labels[:MOST_LABELS]
    ]
    left = len(labels) - MOST_LABELS
    more = f"<p>{left:,} more labels: use `schemactl trace`.</p>" if left > 0 else ""
    heads = ["Label", "Definition", "Under", "Annotations", "Changed since"]
    return (table(heads, rows) if rows else NONE_YET) + more


def _nodes(one: Lineage, past: Past) -> str:
    rows = []
    for node in one.nodes:
        frozen = past.copies.get(node.ref)
        shown = escape(node.ref)
        if frozen is not None:
            shown = link(url(past.source, Spot(frozen, "", "")), shown)
        digest = f'<code class="digest">{escape(node.digest)}</code>' if node.digest else ""
        rows.append([shown, digest, escape(node.at or "")])
    return table(["What", "Digest", "Recorded"], rows)


def _edges(one: Lineage) -> str:
    rows = [
        [escape(edge.source), escape(edge.relation.replace("_", " ")), escape(edge.target)]
        for edge in one.edges
    ]
    return table(["This", "was", "that"], rows) if rows else ""
