"""A ruling that cites an exclusion and decides for another label leaves two answers in force."""

from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.model.label import Clause
from schemactl.model.reference import LabelIndex
from schemactl.model.taxonomy import Taxonomy, taxonomies
from schemactl.validate.subject import GuidelineSubject


def check(subject: GuidelineSubject) -> Iterator[Finding]:
    """Yield every ruling for another label than the exclusion names on which it rests."""
    cited = [draft for draft in subject.rulings if draft.ruling.because_of is not None]
    if not cited or subject.newest is None:
        return
    found = taxonomies(subject.newest)
    labels = LabelIndex(found)
    clauses = {
        clause.id: (taxonomy, clause)
        for taxonomy in found
        for place in taxonomy.places
        for clause in place.label.exclude
    }
    for draft in cited:
        taxonomy, clause = clauses.get(draft.ruling.because_of, (None, None))
        right = _right(labels, taxonomy, clause)
        # What is unknown is reported as such; a folded ruling stands in the schema by now.
        ruled = labels.find(draft.ruling.use) or (draft.ruling.use,)
        if right and right not in ruled:
            yield Finding(
                ("use",),
                f"`{draft.ruling.because_of}`, on which the ruling rests, says that "
                f"`{right.rpartition('/')[2]}` is right, not `{draft.ruling.use}`",
                "decide for that label, cite another reason, or correct the exclusion",
                None,
                draft.file,
            )


def _right(labels: LabelIndex, taxonomy: Taxonomy | None, clause: Clause | None) -> str:
    """Return the address of the label that an exclusion names, if it names one."""
    if taxonomy is None or clause is None or clause.use is None:
        return ""
    found = labels.find(clause.use, taxonomy.task.id)
    return found[0] if len(found) == 1 else ""
