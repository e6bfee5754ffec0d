"""An item that was ruled twice, for two labels, has no answer: each reader finds another ruling."""

from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.model.reference import LabelIndex
from schemactl.model.taxonomy import taxonomies
from schemactl.validate.subject import GuidelineSubject, RulingDraft


def check(subject: GuidelineSubject) -> Iterator[Finding]:
    """Yield every ruling on an item for which an earlier one names another label of the task."""
    items = {draft.ruling.item for draft in subject.rulings}
    if len(items) == len(subject.rulings):
        return
    newest = subject.newest
    labels = LabelIndex(() if newest is None else taxonomies(newest))
    seen: dict[tuple[str, str], RulingDraft] = {}
    for draft in sorted(subject.rulings, key=lambda draft: (draft.ruling.date, draft.file)):
        ruling = draft.ruling
        first = seen.setdefault((ruling.item, _task(labels, ruling.use)), draft)
        if first.ruling.use != ruling.use:
            yield Finding(
                ("use",),
                f"item `{ruling.item}` is `{ruling.use}` here, "
                f"and `{first.ruling.use}` by ruling `{first.ruling.id}`",
                "keep the ruling that holds, and remove the other one",
                None,
                draft.file,
            )


def _task(labels: LabelIndex, use: str) -> str:
    """Return the task whose question a ruling answers, as far as its label tells."""
    addresses = labels.find(use)
    # An item may have one answer per task; a label's id may have slashes itself.
    return next((t for t in labels.tasks for a in addresses if a.startswith(f"{t}/")), "")
