"""Parts 4 and 7 of a label: example cards in pairs, and pictures with numbered regions."""

import posixpath
from itertools import zip_longest

from schemactl.handbook.case_anchors import case_anchor
from schemactl.handbook.figures import as_json
from schemactl.handbook.freshness import Part
from schemactl.handbook.links import Atlas, Entry, Spot, examples_of, url
from schemactl.handbook.markup import anchor, escape, identity, is_web_address, link, paragraphs
from schemactl.handbook.pages.frame import NONE_YET, cite, fresh, target
from schemactl.handbook.pages.overlay import Bones, extent, overlay, timeline
from schemactl.handbook.pictures import Asset
from schemactl.model.identifiers import NOTHING
from schemactl.model.label import Example, ExampleRegion, Highlight

_HEADS = {
    "yes": "✓ Yes",
    "no": "✗ No",
    "edge": "◆ Edge case",
}

_FIELDS = ("examples", "counterexamples", "edge_cases")


def cards(atlas: Atlas, entry: Entry) -> str:
    """Return part 4: examples and counterexamples in pairs, then the edge cases."""
    label = entry.label
    pairs = zip_longest(label.examples, label.counterexamples)
    found = [
        card(atlas, entry, example, kind)
        for pair in pairs
        for example, kind in zip(pair, ("yes", "no"), strict=True)
        if example is not None
    ]
    found += [card(atlas, entry, example, "edge") for example in label.edge_cases]
    return f'<div class="cards">{"".join(found)}</div>' if found else NONE_YET


def card(atlas: Atlas, entry: Entry, example: Example, kind: str) -> str:
    """Return one example with its evidence, right label and reason."""
    return (
        f'<article class="card {kind}"{_identity(atlas, entry, example)}>'
        f"<header><h3>{_HEADS[kind]}{_fresh(atlas, entry, example)}</h3> "
        f"{_own_link(atlas, entry, example)} </header>"
        f"{_content(example)}{sound(atlas, entry, example)}{_thumbnail(atlas, entry, example)}"
        f"<p>{_verdict(atlas, entry, example, kind)}</p></article>"
    )


def _fresh(atlas: Atlas, entry: Entry, example: Example) -> str:
    # Most editions have nothing fresh, and looking for a case in its list is not free.
    for field in _FIELDS if atlas.fresh else ():
        cases = getattr(entry.label, field)
        if example in cases:
            part = Part(entry.taxonomy.task.id, entry.label.id, field, cases.index(example))
            return fresh(atlas, part)
    return ""


def _is_at_home(atlas: Atlas, entry: Entry) -> bool:
    """Tell whether a card stands on its label's page: only there it has its address."""
    return atlas.entries[entry.taxonomy.task.id, entry.label.id].page == entry.page


def _identity(atlas: Atlas, entry: Entry, example: Example) -> str:
    return identity(case_anchor(entry, example)) if _is_at_home(atlas, entry) else ""


def _own_link(atlas: Atlas, entry: Entry, example: Example) -> str:
    if example.id and _is_at_home(atlas, entry):
        return anchor(example.id)
    real = atlas.entries[entry.taxonomy.task.id, entry.label.id]
    address = url(entry.page, Spot(real.page, case_anchor(entry, example), ""))
    return link(address, f"#{escape(example.id or '')}", "self")


def _thumbnail(atlas: Atlas, entry: Entry, example: Example) -> str:
    """Return the picture small, on single pages as a link to where it stands large."""
    if not example.image:
        return ""
    shown = picture(atlas, entry.page, example.image, example, _bones(entry))
    is_drawn = shown.startswith("<div")
    # A card may also stand on another page than its label's.
    real = atlas.entries[entry.taxonomy.task.id, entry.label.id]
    large = url(entry.page, Spot(real.page, _place(real, example), ""))
    return link(large, shown, "thumb") if is_drawn else shown


def _place(entry: Entry, example: Example) -> str:
    """Return the anchor of a picture in part 7; no id that people choose starts like this."""
    position = examples_of(entry.label).index(example) + 1
    return "_".join(["", "image", *([entry.anchor] if entry.anchor else []), str(position)])


def _content(example: Example) -> str:
    quoted = ""
    if example.content:
        quoted = f"<blockquote>{highlighted(example.content, example.highlight)}</blockquote>"
    if example.data is not None:
        shown = as_json(example.data, indent=2)
        quoted += f"<pre><code>{escape(shown)}</code></pre>"
    return quoted


def sound(atlas: Atlas, entry: Entry, example: Example) -> str:
    """Return the player of an example's sound, or its name where it is not shown."""
    asset = atlas.edition.assets.get(example.audio or "")
    if asset is None or not asset.is_shown:
        return f'<p class="see">Sound: {escape(example.audio)}</p>' if example.audio else ""
    source = asset_url(atlas, entry.page, asset)
    player = f'<audio controls preload="none" src="{escape(source)}"></audio>'
    listed = _region_list(atlas, entry, example.regions, source) if not example.image else ""
    return f'<div class="heard">{player}{timeline(example.regions)}{listed}</div>'


def _verdict(atlas: Atlas, entry: Entry, example: Example, kind: str) -> str:
    parts = []
    if kind != "yes" and example.use == NOTHING:
        parts.append("<strong>Mark nothing.</strong>")
    elif kind != "yes" and example.use:
        name = "Correct label" if kind == "no" else "Label"
        found = target(atlas, entry.page, entry, example.use)
        parts.append(f"<strong>{name}:</strong> {found}.")
    if example.because_of:
        rule = cite(atlas, entry.page, example.because_of)
        text = atlas.rule_texts.get(example.because_of, "")
        parts.append(f"<strong>Rule {rule}</strong>{f': {escape(text)}' if text else '.'}")
    if example.because:
        parts.append(f"<strong>Why:</strong> {escape(example.because)}")
    return " ".join(parts)


def highlighted(text: str, marks: tuple[Highlight, ...]) -> str:
    """Return text with its evidence marked; marks that overlap an earlier one are left out."""
    spans = []
    for mark in marks:
        start = -1
        for _ in range(max(mark.nth, 1)):
            start = text.find(mark.text, start + 1)
            if start < 0:
                break
        if start >= 0 and mark.text:
            spans.append((start, start + len(mark.text)))
    shown, position = "", 0
    for start, end in sorted(spans):
        if start >= position:
            shown += f"{escape(text[position:start])}<mark>{escape(text[start:end])}</mark>"
            position = end
    return shown + escape(text[position:])


def images(atlas: Atlas, entry: Entry) -> str:
    """Return part 7: every picture with its numbered boxes and the same as a list."""
    found = [_figure(atlas, entry, example) for example in examples_of(entry.label)]
    return "".join(figure for figure in found if figure) or NONE_YET


def _figure(atlas: Atlas, entry: Entry, example: Example) -> str:
    if not example.image:
        return ""
    named = f"<figcaption>{_named(example)}{paragraphs(example.alt)}</figcaption>"
    shown = picture(atlas, entry.page, example.image, example, _bones(entry))
    return (
        f'<figure class="regions" id="{_place(entry, example)}">{shown}'
        f"{named}{_region_list(atlas, entry, example.regions)}</figure>"
    )


def _bones(entry: Entry) -> Bones:
    return entry.taxonomy.task.skeleton


def _named(example: Example) -> str:
    return link(f"#{example.id}", f"#{escape(example.id)}", "self") + " " if example.id else ""


def picture(
    atlas: Atlas, source: str, name: str, example: Example | None = None, bones: Bones = ()
) -> str:
    """Return a picture with its regions drawn over it; one from elsewhere is only linked."""
    asset = atlas.edition.assets.get(name)
    alt = (example.alt or example.content) if example is not None else ""
    if asset is None or not asset.is_shown:
        shown = escape(alt or name)
        return f"<p>{link(name, shown) if is_web_address(name) else shown}</p>"
    size = ""
    if asset.width and asset.height:
        size = f' width="{asset.width:g}" height="{asset.height:g}"'
    address = escape(asset_url(atlas, source, asset))
    image = f'<img src="{address}" alt="{escape(alt)}"{size} loading="lazy">'
    drawn = "" if example is None else overlay(asset, example.regions, bones)
    return f'<div class="canvas">{image}{drawn}</div>'


def _region_list(
    atlas: Atlas, entry: Entry, regions: tuple[ExampleRegion, ...], sound_url: str = ""
) -> str:
    """Return what is marked as a numbered list; a stretch of sound is a link that plays it."""
    rows = []
    for region in regions:
        right = "Mark nothing" if region.use == NOTHING else ""
        shown = right or target(atlas, entry.page, entry, region.use)
        attributes = ", ".join(
            f"{name}: {_value(atlas, value)}" for name, value in region.attributes.items()
        )
        note = f" {escape(region.note)}" if region.note else ""
        more = f" ({escape(attributes)})" if attributes else ""
        size = f"<small>{extent(region)}</small>"
        if region.segment is not None and sound_url:
            start, end = region.segment
            # A media fragment, which browsers understand (W3C Media Fragments URI 1.0).
            size = link(f"{sound_url}#t={start:g},{end:g}", size, "play")
        rows.append(f"<li><strong>{shown}.</strong>{more}{note} {size}</li>")
    return f"<ol>{''.join(rows)}</ol>" if rows else ""


def _value(atlas: Atlas, value: object) -> str:
    if isinstance(value, bool):
        told = "yes" if value else "no"
        return atlas.words.get(told, told)
    return value if isinstance(value, str) else as_json(value)


def asset_url(atlas: Atlas, source: str, asset: Asset) -> str:
    """Return the address of a file as seen from a page; each edition has its own folder."""
    return posixpath.relpath(
        f"{atlas.edition.folder}/assets/{asset.name}", posixpath.dirname(source)
    )
