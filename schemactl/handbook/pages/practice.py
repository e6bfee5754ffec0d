"""Practice: cases with their answers folded away; a script makes a quiz of them."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice
from typing import NamedTuple

from schemactl.handbook.case_anchors import case_anchor
from schemactl.handbook.known_labels import UNKNOWN, LabelTexts
from schemactl.handbook.links import Atlas, Entry, Spot, url
from schemactl.handbook.markup import escape, fragment, heading, link, page
from schemactl.handbook.pages.examples import picture, sound
from schemactl.handbook.pages.frame import NONE_YET, cite, front, label_link, top, unsearched
from schemactl.handbook.timeline import Turn
from schemactl.model.identifiers import NOTHING
from schemactl.model.label import Example, Label

MOST_ITEMS = 240
MOST_CHOICES = 20
FEW_CHOICES = 8
_HARDEST_FIRST = ("edge-case", "counterexample", "example")


class Item(NamedTuple):
    """A case to decide: whose label it stands at, the case, the id of the right answer."""

    entry: Entry
    example: Example
    right: str


class Choice(NamedTuple):
    """One answer that is offered."""

    id: str
    title: str
    hotkey: str


def practice_cases(atlas: Atlas) -> list[Item]:
    """Return the cases to practise on, no two in a row of one label where that can be."""
    waiting = [_items(entry) for entry in atlas.entries.values()]
    found: list[Item] = []
    while waiting and len(found) < MOST_ITEMS:
        left = MOST_ITEMS - len(found)
        turns = ((item, one) for one in waiting if (item := next(one, None)) is not None)
        turn = list(islice(turns, left))
        found += [item for item, _ in turn]
        waiting = [items for _, items in turn]
    return found


def _items(entry: Entry) -> Iterator[Item]:
    label = entry.label
    if not entry.taxonomy.is_selectable(label):
        return
    # What is hard to decide teaches most.
    for case in sorted(label.cases, key=lambda one: _HARDEST_FIRST.index(one.kind)):
        example = case.example
        if case.right is not None and (example.content or example.image or example.audio):
            yield Item(entry, example, case.right)


def render(atlas: Atlas, of_labels: LabelTexts = UNKNOWN) -> str:
    """Return the Markdown of the practice page: complete as it stands, a quiz with the script."""
    source = f"{atlas.edition.folder}/practice"
    items = practice_cases(atlas)
    kinds = Counter[tuple[str, str]]()
    rows = ""
    for number, item in enumerate(items, start=1):
        address = (item.entry.taxonomy.task.id, item.entry.label.id)
        kinds[address] += 1
        make = partial(_row, atlas, source, item)
        row = of_labels.take(item.entry, f"asked {kinds[address]}", make)
        rows += f'<li class="item" id="_item_{number}" {row}'
    start = (
        '<p class="start"><button type="button" class="main" data-do="quiz">Start the quiz'
        "</button> "
        '<span class="told" role="status"></span></p><div class="quiz"></div>'
    )
    lead = (
        "<p>Decide first, then open the answer. In the quiz, press the key of a label to answer "
        "and <kbd>Enter</kbd> for the next case. Nothing is sent anywhere; your result stays in "
        "this browser until you download it.</p>"
    )
    return page(
        unsearched(front(atlas, "Practice"), is_wide=True),
        top(atlas, source, []),
        heading(1, "Practice"),
        fragment(lead + start) if items else "",
        fragment(f'<ol class="items">{rows}</ol>' if items else NONE_YET),
    )


def _row(atlas: Atlas, source: str, item: Item) -> str:
    """Return a case but for how it begins, which is its number."""
    entry, example = item.entry, item.example
    right = atlas.label(entry.taxonomy.task, item.right)
    offered = [list(choice) for choice in _choices(atlas, item)]
    data = {
        "right": item.right,
        "label": entry.label.id,
        "task": entry.taxonomy.task.id,
        "example": example.id or "",
        "changed": str(_changed(atlas, item)),
        "moved": str(_moved(atlas, item)),
        "choices": json.dumps(offered, ensure_ascii=False),
    }
    facts = " ".join(f'data-{name}="{escape(value)}"' for name, value in data.items())
    answer = "Mark nothing" if right is None else label_link(source, right)
    cited = cite(atlas, source, example.because_of) if example.because_of else ""
    rule = f" <span>Rule</span> {cited}." if cited else ""
    why = f" {escape(example.because)}" if example.because else ""
    see = Spot(entry.page, case_anchor(entry, example), example.id or entry.label.title)
    return (
        f'{facts}><div class="case">'
        f"{_question(atlas, entry._replace(page=source), example)}</div>"
        f'<details><summary>Answer</summary><p class="answer-text"><strong>{answer}.</strong>{why}'
        f"{rule} {link(url(source, see), f'Open {escape(see.title)}')}</p></details></li>"
    )


def _question(atlas: Atlas, here: Entry, example: Example) -> str:
    source = here.page
    text = f"<blockquote>{escape(example.content)}</blockquote>" if example.content else ""
    # Its regions would tell the answer.
    plain = example.model_copy(update={"regions": ()})
    heard = sound(atlas, here, plain) if example.audio else ""
    return text + heard + (picture(atlas, source, example.image, plain) if example.image else "")


def _choices(atlas: Atlas, item: Item) -> list[Choice]:
    """Return all labels of a small task; of a large one the right label and those near it."""
    task, taxonomy = item.entry.taxonomy.task, item.entry.taxonomy
    offered: Sequence[Label] = taxonomy.selectable
    if len(offered) > MOST_CHOICES:
        near = {item.right, item.entry.label.id}
        for pair in atlas.confusables.get((task.id, item.right), ()):
            near |= set(pair.labels)
        for parent in taxonomy.parents.get(item.right, ()):
            near |= set(taxonomy.children[parent][:FEW_CHOICES])
        # The right one comes first, so that it is not cut off.
        ranks = sorted(taxonomy.ranks[one] for one in near if one in taxonomy.ranks)
        ranks.sort(key=lambda rank: offered[rank].id != item.right)
        few = [offered[rank] for rank in ranks[:FEW_CHOICES]]
        offered = sorted(few, key=lambda label: label.title)
    choices = [Choice(label.id, label.title, label.hotkey or "") for label in offered]
    nothing = [Choice(NOTHING, "Mark nothing", "")] if item.right == NOTHING else []
    return choices + nothing


def _changed(atlas: Atlas, item: Item) -> int:
    """Return the number of the last release that changed what annotators do with this label."""
    concerned = {item.right, item.entry.label.id}
    numbers = [
        milestone.number
        for milestone in atlas.edition.timeline
        for turn in milestone.turns
        if turn.is_behaviour and concerned & set(turn.labels)
    ]
    return max(numbers, default=1)


def _moved(atlas: Atlas, item: Item) -> int:
    """Return the number of the last release that gave this very case another label, else 0."""
    numbers = [
        milestone.number
        for milestone in atlas.edition.timeline
        for turn in milestone.turns
        if turn.judgement.change.kind == "case-reversed" and _is_of(turn, item.example)
    ]
    return max(numbers, default=0)


def _is_of(turn: Turn, example: Example) -> bool:
    case = turn.judgement.change.after
    if example.id or case.get("id"):
        return bool(case.get("id") == example.id)
    return bool(example.content) and case.get("text") == example.content
