"""Case law that keeps growing about one label is a definition that nobody has written down."""

from collections import defaultdict
from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.model.reference import LabelIndex
from schemactl.model.taxonomy import taxonomies
from schemactl.validate.subject import GuidelineSubject, RulingDraft

_MOST = 10


def check(subject: GuidelineSubject) -> Iterator[Finding]:
    """Yield every label with more than ten rulings that no text has taken up."""
    if len(subject.rulings) <= _MOST:
        return
    newest = subject.newest
    labels = LabelIndex(() if newest is None else taxonomies(newest))
    by_label: dict[str, list[RulingDraft]] = defaultdict(list)
    for draft in subject.rulings:
        if not draft.ruling.folded_into:
            addresses = labels.find(draft.ruling.use)
            by_label[addresses[0] if len(addresses) == 1 else draft.ruling.use].append(draft)
    for drafts in by_label.values():
        if len(drafts) > _MOST:
            latest = max(drafts, key=lambda draft: (draft.ruling.date, draft.file))
            yield Finding(
                ("use",),
                f"{len(drafts)} rulings for `{latest.ruling.use}` stand in no text yet",
                "write what they have in common into a criterion, then name it in `folded_into`",
                None,
                latest.file,
            )
