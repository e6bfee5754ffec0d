"""Examples are copied by eye: where two contradict each other, annotators follow either one."""

from collections.abc import Iterator
from typing import NamedTuple

from schemactl.model.finding import Finding
from schemactl.model.taxonomy import Case, Taxonomy
from schemactl.validate.subject import SchemaSubject


class _Judged(NamedTuple):
    """A case and the label that is right for it."""

    case: Case
    right: str


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every case whose text has another right label elsewhere in its task."""
    for taxonomy in subject.taxonomies:
        # Where an answer has several labels or regions, one text may show several labels.
        task = taxonomy.task
        if task.type == "classification" and task.choose.max == 1:
            yield from _in_task(taxonomy)


def _in_task(taxonomy: Taxonomy) -> Iterator[Finding]:
    seen: dict[str, _Judged] = {}
    for case in taxonomy.cases:
        text = case.example.content
        if not text:
            continue
        right = case.example.use
        if right is None:
            if case.part == "counterexamples":
                continue
            right = case.place.label.id
        first = seen.setdefault(_folded(text), _Judged(case, right))
        if first.right != right and not _agree(taxonomy, first.right, right):
            other = first.case.place.label.id
            yield Finding(
                (*case.pointer, "content"),
                f"here `{right}` is right for this text, and `{first.right}` under label `{other}`",
                "decide which label is right, and say so at both places",
                case.place.label.id,
            )


def _folded(text: str) -> str:
    text = text.lower()
    return " ".join(text.split()) if "\n" in text or "  " in text or "\t" in text else text


def _agree(taxonomy: Taxonomy, first: str, second: str) -> bool:
    """Tell whether one label is broader than the other, so that both can be right."""
    return first in taxonomy.ancestors(second) or second in taxonomy.ancestors(first)
