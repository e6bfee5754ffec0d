"""Hard cases: the edge cases of all labels, by what makes them hard."""

from collections.abc import Iterator

from schemactl.handbook.links import Atlas, Entry
from schemactl.handbook.markup import escape, fragment, heading, page
from schemactl.handbook.pages.examples import card
from schemactl.handbook.pages.frame import NONE_YET, cite, front, top, unsearched
from schemactl.model.label import Example

Case = tuple[Entry, Example]


def render(atlas: Atlas) -> str:
    """Return the Markdown of the index of hard cases."""
    source = f"{atlas.edition.folder}/cases"
    blocks = []
    for number, (title, lead, cases) in enumerate(_phenomena(atlas, source), start=1):
        shown = "".join(
            card(atlas, entry._replace(page=source), one, "edge") for entry, one in cases
        )
        blocks += [
            heading(2, title, f"_phenomenon_{number}"),
            fragment(f'{lead}<div class="cards">{shown}</div>'),
        ]
    return page(
        unsearched(front(atlas, "Hard cases")),
        top(atlas, source, []),
        heading(1, "Hard cases"),
        *(blocks or [fragment(NONE_YET)]),
    )


def _phenomena(atlas: Atlas, source: str) -> Iterator[tuple[str, str, list[Case]]]:
    """Yield what makes cases hard: a rule that decides them, else two labels that come near."""
    by_rule: dict[str, list[Case]] = {}
    by_pair: dict[str, list[Case]] = {}
    for entry in atlas.entries.values():
        for one in entry.label.edge_cases:
            if one.because_of:
                by_rule.setdefault(one.because_of, []).append((entry, one))
            else:
                by_pair.setdefault(_pair(atlas, entry, one), []).append((entry, one))
    for rule, cases in by_rule.items():
        text = atlas.rule_texts.get(rule, "")
        lead = f"<p><strong>{cite(atlas, source, rule)}</strong> {escape(text)}</p>"
        yield f"Decided by {rule}", lead, cases
    for name, cases in by_pair.items():
        yield name, "", cases


def _pair(atlas: Atlas, entry: Entry, case: Example) -> str:
    right = None if case.use is None else atlas.label(entry.taxonomy.task, case.use)
    if right is None or right.label.id == entry.label.id:
        return f"At the border of {entry.label.title}"
    return " or ".join(sorted((entry.label.title, right.label.title)))
