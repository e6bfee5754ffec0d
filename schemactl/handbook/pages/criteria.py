"""Parts 1 to 3 of a label: the facts, the definition, what to include and to exclude."""

from schemactl.handbook.freshness import DEFINITION, Part
from schemactl.handbook.links import Atlas, Entry
from schemactl.handbook.markup import anchor, escape, identity, paragraphs
from schemactl.handbook.pages.frame import NO_BREAK, NONE_YET, fresh, swatch, target
from schemactl.handbook.pages.history import steps_about, turns_about
from schemactl.model.identifiers import NOTHING
from schemactl.model.label import Clause, Label


def facts(atlas: Atlas, entry: Entry) -> str:
    """Return part 1: hotkey, id, other names, owner, status, last change."""
    label = entry.label
    schema = atlas.edition.schema
    last = next((milestone.version for milestone, _ in turns_about(atlas, entry)), "")
    changed = last or (schema.version if any(steps_about(atlas, entry)) else "")
    rows = [
        ("Hotkey", f"<kbd>{escape(label.hotkey)}</kbd>" if label.hotkey else "none"),
        ("Id", f"{swatch(label.color)}<code>{escape(label.id)}</code>"),
        ("Also called", escape(", ".join(label.synonyms))),
        ("In data", ", ".join(f"<code>{escape(alias)}</code>" for alias in label.aliases)),
        ("Owner", escape(", ".join(schema.owners))),
        ("Status", _status(atlas, entry)),
        ("Last changed", escape(changed)),
        ("Needs", escape("; ".join(label.requires))),
        ("Review by", escape(label.review_by or "")),
    ]
    shown = "".join(
        f"<div><dt>{name}</dt> <dd>{value}</dd></div> " for name, value in rows if value
    )
    return f'<dl class="facts">{shown}</dl>'


def _status(atlas: Atlas, entry: Entry) -> str:
    label = entry.label
    words = [] if entry.taxonomy.is_selectable(label) else ["group, not to be chosen"]
    if label.stakes == "high":
        words.append("high stakes")
    if label.prevalence == "rare":
        words.append("rare")
    if label.deprecated is not None:
        words.append(f"deprecated since {label.deprecated.since}")
    if not words:
        copied = f"as of {atlas.edition.schema.version}"
        released = copied if atlas.edition.is_frozen else "in force"
        words = ["draft" if atlas.edition.is_draft else released]
    # Each is a text of its own, so that it can be said in another language.
    return ", ".join(f"<span>{escape(word)}</span>" for word in words)


def definition(atlas: Atlas, entry: Entry) -> str:
    """Return part 2: what the label means, and where it says so, why and against which view."""
    label = entry.label
    chip = fresh(atlas, Part(entry.taxonomy.task.id, label.id, DEFINITION))
    text = paragraphs(label.definition) if label.definition else "No definition yet."
    return (
        f'<div class="definition">{text}{chip}</div>{_deprecation(atlas, entry)}'
        f"{_reasons(label) if label.rationale or label.contested else ''}"
    )


def _deprecation(atlas: Atlas, entry: Entry) -> str:
    old = entry.label.deprecated
    if old is None:
        return ""
    instead = ""
    if old.replaced_by:
        use = target(atlas, entry.page, entry, old.replaced_by)
        instead = f" <span>Use instead:</span> {use}."
    return (
        f'<p class="notice"><strong>Deprecated since {escape(old.since)}.</strong> '
        f"{escape(old.reason)}{instead}</p>"
    )


def _reasons(label: Label) -> str:
    rationale = f"<div>{paragraphs(label.rationale)}</div>" if label.rationale else ""
    if label.contested is None:
        return f"<details><summary>Why this label exists</summary>{rationale}</details>"
    views = "".join(f"<li>{escape(view)}</li>" for view in label.contested.views)
    return (
        f"<details><summary>Reasonable people differ here. What was chosen, and why</summary>"
        f"{rationale}<ul>{views}</ul><p><strong>Chosen:</strong> "
        f"{escape(label.contested.chosen)} <strong>Because:</strong> "
        f"{escape(label.contested.because)}</p></details>"
    )


def criteria(atlas: Atlas, entry: Entry) -> str:
    """Return part 3: include and exclude side by side; an exclusion names the right label."""
    label = entry.label
    if not label.include and not label.exclude:
        return NONE_YET
    include = _clauses(atlas, entry, "include", label.include)
    exclude = _clauses(atlas, entry, "exclude", label.exclude)
    return (
        '<div class="pair">'
        '<div class="card yes"><h3>✓ Include</h3>'
        f"{f'<ul>{include}</ul>' if include else NONE_YET}</div>"
        '<div class="card no"><h3>✗ Exclude</h3>'
        f"{f'<ul>{exclude}</ul>' if exclude else NONE_YET}</div></div>"
    )


def _clauses(atlas: Atlas, entry: Entry, field: str, clauses: tuple[Clause, ...]) -> str:
    task, label = entry.taxonomy.task.id, entry.label.id
    return "".join(
        _clause(atlas, entry, clause, fresh(atlas, Part(task, label, field, position)))
        for position, clause in enumerate(clauses)
    )


def _clause(atlas: Atlas, entry: Entry, clause: Clause, chip: str) -> str:
    right = ""
    if clause.use == NOTHING:
        right = f" →{NO_BREAK}<strong>mark nothing</strong>"
    elif clause.use is not None:
        right = f" →{NO_BREAK}{target(atlas, entry.page, entry, clause.use)}"
    own = f" {anchor(clause.id)}" if clause.id else ""
    return f"<li{identity(clause.id)}>{escape(clause.text)}{right}{own}{chip}</li>"
