"""Links: where every label, example and rule of an edition stands in the site."""

from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import NamedTuple

from schemactl.handbook.edition import Edition
from schemactl.handbook.freshness import Part, freshness
from schemactl.handbook.languages import without_marks
from schemactl.handbook.layout import LabelPage, Layout, lay_out
from schemactl.handbook.timeline import Milestone, Turn
from schemactl.model.address import split_label_address
from schemactl.model.guideline import Ruling
from schemactl.model.identifiers import NOTHING, QUESTION_ID
from schemactl.model.label import Example, Label
from schemactl.model.schema import Confusable, Convention, Schema, Task, TieBreak
from schemactl.model.taxonomy import Taxonomy, taxonomies

SECTIONS = ("rules", "decide", "confusable", "glossary", "faq")


class Spot(NamedTuple):
    """A place in the site: a page without its ending, an anchor or "", and what stands there."""

    page: str
    anchor: str
    title: str
    hotkey: str | None = None


class Entry(NamedTuple):
    """A label with its task's taxonomy and its page."""

    taxonomy: Taxonomy
    label: Label
    page: str
    anchor: str

    @property
    def spot(self) -> Spot:
        """Where the label stands."""
        return Spot(self.page, self.anchor, self.label.title, self.label.hotkey)


@lru_cache(maxsize=65536)
def relative_url(source: str, target: str) -> str:
    """Return the address of a page as seen from another; both are paths without the ending."""
    here, there = source.split("/")[:-1], target.split("/")
    shared = 0
    while shared < len(here) and shared + 1 < len(there) and here[shared] == there[shared]:
        shared += 1
    upwards = "../" * (len(here) - shared)
    return f"{upwards}{'/'.join(there[shared:])}.html"


def url(source: str, spot: Spot) -> str:
    """Return the address of a spot as seen from a page."""
    if spot.page == source and spot.anchor:
        return f"#{spot.anchor}"
    address = relative_url(source, spot.page)
    return f"{address}#{spot.anchor}" if spot.anchor else address


class Atlas:
    """Everything that pages need to find in an edition, indexed once."""

    def __init__(
        self,
        edition: Edition,
        layout: Layout | None = None,
        words: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """Lay out the edition's labels, or take a layout, and index what can be linked to.

        `words` are those of the handbook itself in the edition's language.
        """
        self.edition = edition
        self.words = words
        self.layout: Layout = layout or lay_out(edition.schema, edition.folder)
        self.entries: dict[tuple[str, str], Entry] = {}
        for page in self.layout.pages:
            self._enter(page)

    def _enter(self, page: LabelPage) -> None:
        task_id = page.taxonomy.task.id
        for place in page.places:
            path, anchor = self.layout.where[task_id, place.label.id]
            entry = Entry(page.taxonomy, place.label, path, anchor)
            self.entries.setdefault((task_id, place.label.id), entry)

    @cached_property
    def taxonomies(self) -> dict[str, Taxonomy]:
        """The taxonomy of each task that has labels, in the schema's order."""
        found: dict[str, Taxonomy] = {}
        for page in self.layout.pages:
            found.setdefault(page.taxonomy.task.id, page.taxonomy)
        return found

    @cached_property
    def tasks_of(self) -> dict[str, list[str]]:
        """The tasks that have a label of that id."""
        found: dict[str, list[str]] = {}
        for task_id, label_id in self.entries:
            found.setdefault(label_id, []).append(task_id)
        return found

    @cached_property
    def examples(self) -> dict[str, Spot]:
        """Every example, counterexample and edge case that has an id."""
        found: dict[str, Spot] = {}
        for entry in self.entries.values():
            for example in examples_of(entry.label):
                if example.id is not None:
                    found.setdefault(example.id, Spot(entry.page, example.id, example.id))
        return found

    @cached_property
    def depicted(self) -> tuple[tuple[Entry, str, Example], ...]:
        """Every case that has a picture or a sound, with its label and the part it stands in."""
        return tuple(
            (entry, part, example)
            for entry in self.entries.values()
            for part, examples in parts_of(entry.label)
            for example in examples
            if example.image or example.audio
        )

    @cached_property
    def rules(self) -> dict[str, Spot]:
        """Every rule: tie-breaks, questions, conventions, clauses, constraints and rulings."""
        name, schema = self.edition.folder, self.edition.schema
        found = [
            *(Spot(f"{name}/rules", rule.id, rule.id) for rule in self._task_rules()),
            *(
                Spot(f"{name}/decide", self.question_anchor(task, question.id), question.id)
                for task in schema.tasks
                for question in task.decide
            ),
            *(Spot(page, clause_id, clause_id) for page, clause_id, _ in self._clauses()),
            *(Spot(f"{name}/rules", one.id, one.id) for one in schema.constraints),
            *(Spot(f"{name}/faq", one.id, one.id) for one in self.edition.rulings),
        ]
        # Where an id is used twice, the first one is meant.
        return {spot.title: spot for spot in reversed(found)}

    @cached_property
    def rule_texts(self) -> dict[str, str]:
        """What each tie-break, convention and clause says."""
        found = {clause_id: text for _, clause_id, text in self._clauses()}
        return found | {rule.id: rule.text for rule in self._task_rules()}

    def _task_rules(self) -> Iterator[TieBreak | Convention]:
        for task in self.edition.schema.tasks:
            yield from task.tie_breaks
            yield from task.conventions

    def _clauses(self) -> Iterator[tuple[str, str, str]]:
        """Yield page, id and text of every clause that has an id."""
        for entry in self.entries.values():
            for clause in (*entry.label.include, *entry.label.exclude):
                if clause.id is not None:
                    yield entry.page, clause.id, clause.text

    @cached_property
    def fresh(self) -> dict[Part, str]:
        """The version that changed each part which one of the last two releases changed."""
        return freshness(self.edition)

    @cached_property
    def confusables(self) -> dict[tuple[str, str], list[Confusable]]:
        """The confusable pairs of each label."""
        found: dict[tuple[str, str], list[Confusable]] = {}
        for task in self.edition.schema.tasks:
            for pair in task.confusable:
                for label_id in dict.fromkeys(pair.labels):
                    found.setdefault((task.id, label_id), []).append(pair)
        return found

    @cached_property
    def rulings(self) -> dict[tuple[str, str], list[Ruling]]:
        """The rulings in favour of each label, newest first."""
        found: dict[tuple[str, str], list[Ruling]] = {}
        newest_first = sorted(self.edition.rulings, key=lambda r: (r.date, r.id), reverse=True)
        for ruling in newest_first:
            entry = self.label(None, ruling.use)
            if entry is not None:
                found.setdefault((entry.taxonomy.task.id, entry.label.id), []).append(ruling)
        return found

    @cached_property
    def turns(self) -> dict[tuple[str | None, str], list[tuple[Milestone, Turn]]]:
        """The changes of each label in all releases, newest first."""
        found: dict[tuple[str | None, str], list[tuple[Milestone, Turn]]] = {}
        for milestone in reversed(self.edition.timeline):
            for turn in milestone.turns:
                for label_id in dict.fromkeys(turn.labels):
                    label = (turn.judgement.change.task, label_id)
                    found.setdefault(label, []).append((milestone, turn))
        return found

    def question_anchor(self, task: Task, question_id: str) -> str:
        """Return the anchor of a question; questions of a second task carry its name."""
        deciding = [other.id for other in self.edition.schema.tasks if other.decide]
        return question_id if deciding[:1] == [task.id] else f"{task.id}.{question_id}"

    def label(self, task: Task | None, reference: str) -> Entry | None:
        """Find a label by id or address; inside a task, its own labels come first."""
        if task is not None and (task.id, reference) in self.entries:
            return self.entries[task.id, reference]
        if tasks := self.tasks_of.get(reference):
            return self.entries[tasks[0], reference]
        task_id, label_id = split_label_address(reference, tuple(self.taxonomies))
        return None if task_id is None else self.entries.get((task_id, label_id))

    @cached_property
    def names_then(self) -> dict[str, dict[str, str]]:
        """The names that labels had at each release of the schema, by their ids and addresses.

        Those of labels that were gone are as they last were; the names of today have no key.
        """
        found: dict[str, dict[str, str]] = {}
        names: dict[str, str] = {}
        for one in self.edition.timeline:
            if one.schema is not None:
                names = found[one.ref] = names | _names(one.schema.schema)
        now = {entry.label.id: entry.label.title for entry in self.entries.values()}
        return found | {"": names or {key: without_marks(name) for key, name in now.items()}}

    def find(self, reference: str) -> Spot | None:
        """Find what a [[link]] names: a label, an example or a rule, in that order."""
        if len(self.tasks_of.get(reference, ())) <= 1:
            entry = self.label(None, reference)
            if entry is not None:
                return entry.spot
        return self.examples.get(reference) or self.rules.get(reference)

    def names(self) -> list[str]:
        """Return everything that a [[link]] may name, for proposals."""
        labels = [
            label if len(tasks) == 1 else f"{task}/{label}"
            for label, tasks in self.tasks_of.items()
            for task in tasks
        ]
        return [*labels, *self.examples, *self.rules]


def _names(schema: Schema) -> dict[str, str]:
    """Return the name of each label by its address, and by its id in the first task that has it."""
    found: dict[str, str] = {}
    for tree in taxonomies(schema):
        for place in tree.places:
            found.setdefault(place.label.id, place.label.title)
            found[f"{tree.task.id}/{place.label.id}"] = place.label.title
    return found


def parts_of(label: Label) -> tuple[tuple[str, tuple[Example, ...]], ...]:
    """Return the cases of a label by the part of it that they stand in."""
    return (
        ("examples", label.examples),
        ("counterexamples", label.counterexamples),
        ("edge_cases", label.edge_cases),
    )


def examples_of(label: Label) -> tuple[Example, ...]:
    """Return examples, counterexamples and edge cases of a label."""
    return (*label.examples, *label.counterexamples, *label.edge_cases)


def is_question(target: str) -> bool:
    """Tell whether an answer leads to another question."""
    return QUESTION_ID.match(target) is not None


def is_nothing(target: str) -> bool:
    """Tell whether an answer says that nothing is marked."""
    return target == NOTHING
