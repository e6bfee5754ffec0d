"""The question that parts two labels is understood by the case on which it was hard to answer."""

from collections.abc import Iterator, Mapping

from schemactl.model.finding import Finding
from schemactl.model.taxonomy import Case, Taxonomy
from schemactl.validate.subject import SchemaSubject


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every confusable pair that no edge case shows."""
    for taxonomy in subject.taxonomies:
        if not taxonomy.task.confusable:
            continue
        sides = _sides(taxonomy)
        shown = [_between(case, sides) for case in taxonomy.cases if case.part == "edge_cases"]
        for position, pair in enumerate(taxonomy.task.confusable):
            both = set(pair.labels)
            if len(both) > 1 and not any(both <= labels for labels in shown):
                first, second = pair.labels
                yield Finding(
                    (*taxonomy.pointer, "confusable", position),
                    f"no edge case shows the border between `{first}` and `{second}`",
                    "add one to either label, with `use:` and the rule that decides it",
                    first,
                )


def _sides(taxonomy: Taxonomy) -> Mapping[str, set[str]]:
    """Return the labels between which each rule decides, by its id."""
    found = {rule.id: {rule.use, *rule.over} for rule in taxonomy.task.tie_breaks}
    for question in taxonomy.task.decide:
        found.setdefault(question.id, {question.yes, question.no})
    for place in taxonomy.places:
        for clause in place.label.include + place.label.exclude:
            if clause.id is not None:
                found[clause.id] = {place.label.id, *([clause.use] if clause.use else [])}
    return found


def _between(case: Case, sides: Mapping[str, set[str]]) -> set[str]:
    """Return the labels between which a case stands: its own, the right one, and its rule's."""
    own = {case.place.label.id, *([case.use] if case.use else [])}
    return own | sides.get(case.example.because_of or "", set())
