"""Examples are copied by eye: where two contradict each other, annotators follow either one."""

from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.model.taxonomy import Case, Taxonomy
from schemactl.validate.subject import SchemaSubject


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every case whose text has another right label elsewhere in its task."""
    for taxonomy in subject.taxonomies:
        # Where an answer has several labels or regions, one text may show several labels.
        task = taxonomy.task
        if task.type == "classification" and task.choose.max == 1:
            yield from _in_task(taxonomy)


def _in_task(taxonomy: Taxonomy) -> Iterator[Finding]:
    # There is rarely a text that stands twice.
    if len(set(taxonomy.texts)) == len(taxonomy.texts):
        return
    seen: dict[str, Case] = {}
    for case, text in zip(taxonomy.cases, taxonomy.texts, strict=True):
        # A counterexample that names no right label says nothing that could be contradicted.
        if not text or (case.use is None and case.part == "counterexamples"):
            continue
        first = seen.setdefault(text, case)
        one, other = _right(first), _right(case)
        if one != other and not _agree(taxonomy, one, other):
            label = first.place.label.id
            yield Finding(
                (*case.pointer, "content"),
                f"here `{other}` is right for this text, and `{one}` under label `{label}`",
                "decide which label is right, and say so at both places",
                case.place.label.id,
            )


def _right(case: Case) -> str:
    """Return the label that is right; a counterexample that does not say it was left out."""
    return case.place.label.id if case.use is None else case.use


def _agree(taxonomy: Taxonomy, first: str, second: str) -> bool:
    """Tell whether one label is broader than the other, so that both can be right."""
    return first in taxonomy.ancestors(second) or second in taxonomy.ancestors(first)
