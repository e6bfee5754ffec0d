"""Changes as a reader meets them: one article per change, lists of them, what is new for me."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from schemactl.diff.wording import consequence_in_words, headline
from schemactl.handbook.languages import marked
from schemactl.handbook.links import Atlas, Spot, url
from schemactl.handbook.markup import anchor, escape, first_sentence, fragment, heading, link
from schemactl.handbook.pages.frame import NONE_YET, first_folder
from schemactl.handbook.pages.imperatives import imperative
from schemactl.handbook.pages.sides import Mark, as_one, side_by_side
from schemactl.handbook.pages.tellers import Named
from schemactl.handbook.pages.telling import Thing, in_words, things
from schemactl.handbook.timeline import Milestone, Turn
from schemactl.model.change import Change
from schemactl.model.identifiers import NOTHING

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
_RULES = {
    "decide": "Decision path",
    "question": "Question of the task",
    "unsure": "What to do when unsure",
    "draw": "How to draw",
}
_PAIR = "confusable: "
# A new id is what a recoded label is about; of these, people know the names.
_OF_SEVERAL = ("label-merged", "label-split", "label-moved", "case-reversed")
_NOTHING = "Mark nothing"
_EDITED = {"definition-changed", "criteria-changed", "page-changed"}

Show = Callable[[Thing, str, Mark], str]


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
    change = turn.judgement.change
    named = _named(atlas, atlas.names_then[""], turn)
    if change.kind == "rule-changed":
        text = _of_rule(change, named)
    elif change.kind in _OF_SEVERAL:
        text = headline(_with_names(change, named))
    else:
        text = _opened_by_name(atlas, turn)
    return escape(text[:1].upper() + text[1:])


def _of_rule(change: Change, named: Named) -> str:
    """Say which rule it is: one without an id of its own is called by what it is for."""
    name, verb = change.subject, headline(change).rpartition(" ")[2]
    if name in _RULES:
        return f"{_RULES[name]} {verb}"
    if name.startswith(_PAIR):
        one, other = map(named, name.removeprefix(_PAIR).split("--"))
        return f"Choice between {one} and {other} {verb}"
    return f"Rule {name} {verb}"


def _with_names(change: Change, named: Named) -> Change:
    """Return the change with names where it has ids of labels."""
    source, target = (tuple(map(named, side)) for side in (change.source, change.target))
    change = change._replace(source=source, target=target)
    if change.kind != "label-moved":
        return change
    before, after = ([named(one) for one in side] for side in (change.before, change.after))
    return change._replace(before=before, after=after)


def _opened_by_name(atlas: Atlas, turn: Turn) -> str:
    change = turn.judgement.change
    text = headline(change)
    if change.kind in _COMES_OR_GOES:
        content = change.after or change.before
        name = content.get("name") if isinstance(content, dict) else ""
        return text.replace(f"label {change.subject} ", f"label {name or change.subject} ", 1)
    of_label = change.kind == "metadata-changed" and change.task is not None
    only = (change.subject,) if of_label else turn.labels[:1]
    task = atlas.edition.schema.task(change.task or "")
    entry = atlas.label(task, only[0]) if only else None
    is_opened = entry is not None and text.startswith(f"{only[0]}:")
    return f"{entry.label.title}{text[len(only[0]) :]}" if entry and is_opened else text


def name_of(atlas: Atlas, label_id: str) -> str:
    """Return what a label was called when it was last there."""
    return atlas.names_then[""].get(label_id, label_id)


def article(atlas: Atlas, source: str, milestone: Milestone, turn: Turn, level: int = 3) -> str:
    """Return a whole change: kind, what it means for annotations, why, before and after."""
    judgement = turn.judgement
    named = _named(atlas, _names(atlas, milestone), turn)
    told = consequence_in_words(judgement.annotations, tuple(map(named, judgement.labels)))
    because = f"<p>{escape(judgement.because)}</p>" if judgement.because else ""
    places = ", ".join(_places(atlas, source, turn))
    return (
        f'<article class="card change" id="{turn.mark}"><header><h{level}>'
        f"{sentence(atlas, turn)}</h{level}> {anchor(turn.mark)} </header>"
        f'<p><span class="chip">{word(turn)}</span> {escape(told[:1].upper() + told[1:])}.'
        f"{f' See {places}.' if places else ''}</p>{because}"
        f"{_texts(atlas, source, milestone, turn)}</article>"
    )


def _texts(
    atlas: Atlas, source: str, milestone: Milestone, turn: Turn, show: Show = side_by_side
) -> str:
    """Return all that differs."""
    mark = marking(atlas)
    found = things(turn.judgement.change, _named(atlas, _names(atlas, milestone), turn))
    return "".join(
        show(in_words(one, atlas.words), _cited(atlas, source, one), mark) for one in found
    )


def marking(atlas: Atlas) -> Mark:
    """Return a function that marks what people wrote, where our own words are exchanged."""
    edition = atlas.edition
    is_exchanged = atlas.words or edition.language
    return partial(marked, edition.schema.language, "") if is_exchanged else str


def _names(atlas: Atlas, milestone: Milestone) -> Mapping[str, str]:
    return atlas.names_then.get(milestone.ref) or atlas.names_then[""]


def _named(atlas: Atlas, names: Mapping[str, str], turn: Turn) -> Named:
    """Return a function from what the change calls a label by, to its name."""
    task = turn.judgement.change.task

    def named(reference: str) -> str:
        if reference == NOTHING:
            return atlas.words.get(_NOTHING, _NOTHING)
        return names.get(f"{task}/{reference}") or names.get(reference) or reference

    return named


def _cited(atlas: Atlas, source: str, thing: Thing) -> str:
    """Return by what a thing is cited, as a link to it where it still is."""
    if not thing.name:
        return ""
    spot = atlas.examples.get(thing.name)
    name = escape(thing.name)
    return link(url(source, spot), f"#{name}", "self") if spot else f"<code>{name}</code>"


def _places(atlas: Atlas, source: str, turn: Turn) -> Iterator[str]:
    """Yield links to the labels of a change that there are today."""
    for label_id in turn.labels:
        entry = atlas.label(atlas.edition.schema.task(turn.judgement.change.task or ""), label_id)
        if entry is not None:
            yield link(url(source, entry.spot), escape(entry.label.title), "label")


def struck(atlas: Atlas, source: str, milestone: Milestone, turn: Turn) -> str:
    """Return what a change took out and put in, each text with both."""
    return _texts(atlas, source, milestone, turn, as_one)


def line(
    atlas: Atlas, source: str, milestone: Milestone, turn: Turn, with_texts: bool = False
) -> str:
    """Return a change as a line of a list, with its number for the view of what is new.

    The texts before and after stand in it, folded away, or on the page of the version.
    """
    spot = Spot(version_page(atlas, milestone), turn.mark, "")
    own = link(url(source, spot), "before and after", "see")
    if with_texts and (shown := _texts(atlas, source, milestone, turn)):
        whole = link(url(source, spot), "The whole change")
        own = f"<details><summary>before and after</summary>{shown}<p>{whole}</p></details>"
    labels = " ".join(turn.labels)
    kind = " behaviour" if turn.is_behaviour else ""
    return (
        f'<li class="turn{kind}" data-number="{milestone.number}" data-mark="{turn.mark}" '
        f'data-labels="{escape(labels)}">'
        f'<span class="chip">{word(turn)}</span> {_asked(atlas, turn)}. '
        f"{_because(turn)}{own}</li>"
    )


def _asked(atlas: Atlas, turn: Turn) -> str:
    """Say what a change asks for, with the names of labels."""
    text = imperative(turn.judgement.change, _named(atlas, atlas.names_then[""], turn))
    return escape(text[:1].upper() + text[1:])


def _because(turn: Turn) -> str:
    said = turn.judgement.because
    return f"<small>{escape(first_sentence(said, LONGEST_REASON))}</small> " if said else ""


def version_page(atlas: Atlas, milestone: Milestone) -> str:
    """Return where the changes of one version stand, which is in the first language."""
    kind = "" if milestone.schema is not None else "guideline-"
    return f"{first_folder(atlas)}/changes/{kind}{milestone.version}"


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
