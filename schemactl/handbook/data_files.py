"""Data files of an edition: what scripts, labeling tools and feed readers take from the site."""

from collections.abc import Iterator
from functools import partial
from html import escape, unescape
from typing import Any
from urllib.parse import urljoin

from schemactl.diff.wording import headline
from schemactl.files.exact_json import write_exactly
from schemactl.files.xml_text import escape as xml
from schemactl.handbook.case_anchors import case_anchor
from schemactl.handbook.edit_lines import Address, label_lines
from schemactl.handbook.known_labels import UNKNOWN, LabelTexts
from schemactl.handbook.links import Atlas, Entry, url
from schemactl.handbook.pages.changed import word
from schemactl.handbook.pages.changes import milestones
from schemactl.handbook.pages.embed import embed_path
from schemactl.handbook.pages.frame import FEED, short_digest
from schemactl.handbook.timeline import Milestone
from schemactl.handbook.words import BLANK, script, speaker
from schemactl.model.change import Change
from schemactl.model.label import Example

LABELS = "schemactl-labels-1"
EXAMPLES = "schemactl-examples-1"
CHANGES = "schemactl-changes-1"
_NONE = "[]}"
_PAGES = "page {} of {}"


def data_files(
    atlas: Atlas, site_url: str, of_labels: LabelTexts = UNKNOWN, edited: str = ""
) -> Iterator[tuple[str, str]]:
    """Yield path and text of each data file; `edited` is the schema's file as people edit it."""
    folder = atlas.edition.folder
    # A line may move where no label says anything else.
    known = UNKNOWN if edited else of_labels
    labels = known.take_shared("labels", lambda: _text(labels_data(atlas, edited)))
    yield f"{folder}/labels.json", labels
    # Scripts of pages opened from a disk may load a script and no data.
    yield f"{folder}/labels.js", f"var handbookLabels = {labels.rstrip()};\n"
    yield f"{folder}/print.css", print_style(atlas)
    if atlas.words:
        yield f"{folder}/words.js", script(atlas.words)
    if atlas.edition.is_copy:
        return
    yield f"{folder}/examples.json", _examples(atlas, of_labels)
    yield f"{folder}/changes.json", _text(changes_data(atlas))
    yield f"{folder}/{FEED}", feed(atlas, site_url)


def _text(data: Any) -> str:
    return f"{_json(data)}\n"


def _json(data: Any) -> str:
    text = write_exactly(data).decode()
    # A line separator ends a line in a script, and `</` ends one in a page.
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def labels_data(atlas: Atlas, edited: str = "") -> dict[str, Any]:
    """Return what finds a label: ids, names, other names, keys, pages, former names, its line."""
    edition = atlas.edition
    former = _former_names(atlas)
    lines = label_lines(edited)
    return {
        "format": LABELS,
        "schema": edition.schema_release.ref,
        "digest": edition.schema_release.digest or None,
        "labels": [
            _label(atlas, entry, former) | _line(entry, lines) for entry in atlas.entries.values()
        ],
    }


def _line(entry: Entry, lines: dict[Address, int]) -> dict[str, int]:
    task, label = entry.taxonomy.task.id, entry.label.id
    # A schema of one question need not write a task.
    found = lines.get((task, label)) or lines.get(("", label))
    return {"line": found} if found else {}


def _label(atlas: Atlas, entry: Entry, former: dict[tuple[str, str], list[str]]) -> dict[str, Any]:
    label, task = entry.label, entry.taxonomy.task
    home = f"{atlas.edition.folder}/index"
    found: dict[str, Any] = {
        "id": label.id,
        "task": task.id,
        "name": label.title,
        "page": url(home, entry.spot),
        "embed": url(home, entry.spot._replace(page=embed_path(atlas, entry), anchor="")),
        "hotkey": label.hotkey or "",
        "names": [*label.synonyms, *label.aliases, *former.get((task.id, label.id), ())],
        "selectable": entry.taxonomy.is_selectable(label),
    }
    if atlas.edition.is_frozen:
        del found["embed"]
    return found


def _former_names(atlas: Atlas) -> dict[tuple[str, str], list[str]]:
    """Return what each label was called in earlier releases and is called in translations."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for milestone in atlas.edition.timeline:
        for turn in milestone.turns:
            change = turn.judgement.change
            for new in change.target:
                names = found.setdefault((change.task or "", new), {})
                names.update(dict.fromkeys(_old_names(change)))
    for translations in atlas.edition.schema_release.translations.values():
        for address, texts in translations.texts.items():
            entry = atlas.label(None, address)
            if entry is not None and "name" in texts:
                key = (entry.taxonomy.task.id, entry.label.id)
                found.setdefault(key, {})[texts["name"].text] = None
    return {key: list(names) for key, names in found.items()}


def _old_names(change: Change) -> tuple[str, ...]:
    if change.kind in ("label-recoded", "label-merged", "label-split"):
        return change.source
    is_renamed = change.kind == "label-renamed" and change.before
    return (str(change.before),) if is_renamed else ()


def _examples(atlas: Atlas, of_labels: LabelTexts) -> str:
    """Return every case with its right label, for tools that show the nearest one."""
    head: dict[str, Any] = {
        "format": EXAMPLES,
        "schema": atlas.edition.schema_release.ref,
        "digest": atlas.edition.schema_release.digest or None,
        "examples": [],
    }
    found = (
        of_labels.take(entry, "cases", partial(cases, atlas, entry))
        for entry in atlas.entries.values()
    )
    listed = ",".join(one for one in found if one)
    return f"{_json(head).removesuffix(_NONE)}[{listed}]}}\n"


def cases(atlas: Atlas, entry: Entry) -> str:
    """Return the cases of a label as JSON that stands in a list."""
    found = [
        {
            "task": entry.taxonomy.task.id,
            "label": entry.label.id,
            "kind": case.kind,
            "use": case.right,
            **_case(atlas, entry, case.example),
        }
        for case in entry.label.cases
    ]
    return _json(found)[1:-1]


def _case(atlas: Atlas, entry: Entry, example: Example) -> dict[str, Any]:
    home = f"{atlas.edition.folder}/index"
    spot = entry.spot._replace(anchor=case_anchor(entry, example))
    fields = ("id", "content", "image", "audio", "alt", "data", "because", "because_of")
    given = {name: getattr(example, name) for name in fields}
    marked = {
        "files": _files(atlas, example),
        "regions": [one.model_dump(mode="json", exclude_defaults=True) for one in example.regions],
    }
    return {
        "page": url(home, spot),
        **{name: value for name, value in given.items() if value not in (None, "")},
        **{name: value for name, value in marked.items() if value},
        "highlight": [mark.text for mark in example.highlight],
    }


def _files(atlas: Atlas, example: Example) -> dict[str, str]:
    """Return where picture and sound lie in the site, beside the file that lists them."""
    named = {"image": example.image, "audio": example.audio}
    found = {kind: atlas.edition.assets.get(name or "") for kind, name in named.items()}
    return {kind: f"assets/{one.name}" for kind, one in found.items() if one and one.is_shown}


def changes_data(atlas: Atlas) -> dict[str, Any]:
    """Return the changes of every version, as `diff` names them."""
    return {
        "format": CHANGES,
        "schema": atlas.edition.schema_release.ref,
        "versions": [_version(one) for one in milestones(atlas)],
    }


def _version(milestone: Milestone) -> dict[str, Any]:
    return {
        "number": milestone.number,
        "ref": milestone.ref,
        "digest": milestone.digest,
        "date": milestone.date or None,
        "changes": [
            {
                "fingerprint": turn.mark,
                "kind": turn.judgement.change.kind,
                "word": word(turn),
                "task": turn.judgement.change.task,
                "from": list(turn.judgement.change.source),
                "to": list(turn.judgement.change.target),
                "behaviour": turn.is_behaviour,
                "annotations": turn.judgement.annotations,
                "headline": headline(turn.judgement.change),
                "because": turn.judgement.because,
            }
            for turn in milestone.turns
        ],
    }


def feed(atlas: Atlas, site_url: str) -> str:
    """Return an Atom feed with an entry per release (RFC 4287)."""
    name = atlas.edition.folder
    entries = "".join(_entry(atlas, one, site_url) for one in reversed(milestones(atlas)))
    dates = [one.date for one in milestones(atlas) if one.date]
    updated = f"{max(dates, default='1980-01-01')}T00:00:00Z"
    own = _address(site_url, name, FEED)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"<title>{xml(atlas.edition.title)}</title>\n<id>urn:schemactl:{xml(name)}</id>\n"
        f'<link rel="self" href="{xml(own)}"/>\n<updated>{updated}</updated>\n'
        f"<author><name>{xml(atlas.edition.title)}</name></author>\n{entries}</feed>\n"
    )


def _entry(atlas: Atlas, one: Milestone, site_url: str) -> str:
    kind = "" if one.schema is not None else "guideline-"
    page = f"changes/{kind}{one.version}.html"
    address = _address(site_url, atlas.edition.folder, page)
    say = speaker(atlas.words) if atlas.words else str
    said = [_capital(headline(turn.judgement.change)) for turn in one.turns if turn.is_behaviour]
    said = said[:20] or ["First release" if one.number == 1 else "Clarifications"]
    summary = "; ".join(unescape(say(escape(text, quote=False))) for text in said)
    return (
        f"<entry>\n<title>{xml(one.ref)}</title>\n<id>urn:schemactl:{xml(one.digest)}</id>\n"
        f'<link href="{xml(address)}"/>\n<updated>{one.date or "1980-01-01"}T00:00:00Z</updated>\n'
        f"<summary>{xml(summary)}</summary>\n</entry>\n"
    )


def _capital(text: str) -> str:
    """Return a text as the words of a language have it, with a large letter first."""
    return text[:1].upper() + text[1:]


def _address(site_url: str, folder: str, name: str) -> str:
    """Return where a page is; as seen from the feed where nobody said where the site will be."""
    return urljoin(site_url, f"{folder}/{name}") if site_url else name


def _counted(atlas: Atlas) -> tuple[str, str]:
    """Return what stands before the number of a printed page, and before how many there are."""
    told = atlas.words.get(_PAGES, _PAGES)
    page, of, _ = told.split(BLANK)
    return _css_text(page), _css_text(of)


def print_style(atlas: Atlas) -> str:
    """Return the style that puts schema, version and digest on every printed page."""
    edition = atlas.edition
    digest = short_digest(edition.schema_release.digest)
    foot = _css_text(f"{edition.title} · {edition.schema_release.ref} · {digest}")
    page, of = _counted(atlas)
    return (
        "@page { size: auto; margin: 12mm 11mm 15mm;\n"
        f'  @bottom-left {{ content: "{foot}"; font: 8pt sans-serif; }}\n'
        f'  @bottom-right {{ content: "{page}" counter(page) "{of}" counter(pages); '
        "font: 8pt sans-serif; } }\n"
    )


def _css_text(text: str) -> str:
    """Escape text for a CSS string: everything but plain letters as a code point."""
    safe = " .,:;@-·"
    return "".join(c if c.isalnum() or c in safe else f"\\{ord(c):x} " for c in text)
