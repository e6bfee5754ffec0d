"""Parts 5, 6 and 8 of a label: confusable labels, the way of questions, what to do when unsure."""

from collections.abc import Iterator
from typing import NamedTuple

from schemactl.handbook.freshness import Part
from schemactl.handbook.links import Atlas, Entry, Spot, is_question, url
from schemactl.handbook.markup import escape, link, paragraphs, table
from schemactl.handbook.pages import measured
from schemactl.handbook.pages.frame import NONE_YET, fresh, label_link, target
from schemactl.handbook.pages.versus import beside
from schemactl.model.guideline import Guideline
from schemactl.model.label import Attribute
from schemactl.model.schema import Confusable, Question, Task, Unsure


class Turn(NamedTuple):
    """A question on the way to a label, and the answer that leads on."""

    question: Question
    answer: str


def confusable(atlas: Atlas, entry: Entry) -> str:
    """Return part 5: one row per label that this one is taken for, and how often it is."""
    label, task = entry.label, entry.taxonomy.task
    often = measured.confused(atlas, entry)
    rows = []
    written = set()
    for pair in atlas.confusables.get((task.id, label.id), ()):
        other = pair.labels[1] if pair.labels[0] == label.id else pair.labels[0]
        address = f"{task.id}/{other}"
        written.add(address)
        rows.append(
            [
                target(atlas, entry.page, entry, other) + _fresh(atlas, task, pair),
                escape(pair.pick.get(label.id, "")),
                escape(pair.pick.get(other, "")),
                _asked(atlas, entry, other, pair),
                often[address].told if address in often else "",
            ]
        )
    for shown, one in measured.unwritten(atlas, entry, written):
        rows.append([shown, "", "", "", one.told])
    told = measured.source(atlas, entry)
    heads = ["Other label", f"Choose {label.title} when", "Choose the other when", "Test question"]
    if any(row[-1] for row in rows):
        return table([*heads, "People mix them up"], rows) + told
    return (table(heads, [row[:-1] for row in rows]) + told) if rows else (told or NONE_YET)


def _asked(atlas: Atlas, entry: Entry, other: str, pair: Confusable) -> str:
    """Return the question that tells two labels apart, as a link to both of them."""
    found, asked = atlas.label(entry.taxonomy.task, other), escape(pair.ask)
    return asked if found is None else beside(atlas, entry.page, entry, found, asked)


def _fresh(atlas: Atlas, task: Task, pair: Confusable) -> str:
    if not atlas.fresh:
        return ""
    return fresh(atlas, Part(task.id, "", "confusable", task.confusable.index(pair)))


def ways(task: Task, label_id: str) -> list[list[Turn]]:
    """Return every shortest way of questions that ends in the label, shortest first."""
    by_id = {question.id: question for question in task.decide}
    first = next(iter(by_id), None)
    reached: dict[str, list[Turn]] = {} if first is None else {first: []}
    queue = [] if first is None else [first]
    found: list[list[Turn]] = []
    while queue:
        question = by_id[queue.pop(0)]
        for answer, following in (("yes", question.yes), ("no", question.no)):
            way = [*reached[question.id], Turn(question, answer)]
            if following == label_id:
                found.append(way)
            elif following in by_id and following not in reached:
                reached[following] = way
                queue.append(following)
    return sorted(found, key=len)


def path(atlas: Atlas, entry: Entry) -> str:
    """Return part 6: the questions that lead here, and what is asked of the label then."""
    task = entry.taxonomy.task
    found = ways(task, entry.label.id)
    shown = _way(atlas, entry, found[0]) if found else NONE_YET
    if len(found) > 1:
        others = ", ".join(_last_turn(atlas, entry, way) for way in found[1:])
        shown += f'<p class="see">Also reached by {others}.</p>'
    asked = attributes(task, entry)
    return shown + (f"<h3>Then also answer</h3>{asked}" if asked else "")


def _way(atlas: Atlas, entry: Entry, way: list[Turn]) -> str:
    steps = "".join(
        f"<li>{_number(atlas, entry, turn.question, 'step')} "
        f"<span>{escape(turn.question.ask)}</span> {answer(turn.answer)}</li>"
        for turn in way
    )
    return f'<ol class="way">{steps}</ol>'


def _number(atlas: Atlas, entry: Entry, question: Question, kind: str) -> str:
    anchor = atlas.question_anchor(entry.taxonomy.task, question.id)
    spot = Spot(f"{atlas.edition.folder}/decide", anchor, question.id)
    shown = question.id[1:] if kind == "step" else question.id
    return link(url(entry.page, spot), escape(shown), kind)


def _last_turn(atlas: Atlas, entry: Entry, way: list[Turn]) -> str:
    return f"{_number(atlas, entry, way[-1].question, 'rule')} {answer(way[-1].answer)}"


def answer(word: str) -> str:
    """Return yes or no as a chip; the word stands in it, for colour alone says nothing."""
    return f'<span class="answer {word}">{word.capitalize()}</span>'


def follow(atlas: Atlas, source: str, task: Task, following: str) -> str:
    """Return what an answer leads to: a label, another question, or nothing to mark."""
    if is_question(following):
        spot = Spot(source, atlas.question_anchor(task, following), following)
        return link(url(source, spot), f"question {escape(following[1:])}")
    found = atlas.label(task, following)
    return "mark nothing" if found is None else label_link(source, found)


def attributes(task: Task, entry: Entry | None = None) -> str:
    """Return the further questions of a task, or those that are asked of one label."""
    asked = list(task.attributes)
    if entry is not None:
        left_out = set(entry.label.leaves_out)
        asked = [one for one in asked if one.id not in left_out] + list(entry.label.attributes)
    rows = [
        [
            f"<code>{escape(one.id)}</code>",
            escape(one.question),
            _answers(one),
            "yes" if one.required else "no",
        ]
        for one in asked
    ]
    return table(["Attribute", "Question", "Answers", "Required"], rows) if rows else ""


def _answers(attribute: Attribute) -> str:
    if attribute.values:
        return (
            "<ul>" + "".join(_value(one.id, one.definition) for one in attribute.values) + "</ul>"
        )
    if attribute.type == "yes-no":
        return "yes or no"
    limits = [
        f"{word} {limit:g}"
        for word, limit in (("from", attribute.minimum), ("to", attribute.maximum))
        if limit is not None
    ]
    return " ".join(["a number", *limits]) if attribute.type == "number" else "text"


def _value(value_id: str, definition: str) -> str:
    return f"<li><code>{escape(value_id)}</code> {escape(definition)}</li>"


def unsure(atlas: Atlas, entry: Entry, is_scripted: bool = True) -> str:
    """Return part 8: what to do, the label to fall back on, whom to ask, and a link to paste.

    Only a page with a script has the form for questions.
    """
    said = advice(atlas, entry.page, entry.taxonomy.task)
    if said == NONE_YET:
        return said
    file_name = entry.page.rpartition("/")[2]
    address = f"{entry.taxonomy.task.id}/{entry.label.id}"
    form = _ask("Ask about this label", address) if is_scripted else ""
    return f"{said}<p>Link to paste: <code>{escape(file_name)}.html</code></p>{form}"


def unsure_of_several(atlas: Atlas, entry: Entry) -> str:
    """Return part 8 for all labels of a page, of which `entry` is one: who asks says which."""
    said = advice(atlas, entry.page, entry.taxonomy.task)
    return said if said == NONE_YET else f"{said}{_ask('Ask about a label')}"


def _ask(told: str, address: str = "") -> str:
    """Return a question to the owners that is filled in but for the item; it needs the script."""
    which = "" if address else '<label>Label <input name="label" autocomplete="off"></label>'
    return (
        f'<details class="actions ask"><summary>{told}</summary>'
        f'<div class="ask-form" data-label="{escape(address)}">{which}'
        '<label>The item, or its id <textarea name="item" rows="2"></textarea></label>'
        '<label>The rule or example in doubt <input name="rule" autocomplete="off"></label>'
        '<p><button type="button" data-do="ask-copy">Copy the question</button> '
        '<button type="button" data-do="ask-save">Download it</button></p></div></details>'
    )


def advice(atlas: Atlas, source: str, task: Task) -> str:
    """Return what an annotator does who cannot decide."""
    return "".join(_advice(atlas, source, task, _guideline(atlas))) or NONE_YET


def _advice(atlas: Atlas, source: str, task: Task, guideline: Guideline | None) -> Iterator[str]:
    given = [None if guideline is None else guideline.unsure, task.unsure]
    unsures: list[Unsure] = [one for one in given if one is not None]
    said = next((one.say for one in unsures if one.say), "")
    if said:
        yield f"<p>{paragraphs(said)}</p>" if "\n\n" not in said else paragraphs(said)
    used = next((one.use for one in unsures if one.use), None)
    found = None if used is None else atlas.label(task, used)
    if found is not None:
        yield f"<p>Label for what cannot be decided: {label_link(source, found)}</p>"
    if guideline is not None and guideline.escalation is not None:
        asked = guideline.escalation
        within = f" You get an answer within {escape(asked.within)}." if asked.within else ""
        how = f" {escape(asked.how)}" if asked.how else ""
        yield f"<p><strong>Ask:</strong> {escape(asked.to)}.{how}{within}</p>"


def _guideline(atlas: Atlas) -> Guideline | None:
    release = atlas.edition.guideline_release
    return None if release is None else release.guideline
