"""Changes as a reader meets them: one article per change, lists of them, what is new for me."""

from collections.abc import Iterator, Sequence
from typing import Any

from schemactl.diff.wording import Passage, as_text, consequence_in_words, headline, passages
from schemactl.diff.words import segments
from schemactl.handbook.links import Atlas, Spot, url
from schemactl.handbook.markup import anchor, escape, first_sentence, fragment, heading, link
from schemactl.handbook.pages.frame import NONE_YET
from schemactl.handbook.timeline import Milestone, Turn
from schemactl.model.change import Change

MOST_ON_HOME = 12
MOST_RELEASES_ON_HOME = 3
LONGEST_REASON = 160
# Words for people who label; what annotations have to do decides between two of them.
_WORDS = {
    "label-added": "added",
    "label-retired": "removed",
    "label-recoded": "renamed",
    "label-renamed": "renamed",
    "label-merged": "merged",
    "label-split": "split",
    "hotkey-changed": "hotkey changed",
    "examples-changed": "examples only",
    "case-reversed": "boundary moved",
}
# Of a label that is gone, nothing but the change itself knows the name.
_COMES_OR_GOES = ("label-added", "label-retired")
_EDITED = {"definition-changed", "criteria-changed", "page-changed"}


def word(turn: Turn) -> str:
    """Return the kind of a change in the words of annotators."""
    kind = turn.judgement.change.kind
    if kind in _EDITED:
        return "boundary moved" if turn.is_behaviour else "clarified"
    if kind == "rule-changed":
        return "tie-break changed" if turn.is_behaviour else "clarified"
    return _WORDS.get(kind, kind.replace("-", " "))


def sentence(atlas: Atlas, turn: Turn) -> str:
    """Say a change in one sentence, with the names of labels instead of their ids."""
    text = headline(turn.judgement.change)
    return escape(_with_names(atlas, turn, text[:1].upper() + text[1:]))


def _with_names(atlas: Atlas, turn: Turn, text: str) -> str:
    change = turn.judgement.change
    if change.kind in _COMES_OR_GOES:
        content = change.after or change.before
        name = content.get("name") if isinstance(content, dict) else ""
        return text.replace(f"Label {change.subject} ", f"Label {name or change.subject} ", 1)
    only = turn.labels[:1]
    entry = atlas.label(None, only[0]) if only else None
    is_opened = entry is not None and text.lower().startswith(f"{only[0].lower()}:")
    return f"{entry.label.title}{text[len(only[0]) :]}" if entry and is_opened else text


def article(atlas: Atlas, source: str, turn: Turn, level: int = 3) -> str:
    """Return a whole change: kind, what it means for annotations, why, before and after."""
    judgement = turn.judgement
    told = consequence_in_words(judgement.annotations, judgement.labels)
    because = f"<p>{escape(judgement.because)}</p>" if judgement.because else ""
    shown = "".join(side_by_side(one) for one in _passages(judgement.change))
    places = ", ".join(_places(atlas, source, turn))
    return (
        f'<article class="card change" id="{turn.mark}"><header><h{level}>'
        f"{sentence(atlas, turn)}</h{level}> {anchor(turn.mark)} </header>"
        f'<p><span class="chip">{word(turn)}</span> {escape(told[:1].upper() + told[1:])}.'
        f"{f' See {places}.' if places else ''}</p>{because}{shown}</article>"
    )


def _passages(change: Change) -> Iterator[Passage]:
    yield from (one for one in passages(change) if one.before or one.after)
    if change.kind == "case-reversed":
        text = as_text(change.after.get("text") or change.after.get("item"))
        was, now = (
            _decided(side, part)
            for side, part in ((change.source, change.before), (change.target, change.after))
        )
        yield Passage("", f"{text} → {was}", f"{text} → {now}")


def _decided(labels: Sequence[str], part: Any) -> str:
    return f"{labels[0] if labels else ''} ({str(part.get('part', '')).replace('_', ' ')})"


def _places(atlas: Atlas, source: str, turn: Turn) -> Iterator[str]:
    """Yield links to the labels of a change that there are today."""
    for label_id in turn.labels:
        entry = atlas.label(atlas.edition.schema.task(turn.judgement.change.task or ""), label_id)
        if entry is not None:
            yield link(url(source, entry.spot), escape(entry.label.title), "label")


def side_by_side(passage: Passage) -> str:
    """Return a text before and after, with the words struck that went and marked that came."""
    runs = segments(passage.before, passage.after)
    before = "".join(_run(kind, text, "del") for kind, text in runs if kind != "new")
    after = "".join(_run(kind, text, "ins") for kind, text in runs if kind != "gone")
    field = f'<p class="field">{escape(passage.field)}</p>' if passage.field else ""
    return (
        f'{field}<div class="pair sides">'
        f"{_side('was', 'Before', before)}{_side('now', 'Now', after)}</div>"
    )


def _side(kind: str, name: str, text: str) -> str:
    shown = kind if text else f"{kind} nothing"
    return f'<div class="{shown}"><h4>{name}</h4><p>{text or "—"}</p></div>'


def struck(turn: Turn) -> str:
    """Return what a change took out and put in, as one text with both."""
    shown = []
    for passage in _passages(turn.judgement.change):
        runs = segments(passage.before, passage.after)
        text = "".join(_run(kind, run, "del" if kind == "gone" else "ins") for kind, run in runs)
        field = f"<b>{escape(passage.field)}:</b> " if passage.field else ""
        shown.append(f"<p>{field}{text}</p>")
    return "".join(shown)


def _run(kind: str, text: str, tag: str) -> str:
    return escape(text) if kind == "same" else f"<{tag}>{escape(text)}</{tag}>"


def line(
    atlas: Atlas, source: str, milestone: Milestone, turn: Turn, with_texts: bool = False
) -> str:
    """Return a change as a line of a list, with its number for the view of what is new.

    The texts before and after stand in it, folded away, or on the page of the version.
    """
    spot = Spot(version_page(atlas, milestone), turn.mark, "")
    own = link(url(source, spot), "before and after", "see")
    if with_texts and (shown := "".join(map(side_by_side, _passages(turn.judgement.change)))):
        whole = link(url(source, spot), "The whole change")
        own = f"<details><summary>before and after</summary>{shown}<p>{whole}</p></details>"
    labels = " ".join(turn.labels)
    kind = " behaviour" if turn.is_behaviour else ""
    return (
        f'<li class="turn{kind}" data-number="{milestone.number}" data-mark="{turn.mark}" '
        f'data-labels="{escape(labels)}">'
        f'<span class="chip">{word(turn)}</span> {sentence(atlas, turn)}. '
        f"{_because(turn)}{own}</li>"
    )


def _because(turn: Turn) -> str:
    said = turn.judgement.because
    return f"<small>{escape(first_sentence(said, LONGEST_REASON))}</small> " if said else ""


def version_page(atlas: Atlas, milestone: Milestone) -> str:
    """Return where the changes of one version stand."""
    kind = "" if milestone.schema is not None else "guideline-"
    return f"{atlas.edition.folder}/changes/{kind}{milestone.version}"


def changed_for_you(atlas: Atlas, source: str) -> Iterator[str]:
    """Yield what the last releases changed for annotators; a script leaves out what was read."""
    recent = [one for one in atlas.edition.timeline if one.turns][-MOST_RELEASES_ON_HOME:]
    if not recent or atlas.edition.is_copy:
        return
    found = [(one, turn) for one in reversed(recent) for turn in one.turns if turn.is_behaviour]
    shown = found[:MOST_ON_HOME]
    lines = "".join(line(atlas, source, one, turn, with_texts=True) for one, turn in shown)
    more = Spot(f"{atlas.edition.folder}/changes", "", "All changes")
    listed = f"<ul>{lines}</ul>" if lines else NONE_YET
    yield heading(2, "Changed", "_changed")
    yield fragment(
        f'<div class="since" data-first="{recent[0].number}">'
        '<p class="told" role="status"></p>'
        f"{listed}<p>{link(url(source, more), more.title)}{_rest(found[MOST_ON_HOME:])} "
        f"{_read(atlas, source) if lines else ''}</p></div>",
        "changed",
    )


def _rest(found: Sequence[tuple[Milestone, Turn]]) -> str:
    """Say how many changes are left out, with their releases, of which some may be read."""
    numbers = " ".join(str(one.number) for one, _ in found)
    return (
        f'<span class="rest" data-numbers="{numbers}">, {len(found)} more</span>' if found else ""
    )


def _read(atlas: Atlas, source: str) -> str:
    quiz = Spot(f"{atlas.edition.folder}/practice", "", "")
    return (
        f'<span class="actions"><a class="three" href="{escape(url(source, quiz))}?since=">'
        "Three questions on them</a> "
        '<button type="button" data-do="read">Mark as read</button></span>'
    )
