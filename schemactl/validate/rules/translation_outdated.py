"""An outdated translation is in force for those who read it: they label by a text that is gone."""

from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.model.reference import LabelIndex
from schemactl.model.translatable import digest_of_text, texts_at, translatable
from schemactl.validate.subject import SchemaSubject


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every translation of a text that was edited since."""
    if not subject.translations:
        return
    known = translatable(subject.schema)
    labels = LabelIndex(subject.taxonomies)
    for draft in subject.translations:
        for address, fields in draft.translations.texts.items():
            texts = texts_at(known, labels, address)
            for field, translation in fields.items():
                digest = digest_of_text(texts[field]) if field in texts else translation.of
                if translation.of != digest:
                    yield Finding(
                        ("texts", address, field, "of"),
                        f"`{field}` of `{address}` was edited after it was translated",
                        f'translate it again, and write `of: "{digest}"`',
                        None,
                        draft.file,
                    )
