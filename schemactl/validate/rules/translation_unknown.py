"""A translation of a text that does not exist is shown to nobody, and hides what is missing."""

from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.model.reference import LabelIndex
from schemactl.model.similar import Proposals
from schemactl.model.translatable import texts_at, translatable
from schemactl.validate.subject import SchemaSubject


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every translation whose address or field the schema does not have."""
    if not subject.translations:
        return
    known = translatable(subject.schema)
    labels = LabelIndex(subject.taxonomies)
    proposals = Proposals(known, "name a label as task/label, or the id of a rule or example")
    for draft in subject.translations:
        for address, fields in draft.translations.texts.items():
            pointer = ("texts", address)
            texts = texts_at(known, labels, address)
            if not texts:
                message = f"there is no text at `{address}`"
                yield Finding(pointer, message, proposals.hint(address), None, draft.file)
                continue
            for field in fields:
                if field not in texts:
                    message = f"`{address}` has no text `{field}`"
                    hint = f"it has {', '.join(sorted(texts))}"
                    yield Finding((*pointer, field), message, hint, None, draft.file)
