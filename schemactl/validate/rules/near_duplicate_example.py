"""A text that stands under two labels with a word exchanged makes annotators look for the word."""

from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.model.taxonomy import Case, Taxonomy
from schemactl.model.twins import twins
from schemactl.validate.subject import SchemaSubject


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every case whose text is almost that of a case for which another label is right."""
    for taxonomy in subject.taxonomies:
        # Where an answer has several labels or regions, one text may show several labels.
        task = taxonomy.task
        if task.type == "classification" and task.choose.max == 1:
            yield from _in_task(taxonomy)


def _in_task(taxonomy: Taxonomy) -> Iterator[Finding]:
    for first, second, _apart in twins(taxonomy.texts):
        # Equal texts are reported by conflicting-example.
        if taxonomy.texts[first] == taxonomy.texts[second]:
            continue
        one, other = taxonomy.cases[first], taxonomy.cases[second]
        if one.place is not other.place and _differ(taxonomy, _right(one), _right(other)):
            yield Finding(
                (*other.pointer, "content"),
                f"`{_right(other)}` is right for this text, and `{_right(one)}` for one under "
                f"label `{one.place.label.id}` that is almost the same",
                "show another text, or say in `because` which word makes the difference",
                other.place.label.id,
            )


def _right(case: Case) -> str | None:
    """Return the label that is right; a counterexample may leave it open."""
    return case.place.label.id if case.use is None and case.part != "counterexamples" else case.use


def _differ(taxonomy: Taxonomy, first: str | None, second: str | None) -> bool:
    """Tell whether two labels exclude each other: neither is broader than the other."""
    if first is None or second is None or first == second:
        return False
    return first not in taxonomy.ancestors(second) and second not in taxonomy.ancestors(first)
