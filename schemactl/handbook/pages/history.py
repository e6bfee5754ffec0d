"""Parts 9 to 12 of a label: rulings, relations, changes and the line at the foot."""

from collections.abc import Iterator, Sequence

from schemactl.diff.wording import consequence_in_words
from schemactl.handbook.links import Atlas, Entry, Spot, url
from schemactl.handbook.markup import (
    anchor,
    escape,
    fragment,
    identity,
    is_web_address,
    link,
    paragraphs,
    table,
)
from schemactl.handbook.pages.changed import sentence, struck, version_page, word
from schemactl.handbook.pages.frame import NONE_YET, cite, original, target, versions
from schemactl.handbook.timeline import Milestone, Turn
from schemactl.model.guideline import Ruling
from schemactl.model.migration import (
    Add,
    Merge,
    Recode,
    Redefine,
    Retire,
    Split,
    Step,
)

_EFFECTS = {
    "clarify": "clarified, existing annotations stay",
    "narrow": "narrowed, annotations with this label are looked at again",
    "widen": "widened, annotations with neighbouring labels are looked at again",
    "shift": "shifted, annotations with this label are made again",
}


def rulings(atlas: Atlas, entry: Entry) -> str:
    """Return part 9: case law in favour of the label, newest first."""
    found = atlas.rulings.get((entry.taxonomy.task.id, entry.label.id), ())
    return "".join(ruling(atlas, entry.page, one) for one in found) or NONE_YET


def ruling(atlas: Atlas, source: str, one: Ruling, more: str = "") -> str:
    """Return one ruling: the item, the decision, its reason, who decided and when; and `more`."""
    rule = f" by {cite(atlas, source, one.because_of)}" if one.because_of else ""
    by = f", {escape(one.by)}" if one.by else ""
    folded = ""
    if one.folded_into:
        folded = f' <span class="chip">now rule {cite(atlas, source, one.folded_into)}</span>'
    because = f" {escape(one.because)}" if one.because else ""
    return (
        f'<article class="card ruling"{identity(one.id)}><header>'
        f"<h3>{target(atlas, source, None, one.use)}{rule}</h3> {anchor(one.id)} </header>"
        f"<blockquote>{paragraphs(one.item)}</blockquote>"
        f"<p>{because}{folded} <small>Decided {escape(one.date)}{by}</small></p>{more}</article>"
    )


def related(atlas: Atlas, entry: Entry) -> str:
    """Return part 10: parents, children, equivalents in other vocabularies."""
    label, taxonomy = entry.label, entry.taxonomy
    rows = [
        ("Part of", taxonomy.parents.get(label.id, ())),
        ("Contains", taxonomy.children.get(label.id, ())),
    ]
    lines = [
        f"<div><dt>{name}</dt> <dd>{_targets(atlas, entry, ids)}</dd></div>"
        for name, ids in rows
        if ids
    ]
    for relation in ("exact", "close", "broad", "narrow", "related"):
        equivalents: tuple[str, ...] = getattr(label.mappings, relation)
        if equivalents:
            shown = ", ".join(_address(one) for one in equivalents)
            lines.append(f"<div><dt>{relation.capitalize()} match</dt> <dd>{shown}</dd></div>")
    if label.source is not None:
        taken = f"<code>{escape(label.source.ref)}</code>"
        lines.append(f"<div><dt>Taken from</dt> <dd>{taken}</dd></div>")
    return f'<dl class="related">{" ".join(lines)}</dl>' if lines else NONE_YET


def _targets(atlas: Atlas, entry: Entry, ids: tuple[str, ...]) -> str:
    return ", ".join(target(atlas, entry.page, entry, one) for one in ids)


def _address(text: str) -> str:
    return link(text, escape(text)) if is_web_address(text) else escape(text)


def steps_about(atlas: Atlas, entry: Entry) -> Iterator[tuple[Step, str]]:
    """Yield the steps of the migration to this version that concern the label, in words."""
    migration = atlas.edition.schema_release.migration
    for step in () if migration is None else migration.steps:
        if getattr(step, "task", None) in (None, entry.taxonomy.task.id):
            text = _in_words(step, entry.label.id)
            if text:
                yield step, text


def _in_words(step: Step, label_id: str) -> str:
    match step:
        case Recode() if step.target == label_id:
            return f"The id was {step.source}."
        case Merge() if step.target == label_id:
            return f"Takes what was labeled {', '.join(step.sources)}."
        case Split():
            return _split_in_words(step, label_id)
        case Retire() if getattr(step.otherwise, "use", None) == label_id:
            return f"Takes what was labeled {step.source}, which is retired."
        case Add() if step.target == label_id:
            return "New label."
        case Redefine() if step.label == label_id:
            return f"The meaning was {_EFFECTS[step.effect]}."
        case _:
            return ""


def _split_in_words(step: Split, label_id: str) -> str:
    for one in step.targets:
        if one.label == label_id:
            return f"Split from {step.source}. {one.criterion}".strip()
    return ""


def changes(atlas: Atlas, entry: Entry) -> str:
    """Return part 11: what each version changed, newest first, and what becomes of annotations.

    An edition without a timeline tells what the migration to its own version says.
    """
    rows = list(_turns(atlas, entry)) or [
        [
            escape(atlas.edition.schema.version),
            f'<span class="chip">{escape(step.change)}</span>',
            f"{escape(text)} {escape(step.because)}",
            "",
        ]
        for step, text in steps_about(atlas, entry)
    ]
    return table(["Version", "Kind", "What changed", "Relabel?"], rows) if rows else NONE_YET


def _turns(atlas: Atlas, entry: Entry) -> Iterator[list[str]]:
    for milestone, turn in turns_about(atlas, entry):
        page = Spot(version_page(atlas, milestone), turn.mark, "")
        told = consequence_in_words(turn.judgement.annotations, ())
        because = escape(turn.judgement.because)
        said = original(atlas, because) if because else ""
        said += struck(atlas, entry.page, milestone, turn)
        text = said or f"{sentence(atlas, turn)}."
        yield [
            link(url(entry.page, page), escape(milestone.version)),
            f'<span class="chip">{word(turn)}</span>',
            text,
            f"{'yes' if turn.judgement.annotations == 'relabel' else 'no'}, {escape(told)}",
        ]


def turns_about(atlas: Atlas, entry: Entry) -> Sequence[tuple[Milestone, Turn]]:
    """Return the changes of the label in all releases, newest first."""
    return atlas.turns.get((entry.taxonomy.task.id, entry.label.id), ())


def foot(atlas: Atlas, edit_url: str = "") -> str:
    """Return part 12: versions, content hash, a citation, where to edit and whom to ask."""
    edition = atlas.edition
    # Where it is edited, also when the page shows a release.
    file = f"schemas/{edition.name}/schema.yaml"
    edit = link(edit_url + file, "Edit", "edit") if edit_url else f"Source: {escape(file)}"
    guideline = edition.guideline_release
    asked = None if guideline is None else guideline.guideline.escalation
    ask = f" · Ask: {escape(asked.to)}" if asked is not None else ""
    cited = '<button type="button" class="actions" data-do="cite">Copy citation</button>'
    return fragment(f"{versions(edition)} · {edit}{ask} {cited}", "foot", is_searched=False)
