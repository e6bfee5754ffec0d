"""A ruling in favour of a label that does not exist cannot be followed."""

from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.model.identifiers import NOTHING
from schemactl.model.reference import LabelIndex
from schemactl.model.similar import Proposals
from schemactl.model.taxonomy import taxonomies
from schemactl.validate.subject import GuidelineSubject


def check(subject: GuidelineSubject) -> Iterator[Finding]:
    """Yield every ruling whose label is none, or one of several tasks, in all covered versions."""
    if not subject.rulings or not subject.schemas:
        return
    covers = subject.guideline.covers
    indexes = [LabelIndex(taxonomies(schema)) for schema in subject.schemas]
    names = dict.fromkeys(name for index in indexes for name in index.names())
    proposals = Proposals(names, f"name a label of schema `{covers.name}`")
    for draft in subject.rulings:
        use = draft.ruling.use
        found = [index.find(use) for index in indexes]
        if use == NOTHING or any(len(addresses) == 1 for addresses in found):
            continue
        several = next((addresses for addresses in found if addresses), ())
        message = f"schema `{covers.name}` has no label `{use}`"
        hint = proposals.hint(use)
        if several:
            message = f"`{use}` is a label of several tasks of schema `{covers.name}`"
            hint = f"write one of {', '.join(several)}"
        yield Finding(("use",), message, hint, None, draft.file)
